using System.Collections.Immutable;
using System.Globalization;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Data;

/// <summary>Excited states from a table of comma-separated values with one transition per line, to be joined to structures by their names. Immutable.</summary>
public sealed class TransitionTable
{
    private readonly string path;
    private readonly ImmutableDictionary<string, ImmutableArray<ReferenceState>> states;
    private readonly ImmutableSortedDictionary<int, string> firstLines;

    private TransitionTable(string path, ImmutableDictionary<string, ImmutableArray<ReferenceState>> states, ImmutableSortedDictionary<int, string> firstLines)
    {
        this.path = path;
        this.states = states;
        this.firstLines = firstLines;
    }

    /// <summary>The number of transitions.</summary>
    public int Count => states.Values.Sum(static transitions => transitions.Length);

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Which columns mean what.</param>
    /// <exception cref="SampleException">A column is missing, or a value isn't what it should be.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static TransitionTable Read(string path, TransitionColumns columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(columns);
        var table = CsvTable.Read(path);
        var row = new TransitionRow(path, table, columns);
        var found = table.Rows.Select(values => (values.Line, Molecule: row.Molecule(values), State: row.State(values))).Where(static entry => entry.State is not null).ToList();
        return new TransitionTable(
            path,
            found.GroupBy(static entry => entry.Molecule, StringComparer.Ordinal).ToImmutableDictionary(
                static group => group.Key, static group => group.Select(static entry => entry.State!).OrderBy(static state => state.Energy).ToImmutableArray(), StringComparer.Ordinal),
            found.DistinctBy(static entry => entry.Molecule).ToImmutableSortedDictionary(static entry => entry.Line, static entry => entry.Molecule));
    }

    /// <summary>Gives each structure the states of its name; structures without any are left out.</summary>
    /// <param name="structures">With names as the table has them.</param>
    /// <param name="areSome">True when the table may have molecules that are none of the structures.</param>
    /// <exception cref="SampleException">A molecule of the table is none of the structures.</exception>
    public IReadOnlyList<Sample> JoinedTo(IEnumerable<Sample> structures, bool areSome = false)
    {
        ArgumentNullException.ThrowIfNull(structures);
        var joined = structures.Where(sample => states.ContainsKey(sample.Name))
            .Select(sample => sample with { States = states[sample.Name], StatesAreLowest = false }).ToList();
        if (areSome)
            return joined;
        var names = joined.Select(static sample => sample.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (line, molecule) in firstLines)
        {
            if (!names.Contains(molecule))
                throw SampleException.OfLine(path, line, "the name of a structure", $"\"{molecule}\"");
        }

        return joined;
    }

    /// <summary>Reads single values of a row.</summary>
    private sealed class TransitionRow(string path, CsvTable table, TransitionColumns columns)
    {
        private readonly double unit = LabelTarget.Parse($"energy_{columns.EnergyUnit}").Unit;
        private readonly int molecule = table.Column(columns.Molecule);
        private readonly int multiplicity = table.Column(columns.Multiplicity);
        private readonly int energy = table.Column(columns.Energy);
        private readonly int strength = Optional(table, columns.Strength);
        private readonly int rydberg = Optional(table, columns.IsRydberg);
        private readonly int trusted = Optional(table, columns.IsTrusted);
        private readonly int excluded = Optional(table, columns.IsExcluded);
        private readonly int label = Optional(table, columns.Label);

        public string Molecule(CsvTable.Row row) => row.Values[molecule];

        public ReferenceState? State(CsvTable.Row row)
        {
            if (Flag(row, excluded) == true || Number(row, energy) is not { } value)
                return null;
            if (!(value > 0.0))
                throw SampleException.OfLine(path, row.Line, $"an excitation energy above zero as {columns.Energy}", row.Values[energy]);
            var spin = row.Values[multiplicity] switch
            {
                "1" => Multiplicity.Singlet,
                "3" => Multiplicity.Triplet,
                var other => throw SampleException.OfLine(path, row.Line, $"1 or 3 as {columns.Multiplicity}", $"\"{other}\""),
            };
            return new ReferenceState(
                spin, value * unit, Number(row, strength), Flag(row, trusted) == false ? columns.UntrustedWeight : 1.0, Flag(row, rydberg),
                label < 0 || row.Values[label].Length == 0 ? null : row.Values[label]);
        }

        private double? Number(CsvTable.Row row, int column)
        {
            if (column < 0 || row.Values[column].Length == 0)
                return null;
            return double.TryParse(row.Values[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw SampleException.OfLine(path, row.Line, "a finite number", $"\"{row.Values[column]}\"");
        }

        private bool? Flag(CsvTable.Row row, int column) => column < 0 ? null : row.Values[column] switch
        {
            "" => null,
            "1" => true,
            "0" => false,
            var other => throw SampleException.OfLine(path, row.Line, "0 or 1", $"\"{other}\""),
        };

        private static int Optional(CsvTable table, string? name) => name is null ? -1 : table.Column(name);
    }
}
