using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Hybrid.Core.IO;

/// <summary>Named arrays and text about them in one file: how weights and checkpoints are stored.</summary>
/// <remarks>
/// Eight bytes with the length of a JSON header, little-endian, the header, then the elements of all tensors without gaps.
/// Written as F64; F64 and F32 are read. Nothing in such a file can be executed. Format: github.com/huggingface/safetensors.
/// </remarks>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> byName;

    private SafetensorsFile(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Path = path;
        Tensors = tensors;
        Metadata = metadata;
        byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The file, or the name that was given to a stream.</summary>
    public string Path { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Text by name, the header's "__metadata__".</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The elements of a tensor that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its shape.</param>
    /// <exception cref="SafetensorsFormatException">There is none of that name, or its shape is another one.</exception>
    public ReadOnlyMemory<double> Values(string name, params ReadOnlySpan<int> shape)
    {
        if (!byName.TryGetValue(name, out var tensor))
            throw new SafetensorsFormatException(Path, $"a tensor called {name} was expected, but there is none");
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
            throw new SafetensorsFormatException(Path, $"{name} of shape {Text(shape)} was expected, but its shape is {Text(tensor.Shape.AsSpan())}");
        return tensor.Values;
    }

    /// <summary>Writes a file that appears whole or not at all.</summary>
    /// <param name="path">Where to; a file of that name is replaced.</param>
    /// <param name="tensors">What; each name once.</param>
    /// <param name="metadata">Text about them.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a shape doesn't have as many elements as there are values.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.WriteBytes(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes to a stream.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">What; each name once.</param>
    /// <param name="metadata">Text about them.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a shape doesn't have as many elements as there are values.</exception>
    public static void Write(Stream stream, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        var header = SafetensorsHeader.Bytes(tensors, metadata);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in tensors)
            WriteValues(stream, tensor.Values.Span);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="SafetensorsFormatException">It is truncated, too long or not what the format allows; the message says where.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static SafetensorsFile Read(string path) => Read(File.ReadAllBytes(path), path);

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="SafetensorsFormatException">It is truncated, too long or not what the format allows; the message says where.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> content, string name)
    {
        const int lengthBytes = sizeof(ulong);
        if (content.Length < lengthBytes)
            throw new SafetensorsFormatException(name, $"a safetensors file of at least {lengthBytes} bytes was expected, but there are {content.Length}: it is truncated");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(content.Span);
        if (headerLength > (ulong)(content.Length - lengthBytes))
            throw new SafetensorsFormatException(name, $"a header of {headerLength} bytes was expected, but {content.Length - lengthBytes} follow: it is truncated or no safetensors file");
        var (entries, metadata) = SafetensorsHeader.Parse(content.Slice(lengthBytes, (int)headerLength), name);
        var data = content[(lengthBytes + (int)headerLength)..];
        var place = 0L;
        var tensors = new List<SafetensorsTensor>(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Begin != place)
                throw new SafetensorsFormatException(name, $"{entry.Name} from byte {place} of the data was expected, but it is said to begin at {entry.Begin}: tensors overlap or leave a gap");
            if (entry.End > data.Length)
                throw new SafetensorsFormatException(name, $"data of {entries[^1].End} bytes were expected, but there are {data.Length}: it is truncated");
            place = entry.End;
            tensors.Add(new SafetensorsTensor(entry.Name, entry.Shape, entry.Values(data.Span)));
        }

        if (place != data.Length)
            throw new SafetensorsFormatException(name, $"data of {place} bytes were expected, but there are {data.Length}");
        return new SafetensorsFile(name, tensors, metadata);
    }

    internal static string Text(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static void WriteValues(Stream stream, ReadOnlySpan<double> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            // In portions, since the length of a span of bytes is an int.
            const int portion = 1 << 24;
            for (var from = 0; from < values.Length; from += portion)
                stream.Write(MemoryMarshal.AsBytes(values.Slice(from, Math.Min(portion, values.Length - from))));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(double)];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }
}
