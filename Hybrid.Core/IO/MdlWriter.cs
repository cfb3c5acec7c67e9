using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Core.IO;

/// <summary>Writes a V2000 molecule without bonds, its properties as data items, and $$$$.</summary>
/// <remarks>
/// The format has four decimals in Å. Formal charges come from the array "formal_charge" when they sum up to the total
/// charge; otherwise the total charge is the data item "charge".
/// </remarks>
internal static class MdlWriter
{
    private const int MostAtoms = 999;

    internal static void Write(TextWriter writer, Structure structure)
    {
        if (structure.AtomCount > MostAtoms)
            throw new ArgumentException($"A V2000 molfile holds up to {MostAtoms} atoms, but the structure has {structure.AtomCount}.", nameof(structure));
        if (structure.Cell is { IsPeriodic: true })
            throw new ArgumentException("A molfile has no lattice, but the structure is periodic.", nameof(structure));
        writer.Write(OneLine(structure, "name") + "\n  Hybrid            3D\n" + OneLine(structure, "comment") + "\n");
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{structure.AtomCount,3}  0  0  0  0  0  0  0  0  0999 V2000\n"));
        for (var atom = 0; atom < structure.AtomCount; atom++)
        {
            var symbol = Element.Symbol(structure.AtomicNumbers[atom]);
            writer.Write($"{Coordinate(structure, 3 * atom)}{Coordinate(structure, (3 * atom) + 1)}{Coordinate(structure, (3 * atom) + 2)} {symbol,-3} 0  0  0  0  0  0  0  0  0  0  0  0\n");
        }

        var hasFormalCharges = WriteFormalCharges(writer, structure);
        writer.Write("M  END\n");
        if (structure.Charge != 0 && !hasFormalCharges)
            WriteItem(writer, "charge", structure.Charge.ToString("R", CultureInfo.InvariantCulture));
        if (structure.UnpairedElectrons is { } unpaired)
            WriteItem(writer, "multiplicity", (unpaired + 1).ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in structure.Properties)
        {
            if (name is not ("name" or "comment") && !XyzHeader.IsReserved(name))
                WriteItem(writer, name, value);
        }

        writer.Write("$$$$\n");
    }

    private static bool WriteFormalCharges(TextWriter writer, Structure structure)
    {
        if (structure.Arrays.GetValueOrDefault("formal_charge") is not { Kind: AtomArrayKind.Whole, Columns: 1 } array)
            return false;
        var charges = array.Numbers.ToArray();
        if (charges.Sum() != structure.Charge || charges.Any(charge => Math.Abs(charge) > 15))
            return false;
        foreach (var entries in charges.Index().Where(entry => entry.Item != 0).Chunk(8))
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"M  CHG{entries.Length,3}"));
            foreach (var (atom, charge) in entries)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $" {atom + 1,3} {charge,3}"));
            writer.Write('\n');
        }

        return true;
    }

    private static void WriteItem(TextWriter writer, string name, string value)
    {
        var lines = value.ReplaceLineEndings("\n");
        if (name.AsSpan().IndexOfAny("<>\r\n") >= 0 || name.Trim() != name || name.Length == 0)
            throw new ArgumentException($"The name of a data item has no angle bracket, outer blank or new line, but \"{name}\" does.", nameof(name));
        if (lines.Length > 0 && lines.Split('\n').Any(line => line.Length == 0 || line.StartsWith("$$$$", StringComparison.Ordinal)))
            throw new ArgumentException($"A data item holds no empty line and no $$$$, but \"{name}\" does.", nameof(value));
        writer.Write($"> <{name}>\n{(lines.Length == 0 ? "" : lines + "\n")}\n");
    }

    private static string Coordinate(Structure structure, int index)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{structure.Positions[index] * Constants.AngstromPerBohr,10:F4}");
        return text.Length == 10
            ? text
            : throw new ArgumentException($"A molfile has ten characters for a coordinate, but {text} needs more.", nameof(structure));
    }

    private static string OneLine(Structure structure, string property)
    {
        var line = structure.Properties.GetValueOrDefault(property, "").ReplaceLineEndings(" ");
        return line.StartsWith("$$$$", StringComparison.Ordinal) ? " " + line : line;
    }
}
