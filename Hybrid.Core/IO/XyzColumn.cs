using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>A group of columns of an extended XYZ frame, such as forces:R:3.</summary>
internal readonly record struct XyzColumn(string Name, AtomArrayKind Kind, int Count)
{
    private const int MostColumns = 10_000;

    /// <summary>True for the column that names the element.</summary>
    internal bool IsSpecies => Name == "species" && Kind == AtomArrayKind.Text && Count == 1;

    /// <summary>True for the column of atomic numbers.</summary>
    internal bool IsAtomicNumber => Name == "Z" && Kind == AtomArrayKind.Whole && Count == 1;

    /// <summary>True for the positions.</summary>
    internal bool IsPosition => Name == "pos" && Kind == AtomArrayKind.Real && Count == 3;

    /// <summary>R, I, L or S.</summary>
    internal static char Letter(AtomArrayKind kind) => kind switch
    {
        AtomArrayKind.Real => 'R',
        AtomArrayKind.Whole => 'I',
        AtomArrayKind.Logical => 'L',
        _ => 'S',
    };

    /// <summary>The columns of a value of Properties.</summary>
    /// <exception cref="StructureFormatException">Not triples of name, type and count, or without element or position.</exception>
    internal static IReadOnlyList<XyzColumn> Parse(LineReader reader, string value)
    {
        const string expected = "Properties as name:type:count with type S, R, I or L";
        var words = value.Split(':');
        if (words.Length % 3 != 0)
            throw reader.Mismatch(expected, value);
        var columns = new XyzColumn[words.Length / 3];
        for (var i = 0; i < columns.Length; i++)
        {
            AtomArrayKind? kind = words[(3 * i) + 1] switch
            {
                "S" => AtomArrayKind.Text,
                "R" => AtomArrayKind.Real,
                "I" => AtomArrayKind.Whole,
                "L" => AtomArrayKind.Logical,
                _ => null,
            };
            if (kind is null || words[3 * i].Length == 0 || !Fields.IsInteger(words[(3 * i) + 2], out var count) || count is < 1 or > MostColumns)
                throw reader.Mismatch(expected, value);
            columns[i] = new XyzColumn(words[3 * i], kind.Value, count);
        }

        if (columns.DistinctBy(column => column.Name).Count() != columns.Length)
            throw reader.Mismatch("each name in Properties once", value);
        if (!columns.Any(column => column.IsPosition))
            throw reader.Mismatch("pos:R:3 in Properties", value);
        if (!columns.Any(column => column.IsSpecies || column.IsAtomicNumber))
            throw reader.Mismatch("species:S:1 or Z:I:1 in Properties", value);
        return columns;
    }
}
