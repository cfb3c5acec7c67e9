using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Parameters;

/// <summary>
/// The parameters of one structure as variables: each table once, and for a layer a field with one value per atom, shell or
/// pair of atoms that is read from the table through an index.
/// </summary>
/// <remarks>A layer can't see where its values come from; gradients flow back through the index and add up in the table.</remarks>
public sealed class ParameterFields
{
    private static readonly int[] FirstEntry = [0];

    private readonly Tape tape;
    private readonly ParameterSet parameters;
    private readonly Func<ParameterTable, bool> isDifferentiated;
    private readonly Dictionary<string, Variable> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> shifts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> deviations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ShellIndex> shells = new(StringComparer.Ordinal);
    private readonly HashSet<string> readGlobals = new(StringComparer.Ordinal);
    private readonly int[] elements;
    private int[]? pairs;

    /// <summary>Opens the parameters of a structure on a tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="parameters">The tables.</param>
    /// <param name="atomicNumbers">One per atom.</param>
    /// <param name="isDifferentiated">Which tables become leaves of the tape; the others are constants.</param>
    public ParameterFields(Tape tape, ParameterSet parameters, ReadOnlySpan<int> atomicNumbers, Func<ParameterTable, bool> isDifferentiated)
    {
        this.tape = tape;
        this.parameters = parameters;
        this.isDifferentiated = isDifferentiated;
        elements = new int[atomicNumbers.Length];
        for (var atom = 0; atom < elements.Length; atom++)
            elements[atom] = atomicNumbers[atom] - 1;
    }

    /// <summary>The tables that were used, with their variables.</summary>
    public IReadOnlyDictionary<string, Variable> Tables => tables;

    /// <summary>A whole table.</summary>
    public Variable Table(string name)
    {
        if (!tables.TryGetValue(name, out var variable))
        {
            var table = parameters[name];
            variable = isDifferentiated(table) ? tape.Leaf(table.Values, table.Length) : tape.Constant(table.Values, table.Length);
            tables.Add(name, variable);
        }

        return variable;
    }

    /// <summary>True when the method has such a table.</summary>
    public bool Has(string name) => parameters.Has(name);

    /// <summary>A global parameter, shape [1].</summary>
    public Variable Global(string name)
    {
        if (shifts.ContainsKey(name) || deviations.ContainsKey(name))
            return Field(name, ParameterDomain.Global, FirstEntry);
        readGlobals.Add(name);
        return Table(name);
    }

    /// <summary>A parameter of elements, one value per atom.</summary>
    public Variable PerAtom(string name) => Field(name, ParameterDomain.Element, elements);

    /// <summary>A parameter of elements, one value per shell: that of the shell's atom.</summary>
    /// <param name="name">The table.</param>
    /// <param name="step">Whose shells: one of <see cref="ParameterSet.Steps"/>.</param>
    public Variable PerAtomOfShell(string name, string step = "") => PerAtom(name).Gather(ShellsOf(step).Atoms);

    /// <summary>A parameter of shells, one value per shell of the step that the table belongs to.</summary>
    public Variable PerShell(string name) => Field(name, ParameterDomain.Shell, ShellsOf(parameters[name].Step).Entries);

    /// <summary>A parameter of pairs of elements, one value per pair of atoms i &lt; j.</summary>
    public Variable PerPair(string name) => Field(name, ParameterDomain.ElementPair, pairs ??= PairIndices());

    /// <summary>
    /// Lets a correction move a field site by site within its bounds: with the published value p₀, the prior width w and b = 3 w, the layer
    /// sees p₀ exp(b tanh(w δ/b)) for a positive parameter and p₀ + b tanh(w δ/b) for another; exactly p₀ at δ = 0.
    /// </summary>
    /// <param name="name">The table.</param>
    /// <param name="δ">In prior widths, one number per atom, shell or pair, or one for a global parameter; several add up.</param>
    /// <exception cref="ArgumentException">The method has no such table, or the table is not for learning.</exception>
    /// <exception cref="InvalidOperationException">The field has been read already.</exception>
    public void Deviate(string name, Variable δ)
    {
        EnsureUnread(name);
        if (parameters[name].PriorWidth <= 0.0)
            throw new ArgumentException($"A table with a prior width was expected, but {name} has none: it is not for learning.", nameof(name));
        deviations[name] = deviations.TryGetValue(name, out var other) ? other.Add(δ) : δ;
    }

    /// <summary>
    /// Lets a caller shift a field site by site: the layer then sees value + shift. The shift has one number per atom,
    /// shell or pair, or one for a global parameter, and must be added before the field is read; several add up.
    /// </summary>
    /// <inheritdoc cref="Deviate" path="/exception"/>
    public void Shift(string name, Variable shift)
    {
        EnsureUnread(name);
        shifts[name] = shifts.TryGetValue(name, out var other) ? other.Add(shift) : shift;
    }

    /// <summary>The entry of a table that each site reads: per atom, shell, pair of atoms i &lt; j, or one for a global parameter.</summary>
    /// <exception cref="ArgumentException">The method has no such table.</exception>
    public ReadOnlyMemory<int> Index(string name)
    {
        var table = parameters[name];
        return table.Domain switch
        {
            ParameterDomain.Global => FirstEntry,
            ParameterDomain.Element => elements,
            ParameterDomain.Shell => ShellsOf(table.Step).Entries,
            _ => pairs ??= PairIndices(),
        };
    }

    /// <summary>True when a layer reads the numbers of the table as they are, and no derivative by them is wanted.</summary>
    internal bool IsConstant(string name) => !shifts.ContainsKey(name) && !deviations.ContainsKey(name) && !isDifferentiated(parameters[name]);

    private void EnsureUnread(string name)
    {
        if (fields.ContainsKey(name) || readGlobals.Contains(name))
            throw new InvalidOperationException($"The field {name} has been read already; corrections come first.");
        if (!parameters.Has(name))
            throw new ArgumentException($"A table of {parameters.Name} was expected, but it has no {name}.", nameof(name));
    }

    private Variable Field(string name, ParameterDomain domain, int[] index)
    {
        if (parameters[name].Domain != domain)
            throw new ArgumentException($"A table of domain {domain} was expected, but {name} is one of domain {parameters[name].Domain}.", nameof(name));
        if (!fields.TryGetValue(name, out var field))
        {
            field = Table(name).Gather(index);
            if (deviations.TryGetValue(name, out var δ))
                field = Deviated(field, parameters[name], δ);
            if (shifts.TryGetValue(name, out var shift))
                field = field.Add(shift);
            fields.Add(name, field);
        }

        return field;
    }

    private static Variable Deviated(Variable field, ParameterTable table, Variable δ)
    {
        var (shift, bound) = (δ.Scale(table.PriorWidth), ParameterTable.BoundInPriorWidths * table.PriorWidth);
        return table.IsPositive ? field.BoundedPositive(shift, bound) : field.BoundedShift(shift, bound);
    }

    private ShellIndex ShellsOf(string step)
    {
        if (!shells.TryGetValue(step, out var index))
            shells.Add(step, index = ShellIndex.Of(parameters, elements, step));
        return index;
    }

    private int[] PairIndices()
    {
        var n = elements.Length;
        var indices = new int[n * (n - 1) / 2];
        for (int i = 0, p = 0; i < n; i++)
        {
            for (var j = i + 1; j < n; j++, p++)
                indices[p] = parameters.PairIndex(elements[i] + 1, elements[j] + 1);
        }

        return indices;
    }

    /// <summary>The entry in its tables and the atom of each shell of a step.</summary>
    private readonly record struct ShellIndex(int[] Entries, int[] Atoms)
    {
        public static ShellIndex Of(ParameterSet parameters, int[] elements, string step)
        {
            var (entries, atoms) = (new List<int>(), new List<int>());
            for (var atom = 0; atom < elements.Length; atom++)
            {
                var z = elements[atom] + 1;
                for (var s = 0; s < parameters.Shells(z, step).Length; s++)
                {
                    entries.Add(parameters.FirstShell(z, step) + s);
                    atoms.Add(atom);
                }
            }

            return new ShellIndex([.. entries], [.. atoms]);
        }
    }
}
