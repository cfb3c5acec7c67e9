using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// z ← Q z for every row z of a matrix, where Q is the product of reflections that <see cref="Tridiagonalisation"/> leaves.
/// </summary>
/// <remarks>
/// Reflections are applied in blocks as matrix products, H_b … H_a = 1 − Vᵀ S V (Schreiber and Van Loan, SIAM J. Sci.
/// Stat. Comput. 10, 53 (1989), doi:10.1137/0910005).
/// </remarks>
internal static class Reflections
{
    private const int Block = 32;

    public static int ScratchLength(int n) => (3 * Block * n) + (2 * Block * Block);

    public static void Apply(int n, ReadOnlySpan<double> reflectors, ReadOnlySpan<double> factors, Span<double> rows, Span<double> scratch)
    {
        Span<double> V = scratch[..(Block * n)], Y = scratch.Slice(Block * n, Block * n), YS = scratch.Slice(2 * Block * n, Block * n);
        Span<double> S = scratch.Slice(3 * Block * n, Block * Block), overlaps = scratch.Slice((3 * Block * n) + (Block * Block), Block * Block);
        for (var first = 1; first < n; first += Block)
        {
            // Column b of every vector in this block is zero from its own index on.
            var count = Math.Min(Block, n - first);
            var length = first + count - 1;
            for (var b = 0; b < count; b++)
            {
                var l = first + b;
                reflectors.Slice(l * n, l).CopyTo(V.Slice(b * length, l));
                V.Slice((b * length) + l, length - l).Clear();
            }

            MatrixProduct.Run(false, true, count, count, length, 1, V, V, 0, overlaps);
            S[..(count * count)].Clear();
            for (var b = 0; b < count; b++)
            {
                var τ = factors[first + b];
                var target = S.Slice(b * count, count);
                for (var k = 0; k < b; k++)
                    TensorPrimitives.MultiplyAdd(S.Slice(k * count, count), -τ * overlaps[(b * count) + k], target, target);
                target[b] = τ;
            }

            ApplyBlock(n, count, length, V, S, rows, Y, YS);
        }
    }

    private static void ApplyBlock(
        int n, int count, int length, ReadOnlySpan<double> V, ReadOnlySpan<double> S, Span<double> rows, Span<double> Y, Span<double> YS)
    {
        // Z ← Z − (Z Vᵀ) Sᵀ V, where V has no elements beyond its length.
        MatrixProduct.Run(false, true, n, count, length, 1, rows, V, 0, Y, strideA: n);
        MatrixProduct.Run(false, true, n, count, count, 1, Y, S, 0, YS);
        MatrixProduct.Run(false, false, n, length, count, -1, YS, V, 1, rows, strideC: n);
    }
}
