using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Sums over the nine multipole operators of one small block, operator k at O[k · size …]: the innermost loops of the
/// self-consistent field, too short for calls into a library.
/// </summary>
internal static class BlockKernel
{
    private const int Operators = 10;

    /// <summary>values ← Σ_{k=1…9} c_k O_k.</summary>
    public static void Combine(ReadOnlySpan<double> c, ReadOnlySpan<double> O, Span<double> values)
    {
        var size = values.Length;
        ref var o = ref Checked(O, size);
        ref var y = ref MemoryMarshal.GetReference(values);
        var element = 0;
        for (; element + Vector<double>.Count <= size; element += Vector<double>.Count)
        {
            var sum = Vector<double>.Zero;
            for (var k = 1; k < Operators; k++)
                sum += c[k] * Load(ref o, (k * size) + element);
            Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref Unsafe.Add(ref y, element)), sum);
        }

        for (; element < size; element++)
        {
            var sum = 0.0;
            for (var k = 1; k < Operators; k++)
                sum += c[k] * Unsafe.Add(ref o, (k * size) + element);
            Unsafe.Add(ref y, element) = sum;
        }
    }

    /// <summary>t_k += Σ P O_k for k = 1 … 9.</summary>
    public static void Traces(ReadOnlySpan<double> P, ReadOnlySpan<double> O, Span<double> t)
    {
        var size = P.Length;
        ref var o = ref Checked(O, size);
        ref var p = ref MemoryMarshal.GetReference(P);
        for (var k = 1; k < Operators; k++)
        {
            var sum = 0.0;
            var element = 0;
            if (size >= Vector<double>.Count)
            {
                var sums = Vector<double>.Zero;
                for (; element + Vector<double>.Count <= size; element += Vector<double>.Count)
                    sums += Load(ref p, element) * Load(ref o, (k * size) + element);
                sum = Vector.Sum(sums);
            }

            for (; element < size; element++)
                sum += Unsafe.Add(ref p, element) * Unsafe.Add(ref o, (k * size) + element);
            t[k] += sum;
        }
    }

    /// <summary>Ō_k += c_k m for k = 1 … 9.</summary>
    public static void AddProducts(ReadOnlySpan<double> c, ReadOnlySpan<double> m, Span<double> Ō)
    {
        var size = m.Length;
        ref var o = ref Checked(Ō, size);
        ref var x = ref MemoryMarshal.GetReference(m);
        for (var k = 1; k < Operators; k++)
        {
            var element = 0;
            for (; element + Vector<double>.Count <= size; element += Vector<double>.Count)
            {
                ref var target = ref Unsafe.Add(ref o, (k * size) + element);
                Unsafe.WriteUnaligned(ref Unsafe.As<double, byte>(ref target), Load(ref target, 0) + (c[k] * Load(ref x, element)));
            }

            for (; element < size; element++)
                Unsafe.Add(ref o, (k * size) + element) += c[k] * Unsafe.Add(ref x, element);
        }
    }

    private static ref double Checked(ReadOnlySpan<double> O, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(O.Length, Operators * size);
        return ref MemoryMarshal.GetReference(O);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double start, int index) =>
        Unsafe.ReadUnaligned<Vector<double>>(ref Unsafe.As<double, byte>(ref Unsafe.Add(ref start, index)));
}
