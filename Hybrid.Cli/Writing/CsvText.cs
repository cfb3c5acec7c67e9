namespace Hybrid.Cli.Writing;

/// <summary>Words as fields of a table with commas between them (RFC 4180).</summary>
internal static class CsvText
{
    /// <summary>The word; in quotation marks where it holds what a table is made of.</summary>
    public static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
