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
        var order = LowestElements.Of(diagonal, count);
        for (var k = first; k < count; k++)
            vectors[(k * n) + order[k]] = 1;
        Disturb(vectors, n, first);
        return vectors;
    }

    /// <summary>Makes rows slightly asymmetric; the deviation is the same at every call.</summary>
    public static void Disturb(Span<double> rows, int n, int first = 0)
    {
        const double asymmetry = 1e-3;
        var (root, normals) = (Math.Sqrt(n), FirstNormals(rows.Length));
        for (var k = first * n; k < rows.Length; k++)
            rows[k] += asymmetry * (k < normals.Length ? normals[k] : Random.Normal((ulong)k)) / root;
    }

    /// <summary>So many of the random numbers, up to a limit: they are the same at every call, and making them takes longer than all else here.</summary>
    private static double[] FirstNormals(int count)
    {
        count = Math.Min(count, MostKept);
        var known = Volatile.Read(ref kept);
        if (known.Length >= count)
            return known;
        var normals = new double[Math.Min(MostKept, Math.Max(count, 2 * known.Length))];
        for (var k = 0; k < normals.Length; k++)
            normals[k] = k < known.Length ? known[k] : Random.Normal((ulong)k);
        Volatile.Write(ref kept, normals);
        return normals;
    }

    /// <summary>One megabyte.</summary>
    private const int MostKept = 1 << 17;

    private static readonly CounterRandom Random = new(1);

    private static double[] kept = [];
}
