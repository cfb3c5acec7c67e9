using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// The product of many plane rotations of neighbouring rows of an n × n matrix, collected sweep by sweep.
/// </summary>
/// <remarks>
/// The matrix is kept as strips of eight columns, each contiguous. A strip stays in the cache while many sweeps go through
/// it, and a row that two successive rotations share stays in registers; one rotation at a time would be limited by memory.
/// </remarks>
internal ref struct RotationSweeps
{
    private const int StripWidth = 8;
    private const int MaxSweeps = 32;

    private readonly int n;
    private readonly Span<double> strips;
    private readonly Span<double> rotations;
    private readonly Span<int> sweeps;
    private int rotationCount;
    private int sweepCount;

    /// <summary>Starts from the identity.</summary>
    public RotationSweeps(int n)
    {
        this.n = n;
        var scratch = Scratch.OfThisThread;
        strips = scratch.Numbers(2, StripCount * n * StripWidth).AsSpan(0, StripCount * n * StripWidth);
        rotations = scratch.Numbers(3, 2 * MaxSweeps * n).AsSpan();
        sweeps = scratch.Integers(2 * MaxSweeps).AsSpan();
        strips.Clear();
        for (var i = 0; i < n; i++)
            strips[At(i, i)] = 1;
    }

    private readonly int StripCount => (n + StripWidth - 1) / StripWidth;

    /// <summary>Starts a sweep upwards whose first rotation acts on rows <paramref name="bottom"/> − 1 and <paramref name="bottom"/>.</summary>
    public void Begin(int bottom)
    {
        if (sweepCount == MaxSweeps)
            Apply();
        sweeps[2 * sweepCount] = bottom;
        sweeps[(2 * sweepCount) + 1] = 0;
        sweepCount++;
    }

    /// <summary>The next rotation of the sweep: (x, y) ← (c x − s y, s x + c y) for a row x and the row y below it.</summary>
    public void Add(double c, double s)
    {
        rotations[rotationCount++] = c;
        rotations[rotationCount++] = s;
        sweeps[(2 * sweepCount) - 1]++;
    }

    /// <summary>Applies what was collected and starts anew.</summary>
    public void Apply()
    {
        for (var strip = 0; strip < StripCount; strip++)
            ApplyTo(strips.Slice(strip * n * StripWidth, n * StripWidth));
        rotationCount = 0;
        sweepCount = 0;
    }

    /// <summary>Copies a row of the product out of the strips.</summary>
    public readonly void CopyRow(int row, Span<double> target)
    {
        for (var column = 0; column < n; column += StripWidth)
        {
            var width = Math.Min(StripWidth, n - column);
            strips.Slice(At(row, column), width).CopyTo(target[column..]);
        }
    }

    private readonly int At(int row, int column) => (((column / StripWidth * n) + row) * StripWidth) + (column % StripWidth);

    private readonly void ApplyTo(Span<double> strip)
    {
        ref var first = ref MemoryMarshal.GetReference(strip);
        ref var rotation = ref MemoryMarshal.GetReference(rotations);
        nuint next = 0;
        for (var sweep = 0; sweep < sweepCount; sweep++)
        {
            var at = (nuint)(sweeps[2 * sweep] * StripWidth);
            var count = sweeps[(2 * sweep) + 1];
            var y0 = Vector256.LoadUnsafe(ref first, at);
            var y1 = Vector256.LoadUnsafe(ref first, at + 4);
            for (var k = 0; k < count; k++, next += 2, at -= StripWidth)
            {
                var c = Vector256.Create(Unsafe.Add(ref rotation, next));
                var s = Vector256.Create(Unsafe.Add(ref rotation, next + 1));
                var x0 = Vector256.LoadUnsafe(ref first, at - StripWidth);
                var x1 = Vector256.LoadUnsafe(ref first, at - StripWidth + 4);
                Vector256.MultiplyAddEstimate(s, x0, c * y0).StoreUnsafe(ref first, at);
                Vector256.MultiplyAddEstimate(s, x1, c * y1).StoreUnsafe(ref first, at + 4);
                y0 = Vector256.MultiplyAddEstimate(-s, y0, c * x0);
                y1 = Vector256.MultiplyAddEstimate(-s, y1, c * x1);
            }

            y0.StoreUnsafe(ref first, at);
            y1.StoreUnsafe(ref first, at + 4);
        }
    }
}
