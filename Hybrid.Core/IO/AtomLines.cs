using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>The atoms of a frame as they are read, line by line.</summary>
internal sealed class AtomLines(LineReader reader)
{
    private static readonly ImmutableSortedDictionary<string, AtomArray> NoArrays =
        ImmutableSortedDictionary.Create<string, AtomArray>(StringComparer.Ordinal);

    private readonly List<int> atomicNumbers = [];
    private readonly List<double> positions = [];
    private readonly SortedDictionary<string, Values> arrays = new(StringComparer.Ordinal);

    internal ReadOnlySpan<int> AtomicNumbers => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(atomicNumbers);

    /// <summary>x, y, z in ångström.</summary>
    internal ReadOnlySpan<double> Positions => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(positions);

    internal ImmutableSortedDictionary<string, AtomArray> Arrays => arrays.Count == 0
        ? NoArrays
        : NoArrays.AddRange(arrays.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToArray())));

    /// <summary>Reads symbol, x, y, z from the current line; what follows is not read.</summary>
    internal void AddPlain()
    {
        var fields = new Fields(reader.Current);
        atomicNumbers.Add(AtomicNumber(fields.Next()));
        AddPosition(ref fields);
    }

    /// <summary>Reads the columns from the current line, which must hold nothing else.</summary>
    internal void Add(IReadOnlyList<XyzColumn> columns, bool hasSpecies)
    {
        var fields = new Fields(reader.Current);
        foreach (var column in columns)
        {
            if (column.IsPosition)
                AddPosition(ref fields);
            else if (column.IsSpecies)
                atomicNumbers.Add(AtomicNumber(fields.Next()));
            else if (column.IsAtomicNumber && !hasSpecies)
                atomicNumbers.Add(NumberedElement(fields.Next()));
            else
                AddValues(column, ref fields);
        }

        if (fields.Rest.Length > 0)
            throw reader.Error($"{columns.Sum(column => column.Count)} columns", $"{Fields.Count(reader.Current)}");
    }

    /// <summary>An element by symbol or atomic number.</summary>
    internal int AtomicNumber(ReadOnlySpan<char> field)
    {
        if (Element.TryParse(field, out var z) || (Fields.IsInteger(field, out z) && Element.IsKnown(z)))
            return z;
        throw reader.Mismatch("the symbol of an element", field);
    }

    private int NumberedElement(ReadOnlySpan<char> field) =>
        Fields.IsInteger(field, out var z) && Element.IsKnown(z) ? z : throw reader.Mismatch($"an atomic number from 1 to {Element.Count}", field);

    private void AddPosition(ref Fields fields)
    {
        for (var k = 0; k < 3; k++)
        {
            var field = fields.Next();
            positions.Add(Fields.IsLength(field, out var value) ? value : throw reader.Mismatch("three finite coordinates in Å", field));
        }
    }

    private void AddValues(XyzColumn column, ref Fields fields)
    {
        if (!arrays.TryGetValue(column.Name, out var values))
            arrays[column.Name] = values = new Values(column);
        for (var k = 0; k < column.Count; k++)
        {
            var field = fields.Next();
            if (!values.TryAdd(field))
                throw reader.Mismatch($"{Meaning(column.Kind)} in column {StructureFormatException.Excerpt(column.Name)}", field);
        }
    }

    private static string Meaning(AtomArrayKind kind) => kind switch
    {
        AtomArrayKind.Real => "a finite number",
        AtomArrayKind.Whole => "a whole number",
        AtomArrayKind.Logical => "T or F",
        _ => "a word",
    };

    private sealed class Values(XyzColumn column)
    {
        private readonly List<double> reals = [];
        private readonly List<int> integers = [];
        private readonly List<bool> logicals = [];
        private readonly List<string> words = [];

        internal bool TryAdd(ReadOnlySpan<char> field)
        {
            switch (column.Kind)
            {
                case AtomArrayKind.Real when Fields.IsReal(field, out var real):
                    reals.Add(real);
                    return true;
                case AtomArrayKind.Whole when Fields.IsInteger(field, out var integer):
                    integers.Add(integer);
                    return true;
                case AtomArrayKind.Logical when Fields.IsLogical(field, out var logical):
                    logicals.Add(logical);
                    return true;
                case AtomArrayKind.Text when field.Length > 0:
                    words.Add(field.ToString());
                    return true;
                default:
                    return false;
            }
        }

        internal AtomArray ToArray() => column.Kind switch
        {
            AtomArrayKind.Real => AtomArray.Reals(reals.ToArray(), column.Count),
            AtomArrayKind.Whole => AtomArray.Integers(integers.ToArray(), column.Count),
            AtomArrayKind.Logical => AtomArray.Logicals(logicals.ToArray(), column.Count),
            _ => AtomArray.Words(words.ToArray(), column.Count),
        };
    }
}
