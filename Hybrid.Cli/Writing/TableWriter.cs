using Spectre.Console;

namespace Hybrid.Cli.Writing;

/// <summary>
/// Writes tables: with colour and at the terminal's width on a terminal, as plain lines of any length elsewhere.
/// </summary>
internal sealed class TableWriter
{
    /// <summary>Wide enough that nothing wraps in a file.</summary>
    private const int Unlimited = 10_000;

    private readonly TextWriter output;
    private readonly bool isTerminal;

    public TableWriter(TextWriter output, bool isTerminal)
    {
        this.output = output;
        this.isTerminal = isTerminal;
    }

    private static bool HasColour => string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>A table with a column of names and right-aligned columns of numbers.</summary>
    public static Table New(string title, params string[] columns)
    {
        var table = new Table { Border = TableBorder.None };
        table.AddColumn(new TableColumn($"[bold]{Markup.Escape(title)}[/]").NoWrap().PadRight(2));
        foreach (var column in columns)
            table.AddColumn(new TableColumn($"[grey]{Markup.Escape(column)}[/]").RightAligned().NoWrap().PadLeft(1).PadRight(1));
        return table;
    }

    public void Title(string text) => Write(new Markup($"[bold]{Markup.Escape(text)}[/]\n"));

    public void Line(string text = "") => Write(new Text($"{text}\n"));

    public void Write(Table table)
    {
        Line();
        Write((Spectre.Console.Rendering.IRenderable)table);
    }

    /// <summary>Characters in a line.</summary>
    public int Width => Opened(TextWriter.Null).Profile.Width;

    private void Write(Spectre.Console.Rendering.IRenderable content)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Opened(text).Write(content);
        foreach (var line in text.ToString().AsSpan().TrimEnd('\n').EnumerateLines())
        {
            if (!isTerminal)
                output.WriteLine(line.TrimEnd());
        }
    }

    /// <param name="text">Where to unless it is a terminal.</param>
    private IAnsiConsole Opened(TextWriter text)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal && HasColour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal && HasColour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = isTerminal ? new AnsiConsoleOutput(output) : new AnsiConsoleOutput(text),
        });
        console.Profile.Capabilities.Unicode = true;
        if (!isTerminal)
            console.Profile.Width = Unlimited;
        return console;
    }
}
