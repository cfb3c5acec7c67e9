namespace Hybrid.Benchmarks.Accuracy;

/// <summary>A table of Markdown: the first column to the left, the others to the right.</summary>
internal sealed class MarkdownTable
{
    private readonly TextWriter writer;

    public MarkdownTable(TextWriter writer, params IReadOnlyList<string> heads)
    {
        this.writer = writer;
        Row(heads);
        Row([.. heads.Select((_, column) => column == 0 ? "---" : "---:")]);
    }

    public void Row(params IReadOnlyList<string> cells) => writer.WriteLine($"| {string.Join(" | ", cells)} |");
}
