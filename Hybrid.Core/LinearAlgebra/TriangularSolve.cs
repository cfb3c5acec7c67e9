using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>Forward and backward substitution with a lower triangular matrix.</summary>
internal static class TriangularSolve
{
    /// <summary>X ← op(L)⁻¹ X, X is n × m.</summary>
    public static void Columns(bool transpose, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        for (var step = 0; step < n; step++)
        {
            var i = transpose ? n - 1 - step : step;
            var row = x.Slice(i * m, m);
            if (!transpose)
            {
                for (var j = 0; j < i; j++)
                    TensorPrimitives.MultiplyAdd(x.Slice(j * m, m), -lower[(i * n) + j], row, row);
            }

            TensorPrimitives.Divide(row, lower[(i * n) + i], row);
            if (transpose)
            {
                for (var j = 0; j < i; j++)
                {
                    var other = x.Slice(j * m, m);
                    TensorPrimitives.MultiplyAdd(row, -lower[(i * n) + j], other, other);
                }
            }
        }
    }

    /// <summary>x ← op(L)⁻¹ x for each row of X, X is m × n.</summary>
    public static void Rows(bool transpose, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        for (var r = 0; r < m; r++)
        {
            var row = x.Slice(r * n, n);
            if (transpose)
            {
                for (var i = n - 1; i >= 0; i--)
                {
                    row[i] /= lower[(i * n) + i];
                    TensorPrimitives.MultiplyAdd(lower.Slice(i * n, i), -row[i], row[..i], row[..i]);
                }
            }
            else
            {
                for (var i = 0; i < n; i++)
                    row[i] = (row[i] - TensorPrimitives.Dot(lower.Slice(i * n, i), row[..i])) / lower[(i * n) + i];
            }
        }
    }
}
