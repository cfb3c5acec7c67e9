namespace Hybrid.Learn.Training;

/// <summary>What a training gives.</summary>
/// <param name="Status">Why it ended.</param>
/// <param name="Weights">Of the best validation; without one the average, or the beginning when no step was taken.</param>
/// <param name="BestEpoch">The epoch that they are from, counted from one; null when no epoch was validated.</param>
/// <param name="BestLoss">Their validation loss; null when no epoch was validated.</param>
/// <param name="Epochs">Completed epochs.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="LastEpoch">The last report of this call; null when no epoch was completed.</param>
/// <param name="Elapsed">Over all resumptions.</param>
public sealed record TrainingOutcome(
    TrainingStatus Status, ReadOnlyMemory<double> Weights, int? BestEpoch, double? BestLoss, int Epochs, long Steps, EpochReport? LastEpoch, TimeSpan Elapsed);
