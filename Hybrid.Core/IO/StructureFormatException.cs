using System.Globalization;

namespace Hybrid.Core.IO;

/// <summary>
/// A file of structures says something that its format does not allow. The message is one sentence: where, what was
/// expected and what came.
/// </summary>
public sealed class StructureFormatException : FormatException
{
    private const int LongestExcerpt = 40;

    internal StructureFormatException(string path, int line, int frame, string expected, ReadOnlySpan<char> found)
        : base(string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}, frame {frame}: expected {expected}, but came {found}."))
    {
        Path = path;
        Line = line;
        Frame = frame;
    }

    /// <summary>The file, or the name that was given to a stream.</summary>
    public string Path { get; }

    /// <summary>The line, counted from one.</summary>
    public int Line { get; }

    /// <summary>The frame within the file, counted from one.</summary>
    public int Frame { get; }

    /// <summary>Text of a file in quotes, short and without control characters.</summary>
    internal static string Excerpt(ReadOnlySpan<char> text)
    {
        var isLong = text.Length > LongestExcerpt;
        Span<char> printable = stackalloc char[Math.Min(text.Length, LongestExcerpt)];
        for (var i = 0; i < printable.Length; i++)
            printable[i] = char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? '?' : text[i];
        return $"\"{printable}{(isLong ? "…" : "")}\"";
    }
}
