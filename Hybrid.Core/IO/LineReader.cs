namespace Hybrid.Core.IO;

/// <summary>
/// The lines of a text as spans of one reused buffer, with what an error message needs: path, line and frame number.
/// </summary>
internal sealed class LineReader(TextReader reader, string path)
{
    private const int LongestLine = 1 << 24;
    private char[] buffer = new char[1 << 16];
    private int start;
    private int end;
    private int lineStart;
    private int lineLength;
    private bool isAtEnd;
    private bool isUnread;

    /// <summary>The number of the line that was read last, counted from one.</summary>
    internal int Line { get; private set; }

    /// <summary>The number of the frame being read, counted from one.</summary>
    internal int Frame { get; set; } = 1;

    /// <summary>The line that was read last. Valid until the next is read.</summary>
    internal ReadOnlySpan<char> Current => buffer.AsSpan(lineStart, lineLength);

    /// <summary>Moves to the next line; false at the end of the text.</summary>
    /// <exception cref="StructureFormatException">A line beyond all measure, or damaged compressed data; the text ends there.</exception>
    internal bool Read()
    {
        if (isUnread)
        {
            isUnread = false;
            return true;
        }

        var searched = 0;
        while (true)
        {
            var newline = buffer.AsSpan(start + searched, end - start - searched).IndexOf('\n');
            if (newline >= 0)
            {
                Take(searched + newline);
                start++;
                return true;
            }

            searched = end - start;
            if (searched >= LongestLine)
            {
                Line++;
                End();
                throw Error($"a line of at most {LongestLine} characters", "a longer one");
            }

            if (!Fill())
            {
                if (searched == 0)
                {
                    lineLength = 0;
                    return false;
                }

                Take(searched);
                return true;
            }
        }
    }

    /// <summary>Makes the next <see cref="Read"/> return the current line again.</summary>
    internal void Unread() => isUnread = true;

    /// <summary>Moves to the next line that isn't blank; false when there is none.</summary>
    internal bool ReadPastBlankLines()
    {
        while (Read())
        {
            if (!Current.IsWhiteSpace())
                return true;
        }

        return false;
    }

    /// <summary>The beginning of the text, before anything has been read: as many lines as asked for, or all there are.</summary>
    internal string[] Preview(int lines)
    {
        while (buffer.AsSpan(0, end).Count('\n') < lines && end < LongestLine && Fill())
        {
        }

        return new string(buffer, 0, Math.Min(end, 1 << 16)).Split('\n').Take(lines).ToArray();
    }

    /// <summary>An error at the current line.</summary>
    internal StructureFormatException Error(string expected, string found) => new(path, Math.Max(Line, 1), Frame, expected, found);

    /// <summary>An error at the current line that quotes what came.</summary>
    internal StructureFormatException Mismatch(string expected, ReadOnlySpan<char> found) =>
        Error(expected, found.IsWhiteSpace() ? "a blank" : StructureFormatException.Excerpt(found));

    /// <summary>The text ended before something that had to come.</summary>
    internal StructureFormatException EndError(string expected) => Error(expected, "the end of the file");

    private void Take(int length)
    {
        lineStart = start;
        lineLength = length > 0 && buffer[start + length - 1] == '\r' ? length - 1 : length;
        start += length;
        Line++;
    }

    private bool Fill()
    {
        if (isAtEnd)
            return false;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        int count;
        try
        {
            count = reader.Read(buffer, end, buffer.Length - end);
        }
        catch (InvalidDataException)
        {
            End();
            throw Error("gzip-compressed text", "damaged compressed data");
        }

        end += count;
        isAtEnd = count == 0;
        return count > 0;
    }

    private void End()
    {
        isAtEnd = true;
        start = end = lineLength = 0;
        isUnread = false;
    }
}
