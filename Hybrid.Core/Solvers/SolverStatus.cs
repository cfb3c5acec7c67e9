namespace Hybrid.Core.Solvers;

/// <summary>How an iteration ended.</summary>
public enum SolverStatus
{
    /// <summary>The residual is below the tolerance.</summary>
    Converged,

    /// <summary>The allowed number of iterations was used up.</summary>
    MaxIterations,

    /// <summary>A residual is infinite or not a number.</summary>
    NonFinite,

    /// <summary>The caller asked to stop.</summary>
    Cancelled,

    /// <summary>The method can't go on: its search space stopped growing before the residual was small.</summary>
    Breakdown,

    /// <summary>The problem has an imaginary root: what it was linearised about is not a minimum.</summary>
    Unstable,
}
