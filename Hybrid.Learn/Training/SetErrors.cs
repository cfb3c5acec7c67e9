namespace Hybrid.Learn.Training;

/// <summary>Loss and errors over a set of samples.</summary>
/// <param name="Loss">The mean over the samples of weight × loss; not a number without samples.</param>
/// <param name="Terms">By target.</param>
/// <param name="SampleCount">The samples that were used.</param>
/// <param name="SkippedCount">The samples that could not be used.</param>
/// <param name="Skipped">The first of them.</param>
public sealed record SetErrors(
    double Loss, IReadOnlyList<TermErrors> Terms, int SampleCount, int SkippedCount, IReadOnlyList<SkippedSample> Skipped);
