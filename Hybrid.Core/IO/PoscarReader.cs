using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;

namespace Hybrid.Core.IO;

/// <summary>The structure of a POSCAR or CONTCAR, VASP 4 and 5.</summary>
/// <remarks>What follows the positions (velocities, predictor–corrector data) is not read. Format: vasp.at/wiki/POSCAR.</remarks>
internal static class PoscarReader
{
    internal static IEnumerable<Frame> Frames(LineReader reader)
    {
        yield return Only(reader);
    }

    private static Frame Only(LineReader reader)
    {
        try
        {
            return new Frame(1, Read(reader), statesCharge: false);
        }
        catch (StructureFormatException error)
        {
            return new Frame(1, error);
        }
    }

    private static Structure Read(LineReader reader)
    {
        Advance(reader, "a line of text");
        var comment = reader.Current.Trim().ToString();
        Advance(reader, "a scale factor");
        var scale = Scale(reader);
        var vectors = new double[9];
        for (var k = 0; k < 3; k++)
        {
            Advance(reader, "a lattice vector");
            Triple(reader, "a lattice vector of three numbers", vectors.AsSpan(3 * k, 3));
        }

        scale = Scaled(reader, vectors, scale);
        var cell = CellFormat.Cell(reader, vectors, [true, true, true]);
        Advance(reader, "element symbols or numbers of atoms");
        var species = Species(reader, comment);

        Advance(reader, "Direct or Cartesian");
        var isSelective = FirstLetter(reader) == 'S';
        if (isSelective)
            Advance(reader, "Direct or Cartesian");
        var isCartesian = FirstLetter(reader) switch
        {
            'C' or 'K' => true,
            'D' => false,
            _ => throw reader.Mismatch("Direct or Cartesian", reader.Current.Trim()),
        };
        return Atoms(reader, species, cell, isCartesian ? scale : null, isSelective, comment);
    }

    private static Structure Atoms(
        LineReader reader, List<(int Z, int Count)> species, Cell cell, double[]? cartesianScale, bool isSelective, string comment)
    {
        var atomicNumbers = new List<int>();
        var coordinates = new List<double>();
        var isFree = new List<bool>();
        Span<double> triple = stackalloc double[3];
        foreach (var (z, count) in species)
        {
            for (var i = 0; i < count; i++)
            {
                Advance(reader, $"{species.Sum(s => (long)s.Count)} atoms");
                var rest = Triple(reader, "three finite coordinates", triple);
                for (var k = 0; k < 3; k++)
                    coordinates.Add(triple[k] * (cartesianScale?[k] ?? 1));
                if (isSelective)
                    AddFlags(reader, rest, isFree);
                atomicNumbers.Add(z);
            }
        }

        var text = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var properties = comment.Length == 0 ? text : text.Add("comment", comment);
        var arrays = isSelective
            ? ImmutableSortedDictionary<string, AtomArray>.Empty.Add("move_mask", AtomArray.Logicals(isFree.ToArray(), 3))
            : null;
        var numbers = atomicNumbers.ToArray();
        return cartesianScale is null
            ? new Structure(numbers, cell.Cartesian(coordinates.ToArray()), cell: cell, properties: properties, arrays: arrays)
            : Structure.FromAngstrom(numbers, coordinates.ToArray(), cell: cell, properties: properties, arrays: arrays);
    }

    /// <summary>Three factors for x, y, z, or one negative number: minus the volume of the cell in Å³.</summary>
    private static double[] Scale(LineReader reader)
    {
        const string expected = "one scale factor that isn't zero, or three positive ones";
        var fields = new Fields(reader.Current);
        var numbers = new List<double>();
        // Text may follow the first number, so a second field decides only when it is a number too.
        while (numbers.Count < 3 && Fields.IsLength(fields.Next(), out var value))
            numbers.Add(value);
        if (numbers.Count == 3 && numbers.TrueForAll(number => number > 0))
            return [.. numbers];
        return numbers.Count is 1 or 2 && numbers[0] != 0
            ? [numbers[0], numbers[0], numbers[0]]
            : throw reader.Mismatch(expected, reader.Current.Trim());
    }

    /// <summary>Scales the vectors and returns the factors for Cartesian coordinates.</summary>
    private static double[] Scaled(LineReader reader, double[] vectors, double[] scale)
    {
        if (scale[0] < 0)
        {
            var volume = Math.Abs(CellFormat.Determinant(vectors));
            if (!(volume > 0))
                throw reader.Error("three lattice vectors that span a volume", "a flat cell");
            var factor = Math.Cbrt(-scale[0] / volume);
            scale = [factor, factor, factor];
        }

        for (var i = 0; i < 9; i++)
        {
            vectors[i] *= scale[i % 3];
            if (!(Math.Abs(vectors[i]) <= Fields.LargestLength))
                throw reader.Error("lattice vectors of a finite length", "scaled ones beyond measure");
        }

        return scale;
    }

    private static List<(int Z, int Count)> Species(LineReader reader, string comment)
    {
        var counts = Fields.IsInteger(new Fields(reader.Current).Next(), out _);
        var symbols = Words(counts ? comment : reader.Current.ToString());
        var elements = new List<int>();
        foreach (var symbol in symbols)
        {
            // VASP 6 writes "Ti_sv/7f3c…": the symbol, the kind of potential and its hash.
            if (Element.TryParse(symbol.Split('_', '/')[0], out var z))
                elements.Add(z);
            else if (counts)
                break;
            else
                throw reader.Mismatch("the symbol of an element", symbol);
        }

        if (!counts)
            Advance(reader, "numbers of atoms");
        var words = Words(reader.Current.ToString());
        var species = new List<(int, int)>();
        foreach (var word in words)
        {
            if (!Fields.IsInteger(word, out var count) || count < 1)
                throw reader.Mismatch("numbers of atoms from 1", word);
            if (species.Count < elements.Count)
                species.Add((elements[species.Count], count));
        }

        if (words.Length != elements.Count)
        {
            throw counts
                ? reader.Error($"{words.Length} element symbols in line 1, since this line holds numbers of atoms", $"{elements.Count}")
                : reader.Error($"{elements.Count} numbers of atoms, one per element", $"{words.Length}");
        }

        return species;
    }

    private static void AddFlags(LineReader reader, ReadOnlySpan<char> rest, List<bool> isFree)
    {
        var fields = new Fields(rest);
        for (var k = 0; k < 3; k++)
        {
            var field = fields.Next();
            isFree.Add(field.TrimStart('.') switch
            {
                ['T' or 't', ..] => true,
                ['F' or 'f', ..] => false,
                _ => throw reader.Mismatch("T or F for each coordinate", field),
            });
        }
    }

    private static ReadOnlySpan<char> Triple(LineReader reader, string expected, Span<double> triple)
    {
        var fields = new Fields(reader.Current);
        for (var k = 0; k < 3; k++)
        {
            var field = fields.Next();
            if (!Fields.IsLength(field, out triple[k]))
                throw reader.Mismatch(expected, field);
        }

        return fields.Rest;
    }

    private static void Advance(LineReader reader, string expected)
    {
        if (!reader.Read())
            throw reader.EndError(expected);
    }

    private static char FirstLetter(LineReader reader) => reader.Current.Trim() is [var first, ..] ? char.ToUpperInvariant(first) : ' ';

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
