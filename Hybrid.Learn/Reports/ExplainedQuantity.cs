using System.Collections.Immutable;
using Hybrid.Learn.Explanations;

namespace Hybrid.Learn.Reports;

/// <summary>A predicted number with its parts, as a page shows it.</summary>
/// <param name="Explanation">The number and its parts.</param>
/// <param name="Method">What predicted it, such as "organic-excitations on sTDA-xTB".</param>
public sealed record ExplainedQuantity(Explanation Explanation, string Method)
{
    /// <summary>What is left of <see cref="Method"/> without what was learned, such as "sTDA-xTB".</summary>
    public string PhysicsName { get; init; } = Method;

    /// <summary>The terms of the explanation in plain words; those that have none are shown by their name alone.</summary>
    public IReadOnlyDictionary<string, string> Meanings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How sure it is; null where that isn't known.</summary>
    public PredictionInterval? Interval { get; init; }

    /// <summary>The mean absolute error of such numbers on the validation data of the model's training, in the unit of the explanation; null where it isn't known.</summary>
    public double? ValidationError { get; init; }

    /// <summary>Of an excitation, such as "π→π*".</summary>
    public string Character { get; init; } = "";

    /// <summary>Of an excitation, the part of each atom in what the electron leaves, Σ = 1; empty where it isn't known.</summary>
    public ImmutableArray<double> Donors { get; init; } = [];

    /// <summary>Of an excitation, the part of each atom in where the electron goes, Σ = 1; empty where it isn't known.</summary>
    public ImmutableArray<double> Acceptors { get; init; } = [];

    /// <summary>Why the prediction isn't by the model that one would expect, in one sentence without its full stop; null where it is.</summary>
    public string? Fallback { get; init; }
}
