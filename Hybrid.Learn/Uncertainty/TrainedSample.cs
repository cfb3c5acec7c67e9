using Hybrid.Learn.Data;

namespace Hybrid.Learn.Uncertainty;

/// <summary>A sample of a training.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Times">How often an epoch met it.</param>
public sealed record TrainedSample(Sample Sample, int Times);
