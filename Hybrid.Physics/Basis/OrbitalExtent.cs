using Hybrid.Core.IO;

namespace Hybrid.Physics.Basis;

/// <summary>How far an orbital reaches: first as far as its basis could, then as far as it does.</summary>
internal static class OrbitalExtent
{
    /// <summary>The part of φ² that the box of an orbital must hold.</summary>
    private const double EnclosedFraction = 0.98;

    /// <summary>A wide grid around the atoms: where the most diffuse Gaussian has decayed to a hundredth.</summary>
    public static RegularGrid Reach(ReadOnlySpan<double> positions, IReadOnlyList<GaussianShell> shells, int mostPoints)
    {
        const double CoarsestUseful = 0.6;
        var smallest = double.PositiveInfinity;
        foreach (var shell in shells)
        {
            foreach (var α in shell.Exponents.Span)
                smallest = Math.Min(smallest, α);
        }

        var reach = Math.Sqrt(Math.Log(100.0) / smallest);
        Span<double> lower = [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity];
        Span<double> upper = [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        for (var i = 0; i < positions.Length; i++)
        {
            lower[i % 3] = Math.Min(lower[i % 3], positions[i] - reach);
            upper[i % 3] = Math.Max(upper[i % 3], positions[i] + reach);
        }

        return RegularGrid.Spanning((lower[0], lower[1], lower[2]), (upper[0], upper[1], upper[2]), CoarsestUseful, mostPoints);
    }

    /// <summary>The corners of the box around the points of largest φ² that hold <see cref="EnclosedFraction"/> of it, one cell wider.</summary>
    public static ((double X, double Y, double Z) Lower, (double X, double Y, double Z) Upper) Of(OrbitalGrid orbital)
    {
        var φ = orbital.Values;
        var grid = orbital.Points;
        var level = Level(φ);
        var (lower, upper) = ((X: grid.CountX, Y: grid.CountY, Z: grid.CountZ), (X: 0, Y: 0, Z: 0));
        for (var n = 0; n < φ.Length; n++)
        {
            if (Math.Abs(φ[n]) < level)
                continue;
            var (i, j, k) = (n / (grid.CountY * grid.CountZ), n / grid.CountZ % grid.CountY, n % grid.CountZ);
            lower = (Math.Min(lower.X, i), Math.Min(lower.Y, j), Math.Min(lower.Z, k));
            upper = (Math.Max(upper.X, i), Math.Max(upper.Y, j), Math.Max(upper.Z, k));
        }

        var h = grid.Spacing;
        return (
            (grid.X + ((lower.X - 1) * h), grid.Y + ((lower.Y - 1) * h), grid.Z + ((lower.Z - 1) * h)),
            (grid.X + ((upper.X + 1) * h), grid.Y + ((upper.Y + 1) * h), grid.Z + ((upper.Z + 1) * h)));
    }

    private static double Level(ReadOnlySpan<double> φ)
    {
        var sizes = new double[φ.Length];
        var total = 0.0;
        for (var n = 0; n < φ.Length; n++)
        {
            sizes[n] = Math.Abs(φ[n]);
            total += φ[n] * φ[n];
        }

        Array.Sort(sizes);
        var left = (1.0 - EnclosedFraction) * total;
        var last = 0;
        while (last < sizes.Length - 1 && left > sizes[last] * sizes[last])
        {
            left -= sizes[last] * sizes[last];
            last++;
        }

        return sizes[last];
    }
}
