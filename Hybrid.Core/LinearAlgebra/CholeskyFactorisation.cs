using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>A = L Lᵀ, a block of columns at a time.</summary>
internal static class CholeskyFactorisation
{
    private const int Block = 48;

    /// <summary>Overwrites the matrix with L and zeroes above it. False when the matrix is not positive definite.</summary>
    public static bool Factorise(int n, Span<double> matrix)
    {
        for (var first = 0; first < n; first += Block)
        {
            // What the columns on the left contribute to this block of columns.
            var width = Math.Min(Block, n - first);
            var below = matrix[(first * n)..];
            MatrixProduct.Run(
                false, true, n - first, width, first, -1, below, below, 1, below[first..],
                strideA: n, strideB: n, strideC: n);
            for (var i = first; i < n; i++)
            {
                var row = matrix.Slice((i * n) + first, width);
                var end = Math.Min(i - first, width);
                for (var j = 0; j < end; j++)
                {
                    var other = matrix.Slice(((first + j) * n) + first, width);
                    row[j] = (row[j] - TensorPrimitives.Dot<double>(row[..j], other[..j])) / other[j];
                }

                if (end == width)
                    continue;
                var square = row[end] - TensorPrimitives.SumOfSquares<double>(row[..end]);
                if (!(square > 0) || !double.IsFinite(square))
                    return false;
                row[end] = Math.Sqrt(square);
            }
        }

        VectorOperations.ClearUpperTriangle(n, matrix);
        return true;
    }
}
