using System.Numerics;
using System.Runtime.InteropServices;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>Diagonalises a symmetric tridiagonal matrix by implicit QL steps and applies the rotations to rows.</summary>
internal static class TridiagonalEigenproblem
{
    private const int MaxStepsPerEigenvalue = 60;
    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <param name="n">The matrix size.</param>
    /// <param name="d">The diagonal on entry, the eigenvalues in ascending order on return.</param>
    /// <param name="e">Element l couples l − 1 and l; destroyed.</param>
    /// <param name="rows">n × n: row i of the product (rotations) × rows belongs to eigenvalue i on return.</param>
    public static bool Solve(int n, Span<double> d, Span<double> e, Span<double> rows)
    {
        e[1..n].CopyTo(e);
        e[n - 1] = 0;
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
                Sweep(l, m, n, d, e, rows);
            }
        }

        Sort(n, d, rows);
        return true;
    }

    /// <summary>One implicit QL step with Wilkinson's shift on the block l…m.</summary>
    private static void Sweep(int l, int m, int n, Span<double> d, Span<double> e, Span<double> rows)
    {
        var g = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = double.Hypot(g, 1);
        g = d[m] - d[l] + (e[l] / (g + Math.CopySign(r, g)));
        double s = 1, c = 1, p = 0;
        for (var i = m - 1; i >= l; i--)
        {
            var f = s * e[i];
            var b = c * e[i];
            r = double.Hypot(f, g);
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
            Rotate(rows.Slice(i * n, n), rows.Slice((i + 1) * n, n), c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }

    /// <summary>(x, y) ← (c x − s y, s x + c y).</summary>
    private static void Rotate(Span<double> x, Span<double> y, double c, double s)
    {
        var width = Vector<double>.Count;
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        Vector<double> cosine = new(c), sine = new(s);
        var j = 0;
        for (; j <= x.Length - width; j += width)
        {
            var k = (nuint)j;
            Vector<double> u = Vector.LoadUnsafe(ref x0, k), v = Vector.LoadUnsafe(ref y0, k);
            ((cosine * u) - (sine * v)).StoreUnsafe(ref x0, k);
            ((sine * u) + (cosine * v)).StoreUnsafe(ref y0, k);
        }

        for (; j < x.Length; j++)
            (x[j], y[j]) = ((c * x[j]) - (s * y[j]), (s * x[j]) + (c * y[j]));
    }

    private static void Sort(int n, Span<double> d, Span<double> rows)
    {
        for (var i = 0; i < n - 1; i++)
        {
            var lowest = i;
            for (var j = i + 1; j < n; j++)
            {
                if (d[j] < d[lowest])
                    lowest = j;
            }

            if (lowest == i)
                continue;
            (d[i], d[lowest]) = (d[lowest], d[i]);
            Span<double> x = rows.Slice(i * n, n), y = rows.Slice(lowest * n, n);
            for (var j = 0; j < n; j++)
                (x[j], y[j]) = (y[j], x[j]);
        }
    }
}
