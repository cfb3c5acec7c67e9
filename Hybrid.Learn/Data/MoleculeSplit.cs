using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Data;

/// <summary>
/// Divides samples by molecule: what belongs to one molecule (<see cref="Sample.Molecule"/>, else its bonds) always lands in one part. The part of a
/// molecule depends on the seed and the molecule alone, not on what else is there or in which order.
/// </summary>
/// <remarks>
/// A molecule has the number u in [0, 1) that the seed and the hash of its name give: <see cref="CounterRandom"/> with the hash as the
/// sample. Parts take the molecules with u below their cumulated fraction; shuffling sorts by u.
/// </remarks>
public static class MoleculeSplit
{
    /// <summary>Parts of given sizes.</summary>
    /// <param name="samples">What to divide.</param>
    /// <param name="seed">Which division.</param>
    /// <param name="fractions">The expected size of each part, together one; one part for each.</param>
    /// <returns>The parts, each in the order of the samples.</returns>
    /// <exception cref="ArgumentException">The fractions are negative or don't sum to one.</exception>
    public static IReadOnlyList<Sample>[] Parts(IReadOnlyList<Sample> samples, ulong seed, params ReadOnlySpan<double> fractions)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var sum = 0.0;
        foreach (var fraction in fractions)
            sum = fraction >= 0.0 ? sum + fraction : double.NaN;
        if (!(Math.Abs(sum - 1.0) < 1e-9))
            throw new ArgumentException("Fractions of parts that sum to one were expected.", nameof(fractions));
        var parts = new List<Sample>[fractions.Length];
        for (var p = 0; p < parts.Length; p++)
            parts[p] = [];
        foreach (var sample in samples)
        {
            var u = Place(sample, seed);
            var part = 0;
            for (var below = fractions[0]; part < parts.Length - 1 && u >= below; below += fractions[part])
                part++;
            parts[part].Add(sample);
        }

        return parts;
    }

    /// <summary>The first of a random order of molecules: a smaller number is always a part of a larger one.</summary>
    /// <param name="samples">What to choose from.</param>
    /// <param name="seed">Which order.</param>
    /// <param name="count">How many samples.</param>
    /// <exception cref="ArgumentOutOfRangeException">There aren't so many.</exception>
    public static IReadOnlyList<Sample> First(IReadOnlyList<Sample> samples, ulong seed, int count)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, samples.Count);
        // Sorting is stable: samples of one molecule stay in their order.
        return [.. samples.OrderBy(sample => Place(sample, seed)).Take(count)];
    }

    private static double Place(Sample sample, ulong seed) =>
        new CounterRandom(seed, Sample: StableHash.Of(sample.Molecule ?? BondGraph.Key(sample.Structure))).Uniform(0);
}
