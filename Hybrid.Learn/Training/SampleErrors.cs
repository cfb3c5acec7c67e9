namespace Hybrid.Learn.Training;

/// <summary>How far the targets are met for one sample.</summary>
/// <param name="Name">The sample's.</param>
/// <param name="Terms">One per target; a count of zero where the sample has no labels. Empty for a sample that was skipped.</param>
/// <param name="SkipReason">Why it could not be used; null when it could.</param>
public sealed record SampleErrors(string Name, IReadOnlyList<TermErrors> Terms, string? SkipReason);
