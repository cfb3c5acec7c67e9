using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Networks;

/// <summary>The weights of a model on one tape: each entry becomes a leaf when it is first asked for.</summary>
public sealed class WeightBinding
{
    private readonly Tape tape;
    private readonly WeightLayout layout;
    private readonly ReadOnlyMemory<double> values;
    private readonly Predicate<WeightEntry> isFree;
    private readonly Dictionary<string, Variable> variables = new(StringComparer.Ordinal);

    /// <summary>Binds weights to a tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="layout">What the numbers are.</param>
    /// <param name="values">All weights, in the order of the layout.</param>
    /// <param name="isDifferentiated">False for predictions: the weights are constants.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the layout.</exception>
    public WeightBinding(Tape tape, WeightLayout layout, ReadOnlyMemory<double> values, bool isDifferentiated = true)
        : this(tape, layout, values, _ => isDifferentiated)
    {
    }

    /// <summary>Binds weights to a tape, some of them as constants.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="layout">What the numbers are.</param>
    /// <param name="values">All weights, in the order of the layout.</param>
    /// <param name="isFree">Which entries are differentiated.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the layout.</exception>
    public WeightBinding(Tape tape, WeightLayout layout, ReadOnlyMemory<double> values, Predicate<WeightEntry> isFree)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(layout);
        if (values.Length != layout.Length)
            throw new ArgumentException($"{layout.Length} weights were expected, but {values.Length} came.", nameof(values));
        this.tape = tape;
        this.layout = layout;
        this.values = values;
        this.isFree = isFree;
    }

    /// <summary>A weight by its name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public Variable this[string name]
    {
        get
        {
            if (!variables.TryGetValue(name, out var variable))
            {
                var entry = layout[name];
                var numbers = values.Span.Slice(entry.Offset, entry.Length);
                variable = isFree(entry) ? tape.Leaf(numbers, [.. entry.Shape]) : tape.Constant(numbers, [.. entry.Shape]);
                variables.Add(name, variable);
            }

            return variable;
        }
    }

    /// <summary>False when the last backward walk left a number that is infinite or none in an adjoint.</summary>
    public bool HasFiniteGradient
    {
        get
        {
            foreach (var variable in variables.Values)
            {
                // A sum of magnitudes is finite only if each of them is.
                if (variable.NeedsAdjoint && variable.HasAdjoint && !double.IsFinite(TensorPrimitives.SumOfMagnitudes<double>(variable.Adjoint)))
                    return false;
            }

            return true;
        }
    }

    /// <summary>Adds the adjoints of the last backward walk, in the order of the layout.</summary>
    /// <param name="gradient">One number per weight.</param>
    public void AddGradientTo(Span<double> gradient)
    {
        foreach (var (name, variable) in variables)
        {
            if (!variable.NeedsAdjoint || !variable.HasAdjoint)
                continue;
            var target = gradient.Slice(layout[name].Offset, variable.Length);
            TensorPrimitives.Add(target, variable.Adjoint, target);
        }
    }

    /// <summary>The same weights on another tape.</summary>
    public WeightBinding On(Tape other) => new(other, layout, values, isFree);

    /// <summary>The number of weights.</summary>
    public int Length => layout.Length;

    /// <summary>Adds a gradient that was found in another way to the adjoints, within a backward walk.</summary>
    /// <param name="gradient">One number per weight, in the order of the layout.</param>
    /// <param name="factor">What it is multiplied by.</param>
    public void AddToAdjoints(ReadOnlySpan<double> gradient, double factor)
    {
        foreach (var entry in layout.Entries)
        {
            var part = gradient.Slice(entry.Offset, entry.Length);
            if (!part.ContainsAnyExcept(0.0) || this[entry.Name] is not { NeedsAdjoint: true } variable)
                continue;
            TensorPrimitives.MultiplyAdd(part, factor, variable.Adjoint, variable.Adjoint);
        }
    }
}
