using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Core.IO;

/// <summary>Writes a POSCAR of VASP 5 with direct coordinates.</summary>
/// <remarks>
/// Sixteen decimals, as VASP writes its CONTCAR. The order of the atoms is kept: neighbours of one element form a group,
/// and an element may have several groups.
/// </remarks>
internal static class PoscarWriter
{
    internal static void Write(TextWriter writer, Structure structure)
    {
        if (structure.Cell is not { PeriodicA: true, PeriodicB: true, PeriodicC: true } cell)
            throw new ArgumentException("A POSCAR repeats in three directions, but the structure does not.", nameof(structure));
        var invariant = CultureInfo.InvariantCulture;
        writer.Write(structure.Properties.GetValueOrDefault("comment", "").ReplaceLineEndings(" ") + "\n1.0\n");
        for (var k = 0; k < 3; k++)
            writer.Write(Row(cell.Vectors.Slice(3 * k, 3), Constants.AngstromPerBohr) + "\n");

        var groups = Groups(structure.AtomicNumbers);
        writer.Write(string.Join(' ', groups.Select(group => Element.Symbol(group.Z))) + "\n");
        writer.Write(string.Join(' ', groups.Select(group => group.Count.ToString(invariant))) + "\n");
        var mask = structure.Arrays.GetValueOrDefault("move_mask");
        if (mask is not { Kind: AtomArrayKind.Logical, Columns: 1 or 3 })
            mask = null;
        writer.Write(mask is null ? "Direct\n" : "Selective dynamics\nDirect\n");
        var fractional = cell.Fractional(structure.Positions);
        for (var atom = 0; atom < structure.AtomCount; atom++)
        {
            writer.Write(Row(fractional.AsSpan(3 * atom, 3), 1));
            for (var k = 0; mask is not null && k < 3; k++)
                writer.Write(mask.Numbers[mask.Columns == 1 ? atom : (3 * atom) + k] == 0 ? " F" : " T");
            writer.Write('\n');
        }
    }

    private static string Row(ReadOnlySpan<double> triple, double factor) => string.Create(
        CultureInfo.InvariantCulture, $"{triple[0] * factor,22:F16} {triple[1] * factor,22:F16} {triple[2] * factor,22:F16}");

    private static List<(int Z, int Count)> Groups(ReadOnlySpan<int> atomicNumbers)
    {
        var groups = new List<(int Z, int Count)>();
        foreach (var z in atomicNumbers)
        {
            if (groups.Count > 0 && groups[^1].Z == z)
                groups[^1] = (z, groups[^1].Count + 1);
            else
                groups.Add((z, 1));
        }

        return groups;
    }
}
