namespace Hybrid.Learn.Training;

/// <summary>Where a training stands, after a step.</summary>
/// <param name="Epoch">Counted from one.</param>
/// <param name="EpochCount">Of all.</param>
/// <param name="StepInEpoch">Counted from one.</param>
/// <param name="StepsPerEpoch">Of all.</param>
/// <param name="Train">Over the epoch so far.</param>
/// <param name="SamplesPerSecond">Since the training began or was resumed, validation included.</param>
/// <param name="TimeLeft">At this pace, until the last epoch.</param>
public sealed record TrainingProgress(
    int Epoch, int EpochCount, int StepInEpoch, int StepsPerEpoch, SetErrors Train, double SamplesPerSecond, TimeSpan TimeLeft);
