namespace Hybrid.Learn.Training;

/// <summary>What a checkpoint holds beside arrays of weights.</summary>
internal sealed record CheckpointPosition(
    int Epoch, int StepInEpoch, long Step, long OptimiserSteps, long AveragedSteps, int? BestEpoch, double? BestLoss, int? BestSkippedCount,
    TimeSpan Elapsed, TimeSpan EpochElapsed, ErrorTotals Totals);
