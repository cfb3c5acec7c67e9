namespace Hybrid.Learn.Comparison;

/// <summary>A sample without a prediction of one of its spins, or of both.</summary>
/// <param name="Sample">Its number, from zero.</param>
/// <param name="Name">Its name.</param>
/// <param name="Reason">One sentence.</param>
public sealed record FailedSample(int Sample, string Name, string Reason);
