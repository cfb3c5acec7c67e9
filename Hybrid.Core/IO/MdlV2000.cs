using Hybrid.Core.Elements;

namespace Hybrid.Core.IO;

/// <summary>A V2000 connection table: fixed columns, from the counts line to M  END.</summary>
internal static class MdlV2000
{
    internal static MdlAtoms Read(LineReader reader)
    {
        const string counts = "a counts line with the numbers of atoms and bonds";
        if (!Fields.IsInteger(Column(reader, 0, 3), out var nAtoms) || nAtoms < 0
            || !Fields.IsInteger(Column(reader, 3, 3), out var nBonds) || nBonds < 0)
        {
            throw reader.Mismatch(counts, reader.Current.Trim());
        }

        if (nAtoms == 0)
            throw reader.Error("at least one atom", "a molecule of none");
        var atoms = new MdlAtoms(reader);
        for (var i = 0; i < nAtoms; i++)
            AddAtom(reader, atoms, nAtoms);
        for (var i = 0; i < nBonds; i++)
            MdlReader.Advance(reader, $"{nBonds} bonds");
        ReadProperties(reader, atoms);
        return atoms;
    }

    private static void AddAtom(LineReader reader, MdlAtoms atoms, int nAtoms)
    {
        MdlReader.Advance(reader, $"{nAtoms} atoms");
        Span<double> position = stackalloc double[3];
        for (var k = 0; k < 3; k++)
        {
            var field = Column(reader, 10 * k, 10);
            if (!Fields.IsLength(field, out position[k]))
                throw reader.Mismatch("three finite coordinates in columns of ten characters", field);
        }

        var symbol = Column(reader, 31, 3);
        if (!Element.TryParse(symbol, out var z))
            throw reader.Mismatch("the symbol of an element", symbol);
        atoms.Add(z, position);
        var code = Column(reader, 36, 3);
        if (code.Length == 0)
            return;
        if (!Fields.IsInteger(code, out var chargeCode) || chargeCode is < 0 or > 7)
            throw reader.Mismatch("a charge code from 0 to 7", code);
        if (chargeCode == 4)
            atoms.SetRadical(atoms.Count - 1, 2);
        else if (chargeCode != 0)
            atoms.SetCharge(atoms.Count - 1, 4 - chargeCode);
    }

    /// <summary>M  CHG and M  RAD replace all charges and radicals of the atom lines.</summary>
    private static void ReadProperties(LineReader reader, MdlAtoms atoms)
    {
        var isFirst = true;
        while (true)
        {
            MdlReader.Advance(reader, "M  END");
            if (reader.Current.StartsWith("M  END"))
                return;
            var isCharge = reader.Current.StartsWith("M  CHG");
            if (!isCharge && !reader.Current.StartsWith("M  RAD"))
                continue;
            if (isFirst)
                atoms.ForgetChargesAndRadicals();
            isFirst = false;
            var fields = new Fields(reader.Current[6..]);
            if (!Fields.IsInteger(fields.Next(), out var count) || count is < 1 or > 8)
                throw reader.Mismatch("a number of entries from 1 to 8", reader.Current);
            for (var i = 0; i < count; i++)
            {
                if (!Fields.IsInteger(fields.Next(), out var atom) || atom < 1 || atom > atoms.Count || !Fields.IsInteger(fields.Next(), out var value))
                    throw reader.Mismatch($"{count} pairs of an atom from 1 to {atoms.Count} and a value", reader.Current);
                if (isCharge)
                    atoms.SetCharge(atom - 1, value);
                else
                    atoms.SetRadical(atom - 1, value);
            }
        }
    }

    private static ReadOnlySpan<char> Column(LineReader reader, int from, int length)
    {
        var line = reader.Current;
        return from >= line.Length ? default : line.Slice(from, Math.Min(length, line.Length - from)).Trim();
    }
}
