using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Parameters;

/// <summary>
/// The parameters of one structure as variables: each table once, and for a layer a field with one value per atom, shell or
/// pair of atoms that is read from the table through an index.
/// </summary>
/// <remarks>A layer can't see where its values come from; gradients flow back through the index and add up in the table.</remarks>
public sealed class ParameterFields
{
    private readonly Tape tape;
    private readonly ParameterSet parameters;
    private readonly Func<ParameterTable, bool> isDifferentiated;
    private readonly Dictionary<string, Variable> tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> shifts = new(StringComparer.Ordinal);
    private readonly int[] elements;
    private readonly int[] shells;
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
        var shellIndices = new List<int>();
        for (var atom = 0; atom < elements.Length; atom++)
        {
            var z = atomicNumbers[atom];
            elements[atom] = z - 1;
            for (var s = 0; s < parameters.Shells(z).Length; s++)
                shellIndices.Add(parameters.FirstShell(z) + s);
        }

        shells = [.. shellIndices];
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
    public Variable Global(string name) => Table(name);

    /// <summary>A parameter of elements, one value per atom.</summary>
    public Variable PerAtom(string name) => Field(name, elements);

    /// <summary>A parameter of shells, one value per shell.</summary>
    public Variable PerShell(string name) => Field(name, shells);

    /// <summary>A parameter of pairs of elements, one value per pair of atoms i &lt; j.</summary>
    public Variable PerPair(string name) => Field(name, pairs ??= PairIndices());

    /// <summary>
    /// Lets a correction shift a field site by site: the layer then sees value + shift. The shift has one number per atom,
    /// shell or pair and must be added before the field is read.
    /// </summary>
    /// <exception cref="InvalidOperationException">The field has been read already.</exception>
    public void Shift(string name, Variable shift)
    {
        if (fields.ContainsKey(name))
            throw new InvalidOperationException($"The field {name} has been read already; shifts come first.");
        shifts.Add(name, shift);
    }

    /// <summary>The product of a per-atom field, spread over shells, and a per-shell field.</summary>
    internal Variable ShellProduct(OrbitalBasis basis, string perAtom, Variable perShell)
    {
        var atoms = PerAtom(perAtom);
        var product = tape.Output([atoms, perShell], basis.ShellCount);
        for (var s = 0; s < basis.ShellCount; s++)
            product.Value[s] = atoms.Value[basis.ShellAtom[s]] * perShell.Value[s];
        tape.Record(product, () =>
        {
            for (var s = 0; s < basis.ShellCount; s++)
            {
                if (atoms.NeedsAdjoint)
                    atoms.Adjoint[basis.ShellAtom[s]] += product.Adjoint[s] * perShell.Value[s];
                if (perShell.NeedsAdjoint)
                    perShell.Adjoint[s] += product.Adjoint[s] * atoms.Value[basis.ShellAtom[s]];
            }
        });
        return product;
    }

    /// <summary>Some global parameters side by side, each entry a mean of those named, shape [entries].</summary>
    internal Variable Means(params IReadOnlyList<string>[] names)
    {
        var inputs = names.Select(entry => entry.Select(Global).ToArray()).ToArray();
        var result = tape.Output(inputs.SelectMany(entry => entry).ToArray(), names.Length);
        for (var k = 0; k < names.Length; k++)
        {
            foreach (var input in inputs[k])
                result.Value[k] += input.Value[0] / inputs[k].Length;
        }

        tape.Record(result, () =>
        {
            for (var k = 0; k < inputs.Length; k++)
            {
                foreach (var input in inputs[k])
                {
                    if (input.NeedsAdjoint)
                        input.Adjoint[0] += result.Adjoint[k] / inputs[k].Length;
                }
            }
        });
        return result;
    }

    /// <summary>Entries of a table picked by an index; gradients add up where an index repeats.</summary>
    internal static Variable Gather(Tape tape, Variable table, int[] index)
    {
        var field = tape.Output([table], index.Length);
        for (var k = 0; k < index.Length; k++)
            field.Value[k] = table.Value[index[k]];
        tape.Record(field, () =>
        {
            var f̄ = field.Adjoint;
            var t̄ = table.Adjoint;
            for (var k = 0; k < index.Length; k++)
                t̄[index[k]] += f̄[k];
        });
        return field;
    }

    private Variable Field(string name, int[] index)
    {
        if (!fields.TryGetValue(name, out var field))
        {
            field = Gather(tape, Table(name), index);
            if (shifts.TryGetValue(name, out var shift))
                field = Sum(field, shift);
            fields.Add(name, field);
        }

        return field;
    }

    private Variable Sum(Variable a, Variable b)
    {
        var sum = tape.Output([a, b], a.Length);
        for (var k = 0; k < a.Length; k++)
            sum.Value[k] = a.Value[k] + b.Value[k];
        tape.Record(sum, () =>
        {
            for (var k = 0; k < a.Length; k++)
            {
                if (a.NeedsAdjoint)
                    a.Adjoint[k] += sum.Adjoint[k];
                if (b.NeedsAdjoint)
                    b.Adjoint[k] += sum.Adjoint[k];
            }
        });
        return sum;
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
}
