using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Inspecting;

/// <summary>What the verb inspect found.</summary>
/// <param name="Model">The model.</param>
/// <param name="Uncertainty">How sure it is; null when that isn't known.</param>
/// <param name="Identifiability">What is known of its parameters; without <paramref name="Uncertainty"/> the values alone. Null for a model without physics.</param>
/// <param name="Shifts">What the network does to parameters; null without data.</param>
/// <param name="Elements">The map of the elements; null for a model without a network.</param>
internal sealed record Inspection(LearnedModel Model, ModelUncertainty? Uncertainty, Identifiability? Identifiability, LearnedShifts? Shifts, ElementMap? Elements);
