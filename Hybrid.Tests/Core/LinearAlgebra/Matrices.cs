namespace Hybrid.Tests.Core.LinearAlgebra;

/// <summary>Seeded matrices, the same on every machine.</summary>
internal static class Matrices
{
    public static double[] Random(int length, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
    }

    public static double[] Symmetric(int n, int seed)
    {
        var a = Random(n * n, seed);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                a[(j * n) + i] = a[(i * n) + j];
        }

        return a;
    }

    /// <summary>Dominated by its diagonal, like an overlap.</summary>
    public static double[] PositiveDefinite(int n, int seed)
    {
        var a = Symmetric(n, seed);
        for (var i = 0; i < n * n; i++)
            a[i] *= 0.5 / n;
        for (var i = 0; i < n; i++)
            a[(i * n) + i] = 1;
        return a;
    }

    public static double[] Identity(int n)
    {
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
            a[(i * n) + i] = 1;
        return a;
    }

    public static double Largest(ReadOnlySpan<double> a)
    {
        var largest = 0.0;
        foreach (var x in a)
            largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }

    /// <summary>The largest difference; not a number where either is.</summary>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
            throw new ArgumentException($"Arrays of one length were expected, but {a.Length} and {b.Length} were given.");
        var largest = 0.0;
        for (var i = 0; i < a.Length; i++)
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        return largest;
    }
}
