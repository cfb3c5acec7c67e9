namespace Hybrid.Cli.Writing;

/// <summary>Messages on one line, ending in a full stop.</summary>
internal static class Sentence
{
    public static string Of(Exception error)
    {
        var message = error.Message;
        if (error is ArgumentException { ParamName: { } name })
            message = message.Replace($" (Parameter '{name}')", string.Empty, StringComparison.Ordinal);
        return Of(message);
    }

    public static string Of(string message)
    {
        var line = Printable(string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        return line.EndsWith('.') ? line : $"{line}.";
    }

    /// <summary>Text that can't steer a terminal, whatever a file is called.</summary>
    public static string Printable(string text) => string.Concat(text.Select(character => char.IsControl(character) ? '?' : character));
}
