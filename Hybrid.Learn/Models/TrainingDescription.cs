namespace Hybrid.Learn.Models;

/// <summary>How a model was trained, in short.</summary>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Epochs">Turns through the data.</param>
/// <param name="BestEpoch">The one that the weights are from; null when no epoch was validated.</param>
/// <param name="Seconds">What it took.</param>
/// <param name="Train">What was learned from.</param>
/// <param name="Valid">What decided which weights are best.</param>
/// <param name="ValidErrors">Errors of the weights on <paramref name="Valid"/>; empty when none is known.</param>
public sealed record TrainingDescription(
    ulong Seed, int Epochs, int? BestEpoch, double Seconds, IReadOnlyList<DataDescription> Train, IReadOnlyList<DataDescription> Valid,
    IReadOnlyList<ErrorDescription> ValidErrors);
