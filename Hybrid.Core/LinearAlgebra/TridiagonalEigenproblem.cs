namespace Hybrid.Core.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by implicit QL steps.</summary>
internal static class TridiagonalEigenproblem
{
    private const int MaxStepsPerEigenvalue = 60;
    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <param name="n">The matrix size.</param>
    /// <param name="d">The diagonal on entry, the eigenvalues in ascending order on return.</param>
    /// <param name="e">Element l couples l − 1 and l; destroyed.</param>
    /// <param name="vectors">n × n, overwritten: row i is the eigenvector of eigenvalue i.</param>
    public static bool Solve(int n, Span<double> d, Span<double> e, Span<double> vectors)
    {
        e[1..n].CopyTo(e);
        e[n - 1] = 0;
        var sweeps = new RotationSweeps(n);
        for (var l = 0; l < n; l++)
        {
            for (var step = 0; ; step++)
            {
                var m = l;
                while (m < n - 1 && Math.Abs(e[m]) > UnitRoundoff * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                    m++;
                if (m == l)
                    break;
                if (step == MaxStepsPerEigenvalue)
                    return false;
                Sweep(l, m, d, e, ref sweeps);
            }
        }

        sweeps.Apply();
        Span<int> order = n <= 256 ? stackalloc int[n] : Scratch.OfThisThread.Integers(n).AsSpan(0, n);
        for (var i = 0; i < n; i++)
            order[i] = i;
        d.Sort(order);
        for (var i = 0; i < n; i++)
            sweeps.CopyRow(order[i], vectors.Slice(i * n, n));
        return true;
    }

    /// <summary>One implicit QL step with Wilkinson's shift on the block l…m.</summary>
    private static void Sweep(int l, int m, Span<double> d, Span<double> e, ref RotationSweeps sweeps)
    {
        sweeps.Begin(m);
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = Length(g, 1);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
        double s = 1, c = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            r = Length(f, g);
            e[i + 1] = r;
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = ((d[i] - g) * s) + (2 * c * b);
            p = s * r;
            d[i + 1] = g + p;
            g = (c * r) - b;
            sweeps.Add(c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    /// <summary>√(x² + y²); the slow way only where a square leaves the range of the numbers.</summary>
    private static double Length(double x, double y)
    {
        var square = (x * x) + (y * y);
        return square is > 1e-280 and < 1e280 ? Math.Sqrt(square) : double.Hypot(x, y);
    }
}
