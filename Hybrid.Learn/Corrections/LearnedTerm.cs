using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Corrections;

/// <summary>One learned correction of one structure, computed and not yet applied: numbers on a tape, and the atoms that each belongs to.</summary>
public sealed class LearnedTerm
{
    private readonly ReadOnlyMemory<int> atoms;

    /// <param name="kind">Where it acts.</param>
    /// <param name="table">The parameter table; null for blocks of the Hamiltonian.</param>
    /// <param name="values">One row per site or pair.</param>
    /// <param name="atomsPerRow">0 for a global parameter, 1 for sites, 2 for pairs.</param>
    /// <param name="atoms">The atoms of all rows, one row after the other.</param>
    internal LearnedTerm(LearnedTermKind kind, string? table, Variable values, int atomsPerRow, ReadOnlyMemory<int> atoms)
    {
        Kind = kind;
        Table = table;
        Values = values;
        AtomsPerRow = atomsPerRow;
        this.atoms = atoms;
    }

    /// <summary>Where it acts.</summary>
    public LearnedTermKind Kind { get; }

    /// <summary>The parameter table that it moves; null for blocks of the Hamiltonian.</summary>
    public string? Table { get; }

    /// <summary>What a ledger calls it, such as "extended_level", "extended_level (surroundings)" or "hopping".</summary>
    public string Name => Kind switch
    {
        LearnedTermKind.SharedParameter => Table!,
        LearnedTermKind.SiteParameter => $"{Table} (surroundings)",
        LearnedTermKind.Hopping => "hopping",
        _ => "crystal field",
    };

    /// <summary>Deviations in prior widths, or Eh in blocks; the first index is the site or the directed pair of neighbours.</summary>
    public Variable Values { get; }

    /// <summary>How many atoms a row belongs to: 0 (a global parameter), 1 (an atom or one of its shells) or 2 (a pair; of neighbours the centre first).</summary>
    public int AtomsPerRow { get; }

    /// <summary>The number of sites or pairs.</summary>
    public int RowCount => Values.Shape[0];

    /// <summary>The atoms that a row belongs to, from zero.</summary>
    public ReadOnlySpan<int> AtomsOf(int row) => atoms.Span.Slice(AtomsPerRow * row, AtomsPerRow);

    /// <summary>The same correction with other numbers.</summary>
    /// <param name="values">Of the same shape; on the tape of the seams that it is going to be applied to.</param>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public LearnedTerm With(Variable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!values.Shape.SequenceEqual(Values.Shape))
            throw new ArgumentException($"Values of shape [{string.Join(", ", Values.Shape.ToArray())}] were expected for {Name}, but [{string.Join(", ", values.Shape.ToArray())}] came.", nameof(values));
        return new LearnedTerm(Kind, Table, values, AtomsPerRow, atoms);
    }
}
