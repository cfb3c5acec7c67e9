namespace Hybrid.Learn.Training;

/// <summary>A sample that could not be used.</summary>
/// <param name="Name">The sample's.</param>
/// <param name="Reason">One sentence.</param>
public sealed record SkippedSample(string Name, string Reason);
