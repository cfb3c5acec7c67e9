using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>A x = b by elimination with partial pivoting, row by row.</summary>
internal static class GaussianElimination
{
    /// <summary>x is n × m; A is overwritten. False when a pivot vanishes.</summary>
    public static bool Solve(int n, int m, Span<double> matrix, Span<double> x)
    {
        for (var k = 0; k < n; k++)
        {
            var p = k;
            for (var i = k + 1; i < n; i++)
            {
                if (Math.Abs(matrix[(i * n) + k]) > Math.Abs(matrix[(p * n) + k]))
                    p = i;
            }

            var pivot = matrix[(p * n) + k];
            if (pivot == 0 || !double.IsFinite(pivot))
                return false;
            if (p != k)
            {
                Swap(matrix.Slice((p * n) + k, n - k), matrix.Slice((k * n) + k, n - k));
                Swap(x.Slice(p * m, m), x.Slice(k * m, m));
            }

            var row = matrix.Slice((k * n) + k + 1, n - k - 1);
            for (var i = k + 1; i < n; i++)
            {
                var factor = matrix[(i * n) + k] / pivot;
                if (factor == 0)
                    continue;
                Subtract(factor, row, matrix.Slice((i * n) + k + 1, n - k - 1));
                Subtract(factor, x.Slice(k * m, m), x.Slice(i * m, m));
            }
        }

        for (var i = n - 1; i >= 0; i--)
        {
            var solution = x.Slice(i * m, m);
            for (var j = i + 1; j < n; j++)
                Subtract(matrix[(i * n) + j], x.Slice(j * m, m), solution);
            TensorPrimitives.Divide(solution, matrix[(i * n) + i], solution);
        }

        return true;
    }

    private static void Subtract(double factor, ReadOnlySpan<double> row, Span<double> from) =>
        TensorPrimitives.MultiplyAdd(row, -factor, from, from);

    private static void Swap(Span<double> x, Span<double> y)
    {
        for (var i = 0; i < x.Length; i++)
            (x[i], y[i]) = (y[i], x[i]);
    }
}
