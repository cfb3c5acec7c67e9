using System.Globalization;

namespace Hybrid.Core.IO;

/// <summary>The fields of a line, separated by blanks or tabs, and what they may mean.</summary>
internal ref struct Fields(ReadOnlySpan<char> line)
{
    /// <summary>Ångström. Farther than any structure reaches, and safe to square and multiply.</summary>
    internal const double LargestLength = 1e9;

    private ReadOnlySpan<char> rest = line;

    /// <summary>What has not been read yet, without leading blanks.</summary>
    internal readonly ReadOnlySpan<char> Rest => rest.TrimStart();

    /// <summary>The next field, or an empty span when there is none.</summary>
    internal ReadOnlySpan<char> Next()
    {
        var trimmed = rest.TrimStart();
        var length = 0;
        while (length < trimmed.Length && !char.IsWhiteSpace(trimmed[length]))
            length++;
        rest = trimmed[length..];
        return trimmed[..length];
    }

    /// <summary>The number of fields of a line.</summary>
    internal static int Count(ReadOnlySpan<char> line)
    {
        var fields = new Fields(line);
        var count = 0;
        while (fields.Next().Length > 0)
            count++;
        return count;
    }

    /// <summary>A finite number with a decimal point, whatever the culture.</summary>
    internal static bool IsReal(ReadOnlySpan<char> field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    /// <summary>A number of ångström that a structure can have.</summary>
    internal static bool IsLength(ReadOnlySpan<char> field, out double value) =>
        IsReal(field, out value) && Math.Abs(value) <= LargestLength;

    /// <summary>A whole number.</summary>
    internal static bool IsInteger(ReadOnlySpan<char> field, out int value) =>
        int.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>T, F, true or false in the cases that ASE writes and reads.</summary>
    internal static bool IsLogical(ReadOnlySpan<char> field, out bool value)
    {
        value = field is "T" or "True" or "true" or "TRUE" or "1";
        return value || field is "F" or "False" or "false" or "FALSE" or "0";
    }
}
