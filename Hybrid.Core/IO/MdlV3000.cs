using System.Text;
using Hybrid.Core.Elements;

namespace Hybrid.Core.IO;

/// <summary>A V3000 connection table: the atom block of lines M  V30, up to M  END.</summary>
internal static class MdlV3000
{
    private const string Prefix = "M  V30 ";

    internal static MdlAtoms Read(LineReader reader)
    {
        var atoms = new MdlAtoms(reader);
        var indices = new HashSet<int>();
        int? nAtoms = null;
        var isInAtoms = false;
        while (Entry(reader) is { } entry)
        {
            var fields = new Fields(entry);
            switch (fields.Next())
            {
                case "COUNTS":
                    var field = fields.Next();
                    nAtoms = Fields.IsInteger(field, out var count) && count > 0
                        ? count
                        : throw reader.Mismatch("COUNTS with a number of atoms from 1", field);
                    break;
                case "BEGIN":
                    isInAtoms = fields.Next() is "ATOM";
                    break;
                case "END":
                    isInAtoms = false;
                    break;
                case var index when isInAtoms:
                    if (!Fields.IsInteger(index, out var number) || !indices.Add(number))
                        throw reader.Mismatch("an index of its own for each atom", index);
                    AddAtom(reader, atoms, ref fields);
                    break;
            }
        }

        if (nAtoms is null || atoms.Count != nAtoms)
            throw reader.Error(nAtoms is null ? "COUNTS with a number of atoms" : $"{nAtoms} atoms", $"{atoms.Count} atoms");
        return atoms;
    }

    private static void AddAtom(LineReader reader, MdlAtoms atoms, ref Fields fields)
    {
        var symbol = fields.Next();
        if (!Element.TryParse(symbol, out var z))
            throw reader.Mismatch("the symbol of an element", symbol);
        Span<double> position = stackalloc double[3];
        for (var k = 0; k < 3; k++)
        {
            var field = fields.Next();
            if (!Fields.IsLength(field, out position[k]))
                throw reader.Mismatch("three finite coordinates", field);
        }

        atoms.Add(z, position);
        fields.Next();
        for (var field = fields.Next(); field.Length > 0; field = fields.Next())
        {
            var isCharge = field.StartsWith("CHG=");
            if (!isCharge && !field.StartsWith("RAD="))
                continue;
            if (!Fields.IsInteger(field[4..], out var value))
                throw reader.Mismatch("a whole number after CHG= or RAD=", field);
            if (isCharge)
                atoms.SetCharge(atoms.Count - 1, value);
            else
                atoms.SetRadical(atoms.Count - 1, value);
        }
    }

    /// <summary>The next entry, put together from lines that end in a dash; null at M  END.</summary>
    private static string? Entry(LineReader reader)
    {
        var entry = new StringBuilder();
        while (true)
        {
            MdlReader.Advance(reader, "M  END");
            if (reader.Current.StartsWith("M  END"))
                return null;
            if (!reader.Current.StartsWith(Prefix))
                throw reader.Mismatch("M  V30 or M  END", reader.Current);
            var content = reader.Current[Prefix.Length..].TrimEnd();
            if (content is not [.., '-'])
                return entry.Append(content).ToString();
            entry.Append(content[..^1]);
        }
    }
}
