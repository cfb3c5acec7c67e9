using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Hybrid.Core.IO;

/// <summary>Writes an array as a .npy file, NumPy format version 1.0: little-endian, C order.</summary>
/// <remarks>Format: numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
public static class NpyFile
{
    private const int Alignment = 64;

    /// <summary>Writes doubles (dtype &lt;f8).</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <param name="shape">The length of each axis; none for a scalar.</param>
    /// <exception cref="ArgumentException">The shape does not have as many elements as there are values.</exception>
    public static void Write(Stream stream, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteHeader(stream, "<f8", values.Length, shape);
        WriteWords(stream, MemoryMarshal.Cast<double, long>(values));
    }

    /// <summary>Writes whole numbers (dtype &lt;i8).</summary>
    /// <inheritdoc cref="Write(Stream, ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public static void Write(Stream stream, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WriteHeader(stream, "<i8", values.Length, shape);
        WriteWords(stream, values);
    }

    private static void WriteHeader(Stream stream, string type, int count, ReadOnlySpan<int> shape)
    {
        var elements = 1L;
        var tuple = new StringBuilder();
        foreach (var length in shape)
        {
            if (length < 0)
                throw new ArgumentException($"Lengths from 0 were expected, but {length} was given.", nameof(shape));
            elements = checked(elements * length);
            tuple.Append(System.Globalization.CultureInfo.InvariantCulture, $"{length}, ");
        }

        if (elements != count)
            throw new ArgumentException($"A shape of {count} elements was expected, but one of {elements} was given.", nameof(shape));
        // A tuple of one keeps its comma in Python.
        var inside = shape.Length == 1 ? tuple.ToString().TrimEnd() : tuple.ToString().TrimEnd(',', ' ');
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({inside}), }}";
        const int fixedLength = 10;
        var total = (fixedLength + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[total];
        Span<byte> magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)(total - fixedLength)));
        Encoding.ASCII.GetBytes(text.PadRight(total - fixedLength - 1) + "\n").CopyTo(header, fixedLength);
        stream.Write(header);
    }

    private static void WriteWords(Stream stream, ReadOnlySpan<long> words)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In portions, since the length of a span of bytes is an int.
            const int portion = 1 << 24;
            for (var from = 0; from < words.Length; from += portion)
                stream.Write(MemoryMarshal.AsBytes(words.Slice(from, Math.Min(portion, words.Length - from))));
            return;
        }

        Span<byte> bytes = stackalloc byte[8];
        foreach (var word in words)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, word);
            stream.Write(bytes);
        }
    }
}
