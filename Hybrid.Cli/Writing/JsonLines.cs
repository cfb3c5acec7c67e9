using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hybrid.Cli.Writing;

/// <summary>Writes one JSON object per line.</summary>
internal sealed class JsonLines(TextWriter output)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ArrayBufferWriter<byte> buffer = new();

    public void Write(Action<Utf8JsonWriter> content)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
