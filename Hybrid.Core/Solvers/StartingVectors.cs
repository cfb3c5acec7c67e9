using Hybrid.Core.Sampling;

namespace Hybrid.Core.Solvers;

/// <summary>Where a search for the lowest roots of a matrix with a dominant diagonal begins.</summary>
internal static class StartingVectors
{
    /// <summary>
    /// The given vectors, and as many unit vectors of the lowest diagonal elements as are missing, one per row. The latter
    /// are not exactly symmetric, because an iteration can't leave the symmetry it starts in; the deviation is the same at
    /// every call.
    /// </summary>
    public static double[] Lowest(ReadOnlySpan<double> diagonal, int count, ReadOnlySpan<double> given = default)
    {
        const double asymmetry = 1e-3;
        var n = diagonal.Length;
        var first = given.Length / n;
        var vectors = new double[Math.Max(count, first) * n];
        given.CopyTo(vectors);
        if (first >= count)
            return vectors;
        var order = Enumerable.Range(0, n).ToArray();
        var keys = diagonal.ToArray();
        Array.Sort(keys, order);
        var random = new CounterRandom(1);
        for (var k = first; k < count; k++)
        {
            for (var i = 0; i < n; i++)
                vectors[(k * n) + i] = asymmetry * random.Normal(((ulong)k * (ulong)n) + (ulong)i) / Math.Sqrt(n);
            vectors[(k * n) + order[k]] += 1;
        }

        return vectors;
    }
}
