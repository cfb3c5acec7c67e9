namespace Hybrid.Learn.Data;

/// <summary>Rows of comma-separated values under a header; a value in double quotes may hold commas, and quotes twice.</summary>
internal sealed class CsvTable
{
    private readonly Dictionary<string, int> columns;
    private readonly string path;

    private CsvTable(string path, Dictionary<string, int> columns, List<Row> rows)
    {
        this.path = path;
        this.columns = columns;
        Rows = rows;
    }

    public IReadOnlyList<Row> Rows { get; }

    /// <summary>A row with its line in the file, from one.</summary>
    public sealed record Row(int Line, string[] Values);

    /// <exception cref="SampleException">No header, a row of another length, or a quote that isn't closed where its value ends.</exception>
    public static CsvTable Read(string path)
    {
        string[]? header = null;
        var rows = new List<Row>();
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (text.Length == 0)
                continue;
            var values = Split(path, line, text);
            if (header is null)
                header = values;
            else if (values.Length == header.Length)
                rows.Add(new Row(line, values));
            else
                throw SampleException.OfLine(path, line, $"{header.Length} values", $"{values.Length}");
        }

        if (header is null)
            throw SampleException.OfLine(path, 1, "a header", "an empty file");
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = 0; k < header.Length; k++)
        {
            if (!columns.TryAdd(header[k], k))
                throw SampleException.OfLine(path, 1, "each column once", $"{header[k]} twice");
        }

        return new CsvTable(path, columns, rows);
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="SampleException">There is none of that name.</exception>
    public int Column(string name) => columns.TryGetValue(name, out var column)
        ? column
        : throw SampleException.OfLine(path, 1, $"a column {name}", string.Join(", ", columns.OrderBy(static pair => pair.Value).Select(static pair => pair.Key)));

    private static string[] Split(string path, int number, string line)
    {
        var values = new List<string>();
        var from = 0;
        while (true)
        {
            if (from < line.Length && line[from] == '"')
            {
                var end = from + 1;
                while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"')))
                    end += line[end] == '"' ? 2 : 1;
                if (end >= line.Length)
                    throw SampleException.OfLine(path, number, "a quote that closes the value", "the end of the line");
                values.Add(line[(from + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                from = end + 1;
                if (from < line.Length && line[from] != ',')
                    throw SampleException.OfLine(path, number, "a comma after a value in quotes", $"\"{line[from]}\"");
            }
            else
            {
                var end = line.IndexOf(',', from);
                values.Add((end < 0 ? line[from..] : line[from..end]).Trim());
                from = end < 0 ? line.Length : end;
            }

            if (from >= line.Length)
                return [.. values];
            from++;
        }
    }
}
