using System.Buffers;
using System.Text;

namespace Hybrid.Core.IO;

/// <summary>The key=value pairs on the second line of an extended XYZ frame, read and written.</summary>
/// <remarks>
/// A value is a word, or stands in double or single quotes, braces or brackets; within quotes \n is a new line and a
/// backslash before any other character stands for that character. A key without a value means T.
/// Conventions: ASE (ase.io.extxyz) and the specification at github.com/libAtoms/extxyz.
/// </remarks>
internal static class XyzComment
{
    private static readonly SearchValues<char> NeedingQuotes = SearchValues.Create("\"'{}[]=\\,");

    private static readonly string[] TellingKeys = ["Properties", "Lattice", "pbc", "charge", "multiplicity", "unpaired"];

    /// <summary>True when the line sets one of the keys that mean something here; otherwise it is free text.</summary>
    internal static bool HasKeys(ReadOnlySpan<char> line)
    {
        foreach (var key in TellingKeys)
        {
            var from = 0;
            while (true)
            {
                var at = line[from..].IndexOf(key, StringComparison.OrdinalIgnoreCase);
                if (at < 0)
                    break;
                at += from;
                from = at + key.Length;
                if ((at == 0 || char.IsWhiteSpace(line[at - 1])) && line[from..].TrimStart().StartsWith("="))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The pairs in the order of the line.</summary>
    /// <exception cref="StructureFormatException">A missing key, or a quote or bracket without its partner.</exception>
    internal static List<KeyValuePair<string, string>> Pairs(LineReader reader)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var rest = reader.Current.Trim();
        while (rest.Length > 0)
        {
            var key = Token(reader, ref rest, isKey: true);
            if (key.Length == 0)
                throw reader.Mismatch("a key before \"=\"", rest);
            rest = rest.TrimStart();
            var value = "T";
            if (rest.StartsWith("="))
            {
                rest = rest[1..].TrimStart();
                value = Token(reader, ref rest, isKey: false);
                rest = rest.TrimStart();
            }

            pairs.Add(new(key, value));
        }

        return pairs;
    }

    /// <summary>A key or a value as <see cref="Pairs"/> reads it: in quotes where it needs them.</summary>
    internal static string Quoted(string text)
    {
        if (text.Length > 0 && text.AsSpan().IndexOfAny(NeedingQuotes) < 0 && !text.Any(char.IsWhiteSpace))
            return text;
        return '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + '"';
    }

    private static string Token(LineReader reader, ref ReadOnlySpan<char> rest, bool isKey)
    {
        if (rest.Length > 0 && rest[0] is '"' or '\'')
            return InQuotes(reader, ref rest);
        if (rest.Length > 0 && rest[0] is '{' or '[')
            return InBrackets(reader, ref rest);
        var length = 0;
        while (length < rest.Length && !char.IsWhiteSpace(rest[length]) && !(isKey && rest[length] == '='))
            length++;
        var token = rest[..length].ToString();
        rest = rest[length..];
        return token;
    }

    private static string InQuotes(LineReader reader, ref ReadOnlySpan<char> rest)
    {
        var quote = rest[0];
        var closing = rest[1..].IndexOfAny(quote, '\\') + 1;
        if (closing > 0 && rest[closing] == quote)
        {
            var plain = rest[1..closing].ToString();
            rest = rest[(closing + 1)..];
            return plain;
        }

        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == quote)
            {
                rest = rest[(i + 1)..];
                return text.ToString();
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
            {
                i++;
                text.Append(rest[i] == 'n' ? '\n' : rest[i]);
            }
            else
            {
                text.Append(rest[i]);
            }
        }

        throw reader.Mismatch($"a closing {quote}", rest);
    }

    private static string InBrackets(LineReader reader, ref ReadOnlySpan<char> rest)
    {
        var depth = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] is '{' or '[')
                depth++;
            else if (rest[i] is '}' or ']')
                depth--;
            if (depth == 0)
            {
                var inside = rest[1..i].ToString();
                rest = rest[(i + 1)..];
                return inside;
            }
        }

        throw reader.Mismatch("a closing bracket", rest);
    }
}
