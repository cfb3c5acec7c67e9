namespace Hybrid.Learn.Training;

/// <summary>Why a training ended.</summary>
public enum TrainingStatus
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation loss didn't get better for as long as was asked for.</summary>
    StoppedEarly,

    /// <summary>The time is up; a checkpoint was written where there is a place for it.</summary>
    BudgetSpent,

    /// <summary>The caller cancelled; a checkpoint was written where there is a place for it.</summary>
    Cancelled,

    /// <summary>No sample of an epoch could be used; the last report names them.</summary>
    NoUsableSample,
}
