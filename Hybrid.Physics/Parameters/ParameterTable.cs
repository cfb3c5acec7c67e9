using System.Globalization;

namespace Hybrid.Physics.Parameters;

/// <summary>The values of one kind of parameter, in atomic units. Immutable.</summary>
/// <remarks>
/// Bounds keep a learned parameter what it is: a positive one never changes its sign (p = p₀·exp(b·tanh(δ/b))), any
/// other moves by a bounded shift.
/// </remarks>
public sealed class ParameterTable
{
    /// <summary>A learned value stays within so many prior widths of the published one: beyond them a parameter is no longer what it is called.</summary>
    public const double BoundInPriorWidths = 3.0;

    private readonly double[] values;
    private readonly ParameterLayout layout;

    internal ParameterTable(
        string name, ParameterDomain domain, string step, string unit, bool isPositive, double priorWidth, string meaning,
        ParameterLayout layout, double[] values)
    {
        Name = name;
        Domain = domain;
        Step = step;
        Unit = unit;
        IsPositive = isPositive;
        PriorWidth = priorWidth;
        Meaning = meaning;
        this.layout = layout;
        this.values = values;
        if (values.Length != layout.Length(domain, step))
            throw new ArgumentException($"The table {name} needs {layout.Length(domain, step)} values, but {values.Length} were given.", nameof(values));
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (isPositive && values[i] <= 0))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Label(i)} needs a {(isPositive ? "positive" : "finite")} value, but {values[i]} was given."), nameof(values));
            }
        }
    }

    /// <summary>The name, such as "hubbard"; docs/parameters.md lists them.</summary>
    public string Name { get; }

    /// <summary>What an entry belongs to.</summary>
    public ParameterDomain Domain { get; }

    /// <summary>Whose shells a table of <see cref="ParameterDomain.Shell"/> is of: a step in <see cref="ParameterSet.Steps"/>; empty otherwise.</summary>
    public string Step { get; }

    /// <summary>The unit of <see cref="Values"/>: "Eh", "a0", "1/a0", "e" or "1".</summary>
    public string Unit { get; }

    /// <summary>One sentence on what the parameter does.</summary>
    public string Meaning { get; }

    /// <summary>True when every value is, and has to stay, above zero.</summary>
    public bool IsPositive { get; }

    /// <summary>
    /// How far learning is expected to move a value: relative where <see cref="IsPositive"/>, otherwise in <see cref="Unit"/>.
    /// Zero means that the values are facts and not for learning.
    /// </summary>
    public double PriorWidth { get; }

    /// <summary>The values in atomic units.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The number of values.</summary>
    public int Length => values.Length;

    /// <summary>The name of one entry: "k_ss", "hubbard[O]", "level[C.2p]", "pair_scale[H-N]".</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public string Label(int index)
    {
        if (index < 0 || index >= values.Length)
            throw new ArgumentOutOfRangeException(nameof(index), index, $"An index from 0 to {values.Length - 1} was expected for the table {Name}.");
        return layout.Label(Name, Domain, Step, index);
    }

    /// <summary>The same table with other values.</summary>
    /// <exception cref="ArgumentException">The number of values differs, or one is not finite or has the wrong sign.</exception>
    public ParameterTable WithValues(ReadOnlySpan<double> values) =>
        new(Name, Domain, Step, Unit, IsPositive, PriorWidth, Meaning, layout, values.ToArray());

    internal bool SharesLayoutWith(ParameterTable other) => ReferenceEquals(layout, other.layout);
}
