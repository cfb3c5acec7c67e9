using System.Text.Json;

namespace Hybrid.Physics.Parameters;

/// <summary>A value in a JSON file that knows its file and place, so that whatever is wrong with it can be said in one sentence.</summary>
internal readonly struct JsonField
{
    private readonly JsonElement element;
    private readonly string file;
    private readonly string place;

    private JsonField(JsonElement element, string file, string place)
    {
        this.element = element;
        this.file = file;
        this.place = place;
    }

    public static JsonField Root(JsonDocument document, string file) => new(document.RootElement, file, "$");

    /// <summary>A syntactically correct document without repeated members.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string file)
    {
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException exception)
        {
            var line = exception.LineNumber is { } number ? $", line {number + 1}" : string.Empty;
            throw new InvalidDataException($"{file}{line}: valid JSON without repeated members was expected, but the file breaks off or is malformed here.", exception);
        }
    }

    public JsonField this[string member] =>
        Expect(JsonValueKind.Object, "an object").TryGetProperty(member, out var value)
            ? new JsonField(value, file, $"{place}.{member}")
            : throw Error($"the member \"{member}\" was expected, but is missing");

    public bool Has(string member) => Expect(JsonValueKind.Object, "an object").TryGetProperty(member, out _);

    public InvalidDataException Error(string sentence) => new($"{file}, {place}: {sentence}.");

    public void HasOnly(params ReadOnlySpan<string> members)
    {
        foreach (var property in Expect(JsonValueKind.Object, "an object").EnumerateObject())
        {
            if (!members.Contains(property.Name))
                throw Error($"the members {string.Join(", ", members!)} were expected, but \"{property.Name}\" came");
        }
    }

    public IEnumerable<(string Name, JsonField Value)> Members()
    {
        var (self, at) = (this, place);
        return Expect(JsonValueKind.Object, "an object").EnumerateObject()
            .Select(property => (property.Name, new JsonField(property.Value, self.file, $"{at}.{property.Name}")));
    }

    public IEnumerable<JsonField> Items()
    {
        var (self, at) = (this, place);
        return Expect(JsonValueKind.Array, "an array").EnumerateArray()
            .Select((item, i) => new JsonField(item, self.file, $"{at}[{i}]"));
    }

    public string Text() => Expect(JsonValueKind.String, "a text").GetString()!;

    public double Number()
    {
        var number = Expect(JsonValueKind.Number, "a number").GetDouble();
        return double.IsFinite(number) ? number : throw Error("a finite number was expected, but a larger one came");
    }

    public int Integer(int least, int most) =>
        Expect(JsonValueKind.Number, "a whole number").TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Error($"a whole number from {least} to {most} was expected, but {element.GetRawText()} came");

    public bool Flag() => element.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? element.GetBoolean()
        : throw Error($"true or false was expected, but {Kind()} came");

    private JsonElement Expect(JsonValueKind kind, string expected) => element.ValueKind == kind
        ? element
        : throw Error($"{expected} was expected, but {Kind()} came");

    private string Kind() => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
