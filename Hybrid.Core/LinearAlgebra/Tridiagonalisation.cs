using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// A = Q T Qᵀ with a tridiagonal T by Householder reflections from the last row upwards: Q = H_{n−1} … H_1,
/// H_l = 1 − τ_l v_l v_lᵀ.
/// </summary>
/// <remarks>
/// Only the lower triangle is touched. The rank-two update of a reflection and the matrix–vector product of the next one
/// are done in the same pass over the matrix, because that pass is limited by memory.
/// </remarks>
internal static class Tridiagonalisation
{
    /// <param name="n">The matrix size.</param>
    /// <param name="a">The matrix on entry; on return row l holds v_l in its first l elements.</param>
    /// <param name="diagonal">The diagonal of T.</param>
    /// <param name="offDiagonal">Element l couples l − 1 and l; element 0 is zero.</param>
    /// <param name="factors">τ_l.</param>
    /// <param name="scratch">3 n numbers.</param>
    public static void Reduce(
        int n, Span<double> a, Span<double> diagonal, Span<double> offDiagonal, Span<double> factors, Span<double> scratch)
    {
        Span<double> w = scratch[..n], product = scratch.Slice(n, n);
        offDiagonal[0] = 0;
        factors[0] = 0;
        var hasUpdate = false;
        for (var l = n - 1; l >= 1; l--)
        {
            // The reflection of row l + 1 is still missing in rows 0…l: first in row l, which gives v_l, …
            var row = a.Slice(l * n, l + 1);
            var previous = l + 1 < n ? a.Slice((l + 1) * n, l + 1) : default;
            if (hasUpdate)
                Update(row, previous, w, previous[l], w[l]);
            diagonal[l] = row[l];
            var v = row[..l];
            factors[l] = Reflect(v, out offDiagonal[l]);

            // … then in the others, which at once multiply v_l.
            var y = product[..l];
            y.Clear();
            for (var i = 0; i < l; i++)
            {
                var other = a.Slice(i * n, i + 1);
                y[i] += hasUpdate
                    ? UpdateAndMultiply(other, previous, w, previous[i], w[i], v, v[i], y)
                    : Multiply(other, v, v[i], y);
            }

            hasUpdate = factors[l] != 0;
            if (hasUpdate)
            {
                TensorPrimitives.Multiply(y, factors[l], y);
                var half = 0.5 * factors[l] * TensorPrimitives.Dot<double>(y, v);
                TensorPrimitives.MultiplyAdd(v, -half, y, w[..l]);
            }
        }

        diagonal[0] = a[0];
    }

    /// <summary>Turns x into the v of a reflection that maps x to (0, …, 0, <paramref name="remainder"/>); returns τ.</summary>
    private static double Reflect(Span<double> x, out double remainder)
    {
        var last = x.Length - 1;
        var largest = double.Abs(TensorPrimitives.MaxMagnitude<double>(x));
        remainder = x[last];
        if (largest == 0 || !x[..last].ContainsAnyExcept(0.0))
        {
            x.Clear();
            return 0;
        }

        TensorPrimitives.Divide(x, largest, x);
        var norm = Math.CopySign(TensorPrimitives.Norm<double>(x), x[last]);
        x[last] += norm;
        remainder = -norm * largest;
        return 1 / (norm * x[last]);
    }

    private static void Update(Span<double> row, ReadOnlySpan<double> v, ReadOnlySpan<double> w, double vi, double wi)
    {
        TensorPrimitives.MultiplyAdd(v[..row.Length], -wi, row, row);
        TensorPrimitives.MultiplyAdd(w[..row.Length], -vi, row, row);
    }

    /// <summary>Row i of A x: adds x_i a_ij to y_j and returns Σ_j a_ij x_j, the diagonal counted once.</summary>
    private static double Multiply(ReadOnlySpan<double> row, ReadOnlySpan<double> x, double xi, Span<double> y)
    {
        var i = row.Length - 1;
        var sum = TensorPrimitives.Dot(row[..i], x[..i]) + (row[i] * xi);
        TensorPrimitives.MultiplyAdd(row[..i], xi, y[..i], y[..i]);
        return sum;
    }

    private static double UpdateAndMultiply(
        Span<double> row, ReadOnlySpan<double> v, ReadOnlySpan<double> w, double vi, double wi,
        ReadOnlySpan<double> x, double xi, Span<double> y)
    {
        var i = row.Length - 1;
        var width = Vector<double>.Count;
        ref var r0 = ref MemoryMarshal.GetReference(row);
        ref var v0 = ref MemoryMarshal.GetReference(v);
        ref var w0 = ref MemoryMarshal.GetReference(w);
        ref var x0 = ref MemoryMarshal.GetReference(x);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        Vector<double> minusV = new(-vi), minusW = new(-wi), factor = new(xi), sums = Vector<double>.Zero;
        var j = 0;
        for (; j <= i - width; j += width)
        {
            var k = (nuint)j;
            var r = Vector.FusedMultiplyAdd(minusW, Vector.LoadUnsafe(ref v0, k), Vector.LoadUnsafe(ref r0, k));
            r = Vector.FusedMultiplyAdd(minusV, Vector.LoadUnsafe(ref w0, k), r);
            r.StoreUnsafe(ref r0, k);
            sums = Vector.FusedMultiplyAdd(r, Vector.LoadUnsafe(ref x0, k), sums);
            Vector.FusedMultiplyAdd(factor, r, Vector.LoadUnsafe(ref y0, k)).StoreUnsafe(ref y0, k);
        }

        var sum = Vector.Sum(sums);
        for (; j < i; j++)
        {
            row[j] -= (wi * v[j]) + (vi * w[j]);
            sum += row[j] * x[j];
            y[j] += xi * row[j];
        }

        row[i] -= (wi * v[i]) + (vi * w[i]);
        return sum + (row[i] * xi);
    }
}
