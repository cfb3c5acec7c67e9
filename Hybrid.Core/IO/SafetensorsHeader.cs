using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace Hybrid.Core.IO;

/// <summary>The JSON at the beginning of a safetensors file.</summary>
internal static class SafetensorsHeader
{
    private const string MetadataKey = "__metadata__";

    /// <summary>The data begin at a multiple of this, so that whoever maps the file can use them in place.</summary>
    private const int Alignment = 8;

    /// <summary>Where a tensor lies in the data.</summary>
    public readonly record struct Entry(string Name, int ElementBytes, ImmutableArray<int> Shape, long Begin, long End)
    {
        public double[] Values(ReadOnlySpan<byte> data)
        {
            var bytes = data[(int)Begin..(int)End];
            var values = new double[bytes.Length / ElementBytes];
            for (var k = 0; k < values.Length; k++)
            {
                values[k] = ElementBytes == sizeof(double)
                    ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[(k * sizeof(double))..])
                    : BinaryPrimitives.ReadSingleLittleEndian(bytes[(k * sizeof(float))..]);
            }

            return values;
        }
    }

    public static byte[] Bytes(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(MetadataKey);
                foreach (var (key, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                    json.WriteString(key, text);
                json.WriteEndObject();
            }

            var names = new HashSet<string>(StringComparer.Ordinal) { MetadataKey };
            var place = 0L;
            foreach (var tensor in tensors)
            {
                if (!names.Add(tensor.Name))
                    throw new ArgumentException($"A name that is not taken was expected, but {tensor.Name} is.", nameof(tensors));
                if (Count(tensor.Shape) != tensor.Values.Length)
                    throw new ArgumentException($"{tensor.Name} of shape {SafetensorsFile.Text(tensor.Shape.AsSpan())} was given {tensor.Values.Length} values.", nameof(tensors));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F64");
                json.WriteStartArray("shape");
                foreach (var length in tensor.Shape)
                    json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(place);
                json.WriteNumberValue(place += (long)sizeof(double) * tensor.Values.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        while (stream.Length % Alignment != 0)
            stream.WriteByte((byte)' ');
        return stream.ToArray();
    }

    /// <summary>The tensors by ascending place, and the metadata.</summary>
    public static (List<Entry> Entries, Dictionary<string, string> Metadata) Parse(ReadOnlyMemory<byte> header, string path)
    {
        using var document = Document(header, path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new SafetensorsFormatException(path, $"a JSON object as header was expected, but it is of kind {document.RootElement.ValueKind}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw new SafetensorsFormatException(path, $"each name once was expected in the header, but {property.Name} is there twice");
            if (property.Name != MetadataKey)
                entries.Add(Parsed(property, path));
            else if (property.Value.ValueKind != JsonValueKind.Object)
                throw new SafetensorsFormatException(path, $"an object of texts as {MetadataKey} was expected, but it is of kind {property.Value.ValueKind}");
            else
                AddMetadata(property.Value, metadata, path);
        }

        entries.Sort((one, other) => (one.Begin, one.End).CompareTo((other.Begin, other.End)));
        return (entries, metadata);
    }

    private static JsonDocument Document(ReadOnlyMemory<byte> header, string path)
    {
        try
        {
            return JsonDocument.Parse(header);
        }
        catch (JsonException exception)
        {
            throw new SafetensorsFormatException(path, "a header in JSON was expected, but it can't be read as such", exception);
        }
    }

    private static void AddMetadata(JsonElement element, Dictionary<string, string> metadata, string path)
    {
        foreach (var entry in element.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.String)
                throw new SafetensorsFormatException(path, $"text as metadata {entry.Name} was expected, but it is of kind {entry.Value.ValueKind}");
            metadata[entry.Name] = entry.Value.GetString()!;
        }
    }

    private static Entry Parsed(JsonProperty property, string path)
    {
        var name = property.Name;
        if (property.Value.ValueKind != JsonValueKind.Object
            || !property.Value.TryGetProperty("dtype", out var type) || type.ValueKind != JsonValueKind.String
            || !property.Value.TryGetProperty("shape", out var shapeElement) || Integers(shapeElement) is not { } lengths
            || !property.Value.TryGetProperty("data_offsets", out var offsetElement) || Integers(offsetElement) is not [var begin, var end])
            throw new SafetensorsFormatException(path, $"dtype, shape and two data_offsets of {name} were expected in the header, but they aren't there");
        var elementBytes = type.GetString() switch
        {
            "F64" => sizeof(double),
            "F32" => sizeof(float),
            var other => throw new SafetensorsFormatException(path, $"the dtype F64 or F32 of {name} was expected, but it is {other}"),
        };
        if (lengths.Any(length => length > int.MaxValue))
            throw new SafetensorsFormatException(path, $"lengths below 2³¹ of {name} were expected, but one is {lengths.Max()}");
        ImmutableArray<int> shape = [.. lengths.Select(length => (int)length)];
        var count = Count(shape);
        if (end < begin || end - begin != count * elementBytes)
            throw new SafetensorsFormatException(path, $"{count * elementBytes} bytes of {name}, shape {SafetensorsFile.Text(shape.AsSpan())}, were expected, but its data_offsets are {begin} and {end}");
        return new Entry(name, elementBytes, shape, begin, end);
    }

    /// <summary>Numbers from zero; null when there is anything else.</summary>
    private static long[]? Integers(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
            return null;
        var numbers = new List<long>();
        foreach (var item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                return null;
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static long Count(ImmutableArray<int> shape)
    {
        // Products beyond any file are cut, so that they can't wrap round to a length that fits.
        var count = 1.0;
        foreach (var length in shape)
            count *= length;
        return count < long.MaxValue / 16 ? (long)count : long.MaxValue / 16;
    }
}
