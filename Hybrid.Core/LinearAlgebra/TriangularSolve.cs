using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// Forward and backward substitution with a lower triangular matrix: plain inside a diagonal block, a matrix product for
/// what the blocks that are already solved contribute.
/// </summary>
internal static class TriangularSolve
{
    private const int Block = 32;

    /// <summary>X ← op(L)⁻¹ X, X is n × m.</summary>
    public static void Columns(bool transpose, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        var blocks = (n + Block - 1) / Block;
        for (var step = 0; step < blocks; step++)
        {
            var first = Block * (transpose ? blocks - 1 - step : step);
            var count = Math.Min(Block, n - first);
            var end = first + count;
            var target = x.Slice(first * m, count * m);
            if (transpose)
            {
                if (end < n)
                    MatrixProduct.Run(true, false, count, m, n - end, -1, lower[((end * n) + first)..], x[(end * m)..], 1, target, strideA: n);
                ColumnsInBlockTransposed(count, n, m, lower[((first * n) + first)..], target);
            }
            else
            {
                MatrixProduct.Run(false, false, count, m, first, -1, lower[(first * n)..], x, 1, target, strideA: n);
                ColumnsInBlock(count, n, m, lower[((first * n) + first)..], target);
            }
        }
    }

    /// <summary>x ← op(L)⁻¹ x for each row of X, X is m × n.</summary>
    public static void Rows(bool transpose, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        var blocks = (n + Block - 1) / Block;
        for (var step = 0; step < blocks; step++)
        {
            var first = Block * (transpose ? blocks - 1 - step : step);
            var count = Math.Min(Block, n - first);
            var end = first + count;
            var triangle = lower[((first * n) + first)..];
            if (transpose)
            {
                if (end < n)
                    MatrixProduct.Run(false, false, m, count, n - end, -1, x[end..], lower[((end * n) + first)..], 1, x[first..], strideA: n, strideB: n, strideC: n);
            }
            else
            {
                MatrixProduct.Run(false, true, m, count, first, -1, x, lower[(first * n)..], 1, x[first..], strideA: n, strideB: n, strideC: n);
            }

            for (var r = 0; r < m; r++)
            {
                var row = x.Slice((r * n) + first, count);
                if (transpose)
                    RowInBlockTransposed(n, triangle, row);
                else
                    RowInBlock(n, triangle, row);
            }
        }
    }

    private static void ColumnsInBlock(int count, int stride, int m, ReadOnlySpan<double> triangle, Span<double> x)
    {
        for (var i = 0; i < count; i++)
        {
            var row = x.Slice(i * m, m);
            for (var j = 0; j < i; j++)
                TensorPrimitives.MultiplyAdd(x.Slice(j * m, m), -triangle[(i * stride) + j], row, row);
            TensorPrimitives.Divide(row, triangle[(i * stride) + i], row);
        }
    }

    private static void ColumnsInBlockTransposed(int count, int stride, int m, ReadOnlySpan<double> triangle, Span<double> x)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            var row = x.Slice(i * m, m);
            TensorPrimitives.Divide(row, triangle[(i * stride) + i], row);
            for (var j = 0; j < i; j++)
            {
                var other = x.Slice(j * m, m);
                TensorPrimitives.MultiplyAdd(row, -triangle[(i * stride) + j], other, other);
            }
        }
    }

    private static void RowInBlock(int stride, ReadOnlySpan<double> triangle, Span<double> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = (row[i] - TensorPrimitives.Dot(triangle.Slice(i * stride, i), row[..i])) / triangle[(i * stride) + i];
    }

    private static void RowInBlockTransposed(int stride, ReadOnlySpan<double> triangle, Span<double> row)
    {
        for (var i = row.Length - 1; i >= 0; i--)
        {
            row[i] /= triangle[(i * stride) + i];
            TensorPrimitives.MultiplyAdd(triangle.Slice(i * stride, i), -row[i], row[..i], row[..i]);
        }
    }
}
