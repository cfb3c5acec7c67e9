namespace Hybrid.Cli;

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
        var line = string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        var printable = string.Concat(line.Select(character => char.IsControl(character) ? '?' : character));
        return printable.EndsWith('.') ? printable : $"{printable}.";
    }
}
