using System.Buffers;

namespace Hybrid.Core.Solvers;

/// <summary>
/// Numbers that grow and keep what is there. Small problems, of which many are solved one after the other, share their memory through the process's pool.
/// </summary>
internal sealed class PooledNumbers : IDisposable
{
    /// <summary>Larger memory (8 MB) goes back to the system.</summary>
    private const int LargestPooled = 1 << 20;

    private double[] numbers = [];
    private bool isRented;

    public Span<double> Span => numbers;

    /// <summary>Makes room for as many numbers as are needed; the first <paramref name="used"/> of them stay.</summary>
    public void Reserve(int used, int needed)
    {
        if (numbers.Length >= needed)
            return;
        var length = Math.Max(needed, numbers.Length + (numbers.Length / 2));
        var rents = length <= LargestPooled;
        var larger = rents ? ArrayPool<double>.Shared.Rent(length) : GC.AllocateUninitializedArray<double>(length);
        numbers.AsSpan(0, used).CopyTo(larger);
        Dispose();
        (numbers, isRented) = (larger, rents);
    }

    /// <summary>Gives the memory back; there is nothing left.</summary>
    public void Dispose()
    {
        if (isRented)
            ArrayPool<double>.Shared.Return(numbers);
        (numbers, isRented) = ([], false);
    }
}
