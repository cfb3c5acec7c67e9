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
        var n = diagonal.Length;
        var first = given.Length / n;
        var vectors = new double[Math.Max(count, first) * n];
        given.CopyTo(vectors);
        if (first >= count)
            return vectors;
        var order = Enumerable.Range(0, n).ToArray();
        var keys = diagonal.ToArray();
        Array.Sort(keys, order);
        for (var k = first; k < count; k++)
            vectors[(k * n) + order[k]] = 1;
        Disturb(vectors, n, first);
        return vectors;
    }

    /// <summary>Makes rows slightly asymmetric; the deviation is the same at every call.</summary>
    public static void Disturb(Span<double> rows, int n, int first = 0)
    {
        const double asymmetry = 1e-3;
        var random = new CounterRandom(1);
        for (var k = first * n; k < rows.Length; k++)
            rows[k] += asymmetry * random.Normal((ulong)k) / Math.Sqrt(n);
    }
}
