namespace Hybrid.Learn.Data;

/// <summary>A file of samples lacks a label or holds one that can't be. The message is one sentence: where, what was expected and what came.</summary>
public sealed class SampleException : FormatException
{
    /// <summary>A frame of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="frame">The frame, counted from one.</param>
    /// <param name="expected">What should stand there.</param>
    /// <param name="found">What does.</param>
    internal SampleException(string path, int frame, string expected, string found)
        : this(path, frame, "frame", expected, found)
    {
    }

    private SampleException(string path, int number, string place, string expected, string found)
        : base(FormattableString.Invariant($"{path}, {place} {number}: expected {expected}, but came {found}."))
    {
        Path = path;
        Frame = number;
    }

    /// <summary>A line of a table.</summary>
    internal static SampleException OfLine(string path, int line, string expected, string found) => new(path, line, "line", expected, found);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The frame within the file, counted from one; in a table the line.</summary>
    public int Frame { get; }
}
