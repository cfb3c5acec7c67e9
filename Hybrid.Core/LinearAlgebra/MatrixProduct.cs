using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// C ← α op(A) op(B) + β C in managed code: both factors are packed into panels that the cache holds, and a tile of C is
/// accumulated in registers.
/// </summary>
/// <remarks>
/// The order of the additions depends on the sizes alone, so the result is the same to the last bit at every call.
/// Blocking as in Goto and van de Geijn, ACM Trans. Math. Softw. 34, 12 (2008), doi:10.1145/1356052.1356053.
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int DepthBlock = 256;
    private const int RowBlock = 96;
    private const int MaxTile = 8 * 24;

    /// <summary>Rows of a register tile.</summary>
    private static readonly int TileRows = Avx512F.IsSupported ? 8 : 4;

    /// <summary>Columns of a register tile: three vectors of 512 bits, or of 256.</summary>
    private static readonly int TileColumns = Avx512F.IsSupported ? 24 : 12;

    public static string InstructionSet => Avx512F.IsSupported ? "512-bit"
        : Vector256.IsHardwareAccelerated ? "256-bit"
        : "128-bit";

    /// <summary>The product; with <paramref name="lowerOnly"/>, tiles wholly above the diagonal of C are left out.</summary>
    /// <remarks>The strides are the distances between rows as stored; zero means that rows follow each other.</remarks>
    public static void Run(
        bool transposeA, bool transposeB, int m, int n, int k,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double beta, Span<double> c,
        bool lowerOnly = false, int strideA = 0, int strideB = 0, int strideC = 0)
    {
        if (strideA == 0)
            strideA = transposeA ? m : k;
        if (strideB == 0)
            strideB = transposeB ? k : n;
        if (strideC == 0)
            strideC = n;
        for (var i = 0; beta != 1 && i < m; i++)
            VectorOperations.Scale(beta, c.Slice(i * strideC, n));
        if (alpha == 0 || k == 0 || m == 0 || n == 0)
            return;

        int tileRows = TileRows, tileColumns = TileColumns;
        var panels = (n + tileColumns - 1) / tileColumns;
        var depthBlock = Math.Min(DepthBlock, k);
        var scratch = Scratch.OfThisThread;
        var tile = stackalloc double[MaxTile];
        fixed (double* A = a, B = b, C = c)
        fixed (double* packedA = scratch.Numbers(2, RowBlock * depthBlock))
        fixed (double* packedB = scratch.Numbers(3, panels * tileColumns * depthBlock))
        {
            for (var p0 = 0; p0 < k; p0 += depthBlock)
            {
                var depth = Math.Min(depthBlock, k - p0);
                PackColumns(B, transposeB, strideB, n, p0, depth, tileColumns, packedB);
                for (var i0 = 0; i0 < m; i0 += RowBlock)
                {
                    var rows = Math.Min(RowBlock, m - i0);
                    PackRows(A, transposeA, strideA, i0, rows, p0, depth, tileRows, alpha, packedA);
                    for (var j = 0; j < n; j += tileColumns)
                    {
                        if (lowerOnly && j > i0 + rows - 1)
                            break;
                        var panelB = packedB + (j * depth);
                        for (var i = 0; i < rows; i += tileRows)
                        {
                            if (lowerOnly && j > i0 + i + tileRows - 1)
                                continue;
                            var target = C + ((long)(i0 + i) * strideC) + j;
                            int height = Math.Min(tileRows, rows - i), width = Math.Min(tileColumns, n - j);
                            if (height == tileRows && width == tileColumns)
                            {
                                Accumulate(packedA + (i * depth), panelB, depth, target, strideC);
                            }
                            else
                            {
                                new Span<double>(tile, MaxTile).Clear();
                                Accumulate(packedA + (i * depth), panelB, depth, tile, tileColumns);
                                AddCorner(tile, tileColumns, height, width, target, strideC);
                            }
                        }
                    }
                }
            }
        }
    }

    private static void AddCorner(double* tile, int tileStride, int height, int width, double* target, int stride)
    {
        for (var r = 0; r < height; r++)
        {
            for (var s = 0; s < width; s++)
                target[((long)r * stride) + s] += tile[(r * tileStride) + s];
        }
    }

    /// <summary>Rows i0… of op(A), times α, as panels of <paramref name="tileRows"/> rows with the depth outermost.</summary>
    private static void PackRows(
        double* A, bool transpose, int stride, int i0, int rows, int p0, int depth, int tileRows, double alpha, double* packed)
    {
        for (var i = 0; i < rows; i += tileRows)
        {
            var height = Math.Min(tileRows, rows - i);
            for (var r = 0; r < tileRows; r++)
            {
                var target = packed + (i * depth) + r;
                if (r >= height)
                {
                    for (var p = 0; p < depth; p++)
                        target[p * tileRows] = 0;
                }
                else if (transpose)
                {
                    var source = A + ((long)p0 * stride) + i0 + i + r;
                    for (var p = 0; p < depth; p++)
                        target[p * tileRows] = alpha * source[(long)p * stride];
                }
                else
                {
                    var source = A + ((long)(i0 + i + r) * stride) + p0;
                    for (var p = 0; p < depth; p++)
                        target[p * tileRows] = alpha * source[p];
                }
            }
        }
    }

    /// <summary>Rows p0… of op(B) as panels of <paramref name="tileColumns"/> columns with the depth outermost.</summary>
    private static void PackColumns(
        double* B, bool transpose, int stride, int n, int p0, int depth, int tileColumns, double* packed)
    {
        for (var j = 0; j < n; j += tileColumns)
        {
            var width = Math.Min(tileColumns, n - j);
            var panel = packed + (j * depth);
            if (transpose)
            {
                for (var s = 0; s < tileColumns; s++)
                {
                    var source = B + ((long)(j + s) * stride) + p0;
                    for (var p = 0; p < depth; p++)
                        panel[(p * tileColumns) + s] = s < width ? source[p] : 0;
                }
            }
            else
            {
                for (var p = 0; p < depth; p++)
                {
                    var source = new ReadOnlySpan<double>(B + ((long)(p0 + p) * stride) + j, width);
                    var target = new Span<double>(panel + (p * tileColumns), tileColumns);
                    source.CopyTo(target);
                    target[width..].Clear();
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(double* a, double* b, int depth, double* c, int stride)
    {
        if (Avx512F.IsSupported)
        {
            Accumulate512(a, b, depth, c, stride);
        }
        else
        {
            Accumulate256(a, b, depth, c, stride);
        }
    }

    /// <summary>An 8 × 24 tile in 24 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate512(double* a, double* b, int depth, double* c, int stride)
    {
        Vector512<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector512<double> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        Vector512<double> c40 = default, c41 = default, c42 = default, c50 = default, c51 = default, c52 = default;
        Vector512<double> c60 = default, c61 = default, c62 = default, c70 = default, c71 = default, c72 = default;
        for (var p = 0; p < depth; p++, a += 8, b += 24)
        {
            Vector512<double> b0 = Avx512F.LoadVector512(b), b1 = Avx512F.LoadVector512(b + 8), b2 = Avx512F.LoadVector512(b + 16);
            var x = Vector512.Create(a[0]);
            c00 = Avx512F.FusedMultiplyAdd(x, b0, c00);
            c01 = Avx512F.FusedMultiplyAdd(x, b1, c01);
            c02 = Avx512F.FusedMultiplyAdd(x, b2, c02);
            x = Vector512.Create(a[1]);
            c10 = Avx512F.FusedMultiplyAdd(x, b0, c10);
            c11 = Avx512F.FusedMultiplyAdd(x, b1, c11);
            c12 = Avx512F.FusedMultiplyAdd(x, b2, c12);
            x = Vector512.Create(a[2]);
            c20 = Avx512F.FusedMultiplyAdd(x, b0, c20);
            c21 = Avx512F.FusedMultiplyAdd(x, b1, c21);
            c22 = Avx512F.FusedMultiplyAdd(x, b2, c22);
            x = Vector512.Create(a[3]);
            c30 = Avx512F.FusedMultiplyAdd(x, b0, c30);
            c31 = Avx512F.FusedMultiplyAdd(x, b1, c31);
            c32 = Avx512F.FusedMultiplyAdd(x, b2, c32);
            x = Vector512.Create(a[4]);
            c40 = Avx512F.FusedMultiplyAdd(x, b0, c40);
            c41 = Avx512F.FusedMultiplyAdd(x, b1, c41);
            c42 = Avx512F.FusedMultiplyAdd(x, b2, c42);
            x = Vector512.Create(a[5]);
            c50 = Avx512F.FusedMultiplyAdd(x, b0, c50);
            c51 = Avx512F.FusedMultiplyAdd(x, b1, c51);
            c52 = Avx512F.FusedMultiplyAdd(x, b2, c52);
            x = Vector512.Create(a[6]);
            c60 = Avx512F.FusedMultiplyAdd(x, b0, c60);
            c61 = Avx512F.FusedMultiplyAdd(x, b1, c61);
            c62 = Avx512F.FusedMultiplyAdd(x, b2, c62);
            x = Vector512.Create(a[7]);
            c70 = Avx512F.FusedMultiplyAdd(x, b0, c70);
            c71 = Avx512F.FusedMultiplyAdd(x, b1, c71);
            c72 = Avx512F.FusedMultiplyAdd(x, b2, c72);
        }

        AddRow(c, c00, c01, c02);
        AddRow(c += stride, c10, c11, c12);
        AddRow(c += stride, c20, c21, c22);
        AddRow(c += stride, c30, c31, c32);
        AddRow(c += stride, c40, c41, c42);
        AddRow(c += stride, c50, c51, c52);
        AddRow(c += stride, c60, c61, c62);
        AddRow(c + stride, c70, c71, c72);
    }

    /// <summary>A 4 × 12 tile in 12 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Accumulate256(double* a, double* b, int depth, double* c, int stride)
    {
        Vector256<double> c00 = default, c01 = default, c02 = default, c10 = default, c11 = default, c12 = default;
        Vector256<double> c20 = default, c21 = default, c22 = default, c30 = default, c31 = default, c32 = default;
        for (var p = 0; p < depth; p++, a += 4, b += 12)
        {
            Vector256<double> b0 = Vector256.Load(b), b1 = Vector256.Load(b + 4), b2 = Vector256.Load(b + 8);
            var x = Vector256.Create(a[0]);
            c00 = Vector256.MultiplyAddEstimate(x, b0, c00);
            c01 = Vector256.MultiplyAddEstimate(x, b1, c01);
            c02 = Vector256.MultiplyAddEstimate(x, b2, c02);
            x = Vector256.Create(a[1]);
            c10 = Vector256.MultiplyAddEstimate(x, b0, c10);
            c11 = Vector256.MultiplyAddEstimate(x, b1, c11);
            c12 = Vector256.MultiplyAddEstimate(x, b2, c12);
            x = Vector256.Create(a[2]);
            c20 = Vector256.MultiplyAddEstimate(x, b0, c20);
            c21 = Vector256.MultiplyAddEstimate(x, b1, c21);
            c22 = Vector256.MultiplyAddEstimate(x, b2, c22);
            x = Vector256.Create(a[3]);
            c30 = Vector256.MultiplyAddEstimate(x, b0, c30);
            c31 = Vector256.MultiplyAddEstimate(x, b1, c31);
            c32 = Vector256.MultiplyAddEstimate(x, b2, c32);
        }

        AddRow(c, c00, c01, c02);
        AddRow(c += stride, c10, c11, c12);
        AddRow(c += stride, c20, c21, c22);
        AddRow(c + stride, c30, c31, c32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(double* c, Vector512<double> x, Vector512<double> y, Vector512<double> z)
    {
        (Vector512.Load(c) + x).Store(c);
        (Vector512.Load(c + 8) + y).Store(c + 8);
        (Vector512.Load(c + 16) + z).Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(double* c, Vector256<double> x, Vector256<double> y, Vector256<double> z)
    {
        (Vector256.Load(c) + x).Store(c);
        (Vector256.Load(c + 4) + y).Store(c + 4);
        (Vector256.Load(c + 8) + z).Store(c + 8);
    }
}
