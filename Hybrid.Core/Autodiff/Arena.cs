namespace Hybrid.Core.Autodiff;

/// <summary>
/// A pool of <see cref="double"/> memory that is handed out in one direction and taken back all at once.
/// </summary>
/// <remarks>
/// Serves one call at a time; not thread-safe. After the first structure of a given size, renting allocates nothing.
/// Memory that was rented before <see cref="Reset"/> must not be used afterwards.
/// </remarks>
public sealed class Arena
{
    private const int ChunkLength = 1 << 16;

    private readonly List<double[]> chunks = [];
    private int chunk;
    private int used;
    private Arena? forAdjoints;

    /// <summary>The memory of backward walks: a pool of its own, taken back before the next walk.</summary>
    public Arena ForAdjoints => forAdjoints ??= new Arena();

    /// <summary>Memory of <paramref name="length"/> numbers, all zero.</summary>
    public Memory<double> Rent(int length)
    {
        var memory = RentUncleared(length);
        memory.Span.Clear();
        return memory;
    }

    /// <summary>Memory of <paramref name="length"/> numbers of unspecified value, for results that are overwritten whole.</summary>
    public Memory<double> RentUncleared(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        while (chunk < chunks.Count && length > chunks[chunk].Length - used)
        {
            chunk++;
            used = 0;
        }

        if (chunk == chunks.Count)
            chunks.Add(GC.AllocateUninitializedArray<double>(Math.Max(length, ChunkLength), pinned: true));
        var memory = chunks[chunk].AsMemory(used, length);
        used += length;
        return memory;
    }

    /// <summary>Takes everything back.</summary>
    public void Reset()
    {
        chunk = 0;
        used = 0;
        forAdjoints?.Reset();
    }
}
