using System.Text.Json;

namespace Hybrid.Tests.Learn.Reports;

/// <summary>What stands in a written page.</summary>
internal static class PageText
{
    public static string Html(Action<TextWriter> write)
    {
        using var writer = new StringWriter();
        write(writer);
        return writer.ToString();
    }

    /// <summary>The block of data.</summary>
    public static JsonElement Data(string html)
    {
        const string Begin = "<script type=\"application/json\" id=\"data\">";
        var start = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonDocument.Parse(html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    /// <summary>All numbers below an element.</summary>
    public static IEnumerable<double> Numbers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => [element.GetDouble()],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Numbers(member.Value)),
        _ => [],
    };
}
