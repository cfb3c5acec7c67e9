using System.Collections.Immutable;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>The molecules of a molfile or SDF, versions V2000 and V3000.</summary>
/// <remarks>
/// Bonds, stereo marks and isotopes are passed over. A bad molecule is skipped up to the line $$$$ that closes it.
/// Format: BIOVIA, CTfile formats (2020).
/// </remarks>
internal static class MdlReader
{
    internal static IEnumerable<Frame> Frames(LineReader reader)
    {
        var (canGoOn, isInside) = (true, false);
        for (var number = 1; canGoOn; number++)
        {
            reader.Frame = number;
            if (Next(reader, ref isInside, out canGoOn) is { } frame)
                yield return frame;
        }
    }

    internal static void Advance(LineReader reader, string expected)
    {
        if (!reader.Read())
            throw reader.EndError(expected);
        if (IsSeparator(reader))
            throw reader.Mismatch(expected, reader.Current);
    }

    /// <param name="reader">The text.</param>
    /// <param name="isInside">True when a bad molecule was left before its $$$$.</param>
    /// <param name="canGoOn">False when nothing can follow.</param>
    private static Frame? Next(LineReader reader, ref bool isInside, out bool canGoOn)
    {
        canGoOn = false;
        try
        {
            if (isInside && !SkipToSeparator(reader))
                return null;
            isInside = false;
            return Read(reader, out canGoOn, out var statesCharge) is { } structure ? new Frame(reader.Frame, structure, statesCharge) : null;
        }
        catch (StructureFormatException error)
        {
            // An error while skipping, such as damaged compressed data, is the last.
            canGoOn = !isInside;
            isInside = !IsSeparator(reader);
            return new Frame(reader.Frame, error);
        }
    }

    private static Structure? Read(LineReader reader, out bool canGoOn, out bool statesCharge)
    {
        if (!Header(reader, out var name, out var comment))
        {
            canGoOn = statesCharge = false;
            return null;
        }

        var atoms = reader.Current.IndexOf("V3000") >= 0 ? MdlV3000.Read(reader) : MdlV2000.Read(reader);
        var data = Data(reader, out canGoOn);
        var charge = data.Remove("charge", out var chargeText) ? SpinAndCharge.Charge(reader, chargeText) : atoms.Charge;
        statesCharge = chargeText is not null || atoms.HasFormalCharges;
        if (atoms.HasFormalCharges && charge != atoms.Charge)
            throw reader.Error($"a charge item that equals the sum {atoms.Charge} of the formal charges", $"{StructureFormatException.Excerpt(chargeText)}");
        data.Remove("multiplicity", out var multiplicity);
        data.Remove("unpaired", out var unpairedText);
        var unpaired = SpinAndCharge.UnpairedElectrons(reader, multiplicity, unpairedText) ?? atoms.UnpairedElectrons;
        if (atoms.UnpairedElectrons is { } radicals && unpaired != radicals)
            throw reader.Error($"{radicals} unpaired electrons in the data, as in the radical atoms", $"{unpaired}");

        if (name.Length > 0)
            data.TryAdd("name", name);
        if (comment.Length > 0)
            data.TryAdd("comment", comment);
        return atoms.ToStructure(charge, unpaired, data.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The three header lines, up to the counts line; false when nothing but blank lines is left.</summary>
    private static bool Header(LineReader reader, out string name, out string comment)
    {
        const string expected = "a header of three lines and a counts line";
        name = comment = "";
        var isBlank = true;
        for (var k = 0; k < 4; k++)
        {
            if (!reader.Read())
                return isBlank && reader.Frame > 1 ? false : throw reader.EndError(expected);
            if (IsSeparator(reader))
                throw reader.Mismatch(expected, reader.Current);
            isBlank &= reader.Current.IsWhiteSpace();
            if (k == 0)
                name = reader.Current.Trim().ToString();
            else if (k == 2)
                comment = reader.Current.Trim().ToString();
        }

        return !isBlank || (reader.Frame > 1 && !reader.ReadPastBlankLines() ? false : throw reader.Mismatch(expected, reader.Current));
    }

    /// <summary>The data items up to $$$$ or the end of the file. Keys of charge and spin are lower-case.</summary>
    private static Dictionary<string, string> Data(LineReader reader, out bool hasSeparator)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        hasSeparator = false;
        while (!hasSeparator && reader.ReadPastBlankLines())
        {
            hasSeparator = IsSeparator(reader);
            if (hasSeparator)
                break;
            if (reader.Current is not ['>', ..])
                throw reader.Mismatch("a data item \"> <name>\" or $$$$", reader.Current);
            var name = ItemName(reader);
            if (data.ContainsKey(name))
                throw reader.Error("each data item once", $"{StructureFormatException.Excerpt(name)} twice");
            var lines = new List<string>();
            while (reader.Read() && reader.Current.Length > 0 && !(hasSeparator = IsSeparator(reader)))
                lines.Add(reader.Current.ToString());
            data.Add(name, string.Join('\n', lines));
        }

        return data;
    }

    private static string ItemName(LineReader reader)
    {
        var line = reader.Current;
        var (from, to) = (line.IndexOf('<'), line.LastIndexOf('>'));
        var name = (from > 0 && to > from ? line[(from + 1)..to] : line[1..]).Trim().ToString();
        if (name.Length == 0)
            throw reader.Mismatch("a data item \"> <name>\"", line);
        var lower = name.ToLowerInvariant();
        return lower is "charge" or "multiplicity" or "unpaired" ? lower : name;
    }

    private static bool IsSeparator(LineReader reader) => reader.Current.StartsWith("$$$$");

    private static bool SkipToSeparator(LineReader reader)
    {
        while (reader.Read())
        {
            if (IsSeparator(reader))
                return true;
        }

        return false;
    }
}
