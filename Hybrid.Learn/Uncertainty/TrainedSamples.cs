using Hybrid.Learn.Data;

namespace Hybrid.Learn.Uncertainty;

/// <summary>What a model was trained on, found again by its atoms and their places. Immutable.</summary>
/// <param name="samples">The samples.</param>
public sealed class TrainedSamples(IEnumerable<TrainedSample> samples)
{
    private readonly ILookup<int, TrainedSample> byAtoms = samples.ToLookup(static one => one.Sample.Structure.AtomCount);

    /// <summary>The sample of the training that has the same atoms at the same places; null where there is none.</summary>
    /// <param name="sample">Any sample.</param>
    public TrainedSample? Find(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return byAtoms[sample.Structure.AtomCount].FirstOrDefault(one => IsSame(one.Sample, sample));
    }

    private static bool IsSame(Sample one, Sample other) =>
        one.Structure.AtomicNumbers.SequenceEqual(other.Structure.AtomicNumbers) && one.Structure.Positions.SequenceEqual(other.Structure.Positions);
}
