namespace Hybrid.Physics.Optimisation;

/// <summary>How an optimisation ended.</summary>
public enum OptimisationStatus
{
    /// <summary>Both thresholds are met.</summary>
    Converged,

    /// <summary>The allowed number of computations was used up.</summary>
    MaxSteps,

    /// <summary>The field or the excitations could not be solved, at the start or however short the step.</summary>
    FieldFailed,

    /// <summary>The excited state is not there any more, at the start or however short the step.</summary>
    StateLost,

    /// <summary>No step lowers the energy although the gradient does not vanish, as at a conical intersection.</summary>
    Stalled,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,
}
