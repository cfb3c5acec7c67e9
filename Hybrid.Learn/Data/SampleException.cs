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
        : base(FormattableString.Invariant($"{path}, frame {frame}: expected {expected}, but came {found}."))
    {
        Path = path;
        Frame = frame;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The frame within the file, counted from one; in a table the line.</summary>
    public int Frame { get; }
}
