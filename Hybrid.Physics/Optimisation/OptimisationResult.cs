namespace Hybrid.Physics.Optimisation;

/// <summary>How an optimisation went and where it ended. Immutable.</summary>
public sealed class OptimisationResult
{
    internal OptimisationResult(OptimisationStatus status, string message, SurfacePoint last, IReadOnlyList<OptimisationStep> steps, int evaluations)
    {
        Status = status;
        Message = message;
        Last = last;
        Steps = steps;
        Evaluations = evaluations;
    }

    /// <summary>How it ended.</summary>
    public OptimisationStatus Status { get; }

    /// <summary>The same in one sentence.</summary>
    public string Message { get; }

    /// <summary>True when both thresholds are met.</summary>
    public bool IsConverged => Status == OptimisationStatus.Converged;

    /// <summary>The last point that was reached: the minimum when <see cref="IsConverged"/>.</summary>
    public SurfacePoint Last { get; }

    /// <summary>The way, from the start to <see cref="Last"/>; empty when the surface has no energy at the start.</summary>
    public IReadOnlyList<OptimisationStep> Steps { get; }

    /// <summary>How often the surface was computed, rejected steps counted.</summary>
    public int Evaluations { get; }
}
