namespace Hybrid.Benchmarks.Measurement;

/// <summary>Columns of text: the first to the left, the others to the right. Rows appear as they are measured.</summary>
internal sealed class TextTable
{
    private readonly int[] widths;

    /// <summary>Prints the heads; a column is as wide as its head and no narrower than eight characters.</summary>
    public TextTable(params IReadOnlyList<string> heads)
    {
        widths = [.. heads.Select((head, column) => Math.Max(head.Length, column == 0 ? 22 : 8))];
        Row(heads);
        Row([.. widths.Select(width => new string('-', width))]);
    }

    public void Row(params IReadOnlyList<string> cells) =>
        Console.WriteLine(string.Join("  ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))).TrimEnd());

    /// <summary>Milliseconds with three or more digits.</summary>
    public static string Milliseconds(double seconds) =>
        FormattableString.Invariant($"{seconds * 1e3:0.###}") is { Length: <= 5 } text ? text : FormattableString.Invariant($"{seconds * 1e3:0.0}");

    public static string Ratio(double ratio) => FormattableString.Invariant($"{ratio:0.00}");
}
