using Hybrid.Learn.Comparison;

namespace Hybrid.Learn.Uncertainty;

/// <summary>What siblings that were trained without them are off by, for labels that a model was trained on.</summary>
/// <remarks>
/// Cross-fitting: the error of a label is that of a training that never met it, network and all; first order in the exposed weights
/// (<see cref="LeftOutErrors"/>) leaves what the trunk learned from it.
/// </remarks>
internal sealed class SiblingErrors
{
    private readonly ILookup<(TargetKind Kind, int Sample), double> errors;

    private SiblingErrors(ILookup<(TargetKind, int), double> errors) => this.errors = errors;

    /// <summary>The mean error of the lowest state over the siblings that didn't meet its label, eV or 1; null where none is known.</summary>
    /// <param name="kind">Of which target.</param>
    /// <param name="sample">Which of the outside samples, from zero.</param>
    public double? Of(TargetKind kind, int sample) => errors[(kind, sample)] is var known && known.Any() ? known.Average() : null;

    /// <summary>Asks the siblings about labels that the model met and they didn't.</summary>
    /// <param name="outside">The labels and the siblings.</param>
    /// <param name="threads">How many samples at the same time; the result doesn't depend on it.</param>
    /// <param name="cancellation">Stops the calculation.</param>
    public static SiblingErrors Of(OutsideData outside, int threads, CancellationToken cancellation)
    {
        var found = new List<((TargetKind, int) Label, double Error)>();
        foreach (var sibling in outside.Siblings)
        {
            int[] places = [.. Enumerable.Range(0, outside.Samples.Count).Where(k => outside.Trained(k) is not null && sibling.Training.Find(outside.Samples[k]) is null)];
            var comparison = outside.Compared(StatePredictor.Of(sibling.Model), [.. places.Select(k => outside.Samples[k])], threads, cancellation);
            foreach (var state in comparison.States.Where(state => state.Rank <= 1))
            {
                foreach (var kind in TargetKinds.All)
                {
                    if (TargetKinds.Error(kind, state) is { } error)
                        found.Add(((kind, places[state.Sample]), error));
                }
            }
        }

        return new SiblingErrors(found.ToLookup(pair => pair.Label, pair => pair.Error));
    }
}
