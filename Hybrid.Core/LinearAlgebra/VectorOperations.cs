using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>What both providers do to rows and triangles in plain code.</summary>
internal static class VectorOperations
{
    private const int Tile = 16;

    /// <summary>y ← β y, where β = 0 forgets even what is not finite.</summary>
    public static void Scale(double beta, Span<double> y)
    {
        if (beta == 0)
            y.Clear();
        else if (beta != 1)
            TensorPrimitives.Multiply(y, beta, y);
    }

    /// <summary>Copies the lower triangle of an n × n matrix onto the upper one.</summary>
    public static void MirrorLowerTriangle(int n, Span<double> matrix)
    {
        // In tiles, because walking down a column of a large matrix misses the cache at every step.
        for (var rows = 0; rows < n; rows += Tile)
        {
            var rowEnd = Math.Min(n, rows + Tile);
            for (var columns = 0; columns <= rows; columns += Tile)
            {
                var columnEnd = Math.Min(n, columns + Tile);
                for (var i = rows; i < rowEnd; i++)
                {
                    for (var j = columns; j < Math.Min(columnEnd, i); j++)
                        matrix[(j * n) + i] = matrix[(i * n) + j];
                }
            }
        }
    }

    /// <summary>Zeroes everything above the diagonal.</summary>
    public static void ClearUpperTriangle(int n, Span<double> matrix)
    {
        for (var i = 0; i < n; i++)
            matrix.Slice((i * n) + i + 1, n - i - 1).Clear();
    }

    /// <summary>Exchanges the two triangles of an n × n matrix.</summary>
    public static void TransposeInPlace(int n, Span<double> matrix)
    {
        for (var rows = 0; rows < n; rows += Tile)
        {
            var rowEnd = Math.Min(n, rows + Tile);
            for (var columns = 0; columns <= rows; columns += Tile)
            {
                var columnEnd = Math.Min(n, columns + Tile);
                for (var i = rows; i < rowEnd; i++)
                {
                    for (var j = columns; j < Math.Min(columnEnd, i); j++)
                        (matrix[(j * n) + i], matrix[(i * n) + j]) = (matrix[(i * n) + j], matrix[(j * n) + i]);
                }
            }
        }
    }

    /// <summary>target (columns × rows) ← sourceᵀ, where source is rows × columns.</summary>
    public static void Transpose(int rows, int columns, ReadOnlySpan<double> source, Span<double> target)
    {
        for (var i0 = 0; i0 < rows; i0 += Tile)
        {
            var iEnd = Math.Min(rows, i0 + Tile);
            for (var j0 = 0; j0 < columns; j0 += Tile)
            {
                var jEnd = Math.Min(columns, j0 + Tile);
                for (var i = i0; i < iEnd; i++)
                {
                    for (var j = j0; j < jEnd; j++)
                        target[(j * rows) + i] = source[(i * columns) + j];
                }
            }
        }
    }
}
