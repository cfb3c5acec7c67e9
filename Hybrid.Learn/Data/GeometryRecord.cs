using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Hybrid.Learn.Data;

/// <summary>Where a structure's numbers lie in a <see cref="GeometryCache"/>.</summary>
/// <param name="Offset">Of the first number in the file.</param>
/// <param name="FunctionCount">The number of functions of the basis.</param>
/// <param name="NumberCount">How many numbers.</param>
/// <param name="Checksum">Of the numbers.</param>
internal readonly record struct GeometryRecord(long Offset, int FunctionCount, int NumberCount, uint Checksum)
{
    /// <summary>Key, counts and checksum, and a checksum over these, so that what was never written is not taken for a record.</summary>
    public const int HeadLength = 32;

    private const int Checked = 28;

    public long End => Offset + ((long)sizeof(double) * NumberCount);

    public byte[] Head(UInt128 key)
    {
        var head = new byte[HeadLength];
        BinaryPrimitives.WriteUInt128LittleEndian(head, key);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(16), FunctionCount);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(20), NumberCount);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(24), Checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(Checked), ChecksumOf(head.AsSpan(0, Checked)));
        return head;
    }

    /// <summary>A record from its head; null when that is none.</summary>
    public static (UInt128 Key, GeometryRecord Record)? Parsed(ReadOnlySpan<byte> head, long offset)
    {
        var record = new GeometryRecord(
            offset, BinaryPrimitives.ReadInt32LittleEndian(head[16..]), BinaryPrimitives.ReadInt32LittleEndian(head[20..]), BinaryPrimitives.ReadUInt32LittleEndian(head[24..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(head[Checked..]) == ChecksumOf(head[..Checked]) && record is { FunctionCount: > 0, NumberCount: > 0 }
            ? (BinaryPrimitives.ReadUInt128LittleEndian(head), record)
            : null;
    }

    /// <summary>CRC-32C of the bits of four interleaved parts, which the processor sums side by side.</summary>
    public static uint ChecksumOf(ReadOnlySpan<double> numbers)
    {
        var bits = MemoryMarshal.Cast<double, ulong>(numbers);
        uint a = ~0u, b = ~0u, c = ~0u, d = ~0u;
        var k = 0;
        for (; k + 4 <= bits.Length; k += 4)
        {
            a = BitOperations.Crc32C(a, bits[k]);
            b = BitOperations.Crc32C(b, bits[k + 1]);
            c = BitOperations.Crc32C(c, bits[k + 2]);
            d = BitOperations.Crc32C(d, bits[k + 3]);
        }

        for (; k < bits.Length; k++)
            a = BitOperations.Crc32C(a, bits[k]);
        return BitOperations.Crc32C(BitOperations.Crc32C(a, b), ((ulong)c << 32) | d);
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = ~0u;
        foreach (var value in bytes)
            sum = BitOperations.Crc32C(sum, value);
        return sum;
    }
}
