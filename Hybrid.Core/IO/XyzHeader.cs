using System.Collections.Immutable;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>What the second line of an XYZ frame says: cell, charge, spin, columns and everything else as text.</summary>
internal sealed class XyzHeader
{
    private static readonly ImmutableSortedDictionary<string, string> NoProperties =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    internal Cell? Cell { get; private init; }

    internal double? Charge { get; private init; }

    internal int? UnpairedElectrons { get; private init; }

    /// <summary>The columns of the atom lines; null for symbol, x, y, z and anything after them.</summary>
    internal IReadOnlyList<XyzColumn>? Columns { get; private init; }

    internal ImmutableSortedDictionary<string, string> Properties { get; private init; } = NoProperties;

    /// <summary>The header of the reader's current line.</summary>
    /// <exception cref="StructureFormatException">A key that has a meaning here has a value without one.</exception>
    internal static XyzHeader Parse(LineReader reader, bool readsKeys)
    {
        if (readsKeys && XyzComment.HasKeys(reader.Current))
            return FromKeys(reader);
        var comment = reader.Current.Trim();
        return comment.Length == 0
            ? new XyzHeader()
            : new XyzHeader { Properties = NoProperties.Add("comment", comment.ToString()) };
    }

    /// <summary>True for the keys that become something else than a property of the structure.</summary>
    internal static bool IsReserved(string key) => Reserved(key) is not null;

    private static string? Reserved(string key) => key.ToUpperInvariant() switch
    {
        "LATTICE" => "Lattice",
        "PBC" => "pbc",
        "PROPERTIES" => "Properties",
        "CHARGE" => "charge",
        "MULTIPLICITY" => "multiplicity",
        "UNPAIRED" => "unpaired",
        _ => null,
    };

    private static XyzHeader FromKeys(LineReader reader)
    {
        var reserved = new Dictionary<string, string>(StringComparer.Ordinal);
        var properties = NoProperties.ToBuilder();
        foreach (var (key, value) in XyzComment.Pairs(reader))
        {
            var isNew = Reserved(key) is { } name ? reserved.TryAdd(name, value) : properties.TryAdd(key, value);
            if (!isNew)
                throw reader.Error("each key once", $"{StructureFormatException.Excerpt(key)} twice");
        }

        return new XyzHeader
        {
            Cell = ParsedCell(reader, reserved.GetValueOrDefault("Lattice"), reserved.GetValueOrDefault("pbc")),
            Charge = reserved.TryGetValue("charge", out var charge) ? SpinAndCharge.Charge(reader, charge) : null,
            UnpairedElectrons = SpinAndCharge.UnpairedElectrons(
                reader, reserved.GetValueOrDefault("multiplicity"), reserved.GetValueOrDefault("unpaired")),
            Columns = XyzColumn.Parse(reader, reserved.GetValueOrDefault("Properties", "species:S:1:pos:R:3")),
            Properties = properties.ToImmutable(),
        };
    }

    private static Cell? ParsedCell(LineReader reader, string? lattice, string? pbc)
    {
        var periodic = pbc is null ? [lattice is not null, lattice is not null, lattice is not null] : Periodic(reader, pbc);
        if (lattice is null)
        {
            return periodic.Contains(true)
                ? throw reader.Error("Lattice beside a pbc that is true in some direction", "no Lattice")
                : null;
        }

        return CellFormat.Cell(reader, Vectors(reader, lattice), periodic);
    }

    private static bool[] Periodic(LineReader reader, string pbc)
    {
        const string expected = "pbc as three of T and F";
        var words = Words(pbc);
        if (words.Length is not (1 or 3))
            throw reader.Mismatch(expected, pbc);
        var periodic = new bool[3];
        for (var i = 0; i < 3; i++)
        {
            if (!Fields.IsLogical(words[i % words.Length], out periodic[i]))
                throw reader.Mismatch(expected, pbc);
        }

        return periodic;
    }

    private static double[] Vectors(LineReader reader, string lattice)
    {
        var words = Words(lattice);
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!Fields.IsLength(words[i], out numbers[i]))
                throw reader.Mismatch("Lattice as nine numbers", words[i]);
        }

        return numbers.Length switch
        {
            9 => numbers,
            3 => [numbers[0], 0, 0, 0, numbers[1], 0, 0, 0, numbers[2]],
            _ => throw reader.Error("Lattice as nine numbers", $"{numbers.Length}"),
        };
    }

    private static string[] Words(string value) =>
        value.Split([' ', '\t', ',', '[', ']', '{', '}', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
