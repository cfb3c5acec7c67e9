namespace Hybrid.Learn.Training;

/// <summary>A sample that could not be used.</summary>
/// <param name="Index">Its place among the samples, from zero.</param>
/// <param name="Name">The sample's.</param>
/// <param name="Reason">One sentence.</param>
public sealed record SkippedSample(int Index, string Name, string Reason);
