using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Core.IO;

/// <summary>Writes XYZ and extended XYZ.</summary>
/// <remarks>
/// Positions and lattice have ten decimals in Å: an error of 5·10⁻¹¹ Å moves an energy by less than 10⁻¹⁰ Eh, and every
/// program can read it. Arrays of reals, whose scale is unknown, have the shortest digits that give the same double back.
/// </remarks>
internal static class XyzWriter
{
    /// <summary>Only what XYZ has room for: elements, positions and the property "comment".</summary>
    internal static void WritePlain(TextWriter writer, Structure structure)
    {
        var comment = structure.Properties.GetValueOrDefault("comment", "").ReplaceLineEndings(" ");
        Write(writer, structure, comment, []);
    }

    internal static void WriteExtended(TextWriter writer, Structure structure) =>
        Write(writer, structure, Keys(structure), [.. structure.Arrays.Where(array => !IsPositional(array.Key))]);

    private static void Write(TextWriter writer, Structure structure, string secondLine, KeyValuePair<string, AtomArray>[] arrays)
    {
        var invariant = CultureInfo.InvariantCulture;
        var p = structure.Positions;
        writer.Write(string.Create(invariant, $"{structure.AtomCount}\n{secondLine}\n"));
        for (var atom = 0; atom < structure.AtomCount; atom++)
        {
            writer.Write(string.Create(
                invariant,
                $"{Element.Symbol(structure.AtomicNumbers[atom]),-2} {Angstrom(p[3 * atom]),16:F10} {Angstrom(p[(3 * atom) + 1]),16:F10} {Angstrom(p[(3 * atom) + 2]),16:F10}"));
            foreach (var (_, array) in arrays)
                WriteRow(writer, array, atom);
            writer.Write('\n');
        }
    }

    private static void WriteRow(TextWriter writer, AtomArray array, int atom)
    {
        for (var k = atom * array.Columns; k < (atom + 1) * array.Columns; k++)
        {
            writer.Write(' ');
            writer.Write(array.Kind switch
            {
                AtomArrayKind.Text => array.Texts[k],
                AtomArrayKind.Logical => array.Numbers[k] == 0 ? "F" : "T",
                _ => array.Numbers[k].ToString("R", CultureInfo.InvariantCulture),
            });
        }
    }

    private static string Keys(Structure structure)
    {
        var invariant = CultureInfo.InvariantCulture;
        var keys = new List<string>();
        if (structure.Cell is { } cell)
            keys.Add("Lattice=\"" + string.Join(' ', cell.Vectors.ToArray().Select(v => Angstrom(v).ToString("F10", invariant))) + '"');
        var columns = structure.Arrays
            .Where(array => !IsPositional(array.Key))
            .Select(array => string.Create(invariant, $":{array.Key}:{XyzColumn.Letter(array.Value.Kind)}:{array.Value.Columns}"));
        keys.Add("Properties=" + XyzComment.Quoted("species:S:1:pos:R:3" + string.Concat(columns)));
        if (structure.Charge != 0)
            keys.Add(string.Create(invariant, $"charge={structure.Charge:R}"));
        if (structure.UnpairedElectrons is { } unpaired)
            keys.Add(string.Create(invariant, $"multiplicity={unpaired + 1}"));
        foreach (var (key, value) in structure.Properties.Where(property => !XyzHeader.IsReserved(property.Key)))
            keys.Add($"{XyzComment.Quoted(key)}={XyzComment.Quoted(value)}");
        keys.Add($"pbc=\"{Letter(structure.Cell?.PeriodicA)} {Letter(structure.Cell?.PeriodicB)} {Letter(structure.Cell?.PeriodicC)}\"");
        return string.Join(' ', keys);
    }

    private static char Letter(bool? isPeriodic) => isPeriodic == true ? 'T' : 'F';

    private static bool IsPositional(string array) => array is "species" or "pos";

    private static double Angstrom(double bohr) => bohr * Constants.AngstromPerBohr;
}
