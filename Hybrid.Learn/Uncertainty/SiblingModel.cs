using Hybrid.Learn.Models;

namespace Hybrid.Learn.Uncertainty;

/// <summary>A model of the same make that was trained without some of the labels that another was trained on.</summary>
/// <param name="Model">The model.</param>
/// <param name="Training">What it was trained on.</param>
public sealed record SiblingModel(LearnedModel Model, TrainedSamples Training);
