using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Corrections;

/// <summary>
/// Physical parameters that are learned as they are published: one number per entry of a table, whatever the surroundings of an atom.
/// </summary>
/// <remarks>The weights "parameters.table" are deviations in prior widths, zero untrained; the parameter
/// drifts by 3 tanh(w/3) prior widths for a weight w, which is w as long as it is small.</remarks>
public sealed class TableDeviations
{
    private readonly ParameterSet parameters;
    private readonly string[] tables;
    private readonly Dictionary<string, int[]> entries;

    /// <summary>Chooses the tables.</summary>
    /// <param name="parameters">The published set.</param>
    /// <param name="tables">Tables with a prior width.</param>
    /// <param name="elements">Atomic numbers that are learned; entries of others stay as published.</param>
    /// <exception cref="ArgumentException">A table is unknown, not for learning or there twice, or an element is not covered.</exception>
    public TableDeviations(ParameterSet parameters, IEnumerable<string> tables, IReadOnlyCollection<int> elements)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        this.parameters = parameters;
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(elements);
        this.tables = TableEntries.Learnable(parameters, tables);
        entries = this.tables.ToDictionary(table => table, table => TableEntries.Of(parameters, table, elements), StringComparer.Ordinal);
    }

    /// <summary>The names of the tables.</summary>
    public IReadOnlyList<string> Tables => tables;

    /// <summary>The entries of a table, in the order of its weights.</summary>
    public IReadOnlyList<int> Entries(string table) => entries[table];

    /// <summary>The name of a table's weights.</summary>
    public static string WeightName(string table) => $"parameters.{table}";

    /// <summary>Declares the weights.</summary>
    public void Declare(WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        foreach (var table in tables)
            layout.Declare(WeightName(table), Initialisation.Zero, WeightRole.Physics, entries[table].Length);
    }

    /// <summary>One term per table, with one row per atom, shell or pair of a structure, or a single one; all its elements must be among the learned ones.</summary>
    internal IEnumerable<LearnedTerm> Of(CorrectionSeams seams, WeightBinding weights)
    {
        foreach (var table in tables)
        {
            var known = entries[table];
            var sites = seams.Parameters.Index(table).Span;
            var index = new int[sites.Length];
            for (var site = 0; site < index.Length; site++)
                index[site] = Array.BinarySearch(known, sites[site]);
            var (perRow, atoms) = TableEntries.Atoms(parameters, table, seams.AtomicNumbers);
            yield return new LearnedTerm(LearnedTermKind.SharedParameter, table, weights[WeightName(table)].Gather(index), perRow, atoms);
        }
    }

    /// <summary>Sets the weights of a table so that training begins with another value than the published one.</summary>
    /// <param name="layout">Where the weights are.</param>
    /// <param name="weights">All weights of the model.</param>
    /// <param name="table">A learned table that holds one number.</param>
    /// <param name="value">The number to begin with, in the units of the table's values.</param>
    /// <exception cref="ArgumentException">The table is not learned, holds more than one number or only positive ones, or the value is out of its bounds.</exception>
    public void Begin(WeightLayout layout, Span<double> weights, string table, double value)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (!entries.ContainsKey(table))
            throw new ArgumentException($"A table that the model learns was expected, but {table} is none.", nameof(table));
        var published = parameters[table];
        if (published.Length != 1 || published.IsPositive)
            throw new ArgumentException($"A table of one number of either sign was expected, but {table} is none.", nameof(table));
        var width = published.PriorWidth;
        var bound = ParameterTable.BoundInPriorWidths;
        var drift = (value - published.Values[0]) / width;
        if (!(Math.Abs(drift) < bound))
            throw new ArgumentException(FormattableString.Invariant($"A value within {bound * width} of {published.Values[0]} was expected for {table}, but {value} came."), nameof(value));
        weights[layout[WeightName(table)].Offset] = bound * Math.Atanh(drift / bound);
    }

    /// <summary>The set with the learned values in place of the published ones.</summary>
    /// <param name="layout">Where the weights are.</param>
    /// <param name="weights">All weights of the model.</param>
    public ParameterSet Learned(WeightLayout layout, ReadOnlySpan<double> weights)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var learned = parameters;
        foreach (var table in tables)
        {
            var entry = layout[WeightName(table)];
            var published = parameters[table];
            var δ = new double[published.Length];
            for (var k = 0; k < entry.Length; k++)
                δ[entries[table][k]] = published.PriorWidth * weights[entry.Offset + k];
            learned = learned.With(new ParameterShift(published).At(δ));
        }

        return learned;
    }
}
