using System.Collections.Immutable;

namespace Hybrid.Learn.Explanations;

/// <summary>A predicted number and the parts that it is the sum of. Immutable.</summary>
/// <remarks>
/// The entries of kind <see cref="EntryKind.Physics"/> sum to <see cref="Physics"/>, the number with all corrections off. The learned ones are
/// the integral of the derivative along the path that switches the corrections on, and miss the rest by <see cref="QuadratureError"/>, so that
/// all entries plus that error are the prediction.
/// </remarks>
public sealed record Explanation
{
    /// <summary>What was predicted.</summary>
    public required PredictedQuantity Quantity { get; init; }

    /// <summary>The prediction; the mean over a degenerate set.</summary>
    public required double Value { get; init; }

    /// <summary>The same with all corrections off: published physics.</summary>
    public required double Physics { get; init; }

    /// <summary>The unit of all numbers, such as "Eh".</summary>
    public required string Unit { get; init; }

    /// <summary>The parts, physics first.</summary>
    public required ImmutableArray<ExplanationEntry> Entries { get; init; }

    /// <summary>What the learned entries miss of <see cref="Learned"/>; its size tells how exact they are.</summary>
    public double QuadratureError { get; init; }

    /// <summary>How many members a degenerate set has that the numbers are the mean of; 1 for a single state.</summary>
    public int Degeneracy { get; init; } = 1;

    /// <summary>How often the Hamiltonian was solved along the path; 0 without corrections.</summary>
    public int PathPoints { get; init; }

    /// <summary>
    /// The smallest overlap of the state between neighbouring points of the path; below <see cref="ExcitationExplanation.DoubtfulOverlap"/> it may have
    /// changed its identity on the way. 1 without corrections.
    /// </summary>
    public double SmallestOverlap { get; init; } = 1.0;

    /// <summary>What a careful reader should know, one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What the corrections changed: prediction minus physics.</summary>
    public double Learned => Value - Physics;

    /// <summary>See <see cref="Explanations.MlShare"/>.</summary>
    public double MlShare => Explanations.MlShare.Of(Physics, Value);

    /// <summary>Σ |entry| over the learned entries, which an error of the quadrature is measured by.</summary>
    public double LearnedMagnitude => Entries.Where(entry => entry.Kind == EntryKind.Learned).Sum(entry => Math.Abs(entry.Value));

    /// <summary>What all entries and the error of the quadrature miss of the prediction: rounding.</summary>
    public double SumError => Value - QuadratureError - Entries.Sum(entry => entry.Value);

    /// <summary>The sum of the entries of each term, physics first, in the order of the entries.</summary>
    public ImmutableArray<ExplanationEntry> Terms =>
        [.. Entries.GroupBy(entry => (entry.Kind, entry.Term)).Select(group => new ExplanationEntry(group.Key.Term, group.Key.Kind, [], group.Sum(entry => entry.Value)))];
}
