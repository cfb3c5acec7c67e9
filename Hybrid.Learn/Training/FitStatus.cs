namespace Hybrid.Learn.Training;

/// <summary>Why a fit ended.</summary>
public enum FitStatus
{
    /// <summary>No derivative is larger than asked for.</summary>
    Converged,

    /// <summary>The iterations are used up.</summary>
    MaxIterations,

    /// <summary>No lower point was found along the last direction: rounding, or an objective with a jump.</summary>
    NoProgress,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>No sample could be used at the beginning.</summary>
    NoUsableSample,
}
