using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Autodiff;

/// <summary>
/// Records the operations that lead from leaves to results and walks them backwards to accumulate adjoints
/// (reverse-mode differentiation).
/// </summary>
/// <remarks>
/// <para>One tape serves one structure; a batch is many tapes. Not thread-safe.</para>
/// <para>
/// A layer with its own vector–Jacobian product is a method that creates its output with <see cref="Output"/>, fills
/// its value, and calls <see cref="Record(Variable, Action)"/> with an action that reads the outputs' adjoints and adds to the inputs'.
/// A tape that does not record (<see cref="IsRecording"/> is false) runs the same forward code and keeps nothing.
/// </para>
/// </remarks>
public sealed class Tape
{
    private readonly List<Entry> entries = [];
    private readonly List<Variable> variables = [];
    private readonly ILinearAlgebra? linearAlgebra;

    /// <summary>Creates a tape over the memory of <paramref name="arena"/>.</summary>
    /// <param name="arena">Where values and adjoints live.</param>
    /// <param name="isRecording">False for forward passes without derivatives.</param>
    /// <param name="linearAlgebra">What matrix products are made with; by default <see cref="DenseLinearAlgebra.Default"/>.</param>
    public Tape(Arena arena, bool isRecording = true, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(arena);
        Arena = arena;
        IsRecording = isRecording;
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>Where values and adjoints live; layers rent their scratch memory here too.</summary>
    public Arena Arena { get; }

    /// <summary>What matrix products are made with.</summary>
    public ILinearAlgebra LinearAlgebra => linearAlgebra ?? DenseLinearAlgebra.Default;

    /// <summary>False when only values are wanted.</summary>
    public bool IsRecording { get; }

    /// <summary>Given each node's action instead of the tape calling it, for who wants to know where a walk spends its time.</summary>
    internal Action<Action>? Walker { get; set; }

    /// <summary>An input with respect to which derivatives are wanted. The values are copied.</summary>
    public Variable Leaf(ReadOnlySpan<double> values, params int[] shape) => Create(values, shape, IsRecording);

    /// <summary>An input that is never differentiated. The values are copied.</summary>
    public Variable Constant(ReadOnlySpan<double> values, params int[] shape) => Create(values, shape, needsAdjoint: false);

    /// <summary>
    /// The result of an operation on <paramref name="inputs"/>: zero everywhere, needing an adjoint when the tape records
    /// and an input needs one.
    /// </summary>
    public Variable Output(ReadOnlySpan<Variable> inputs, params int[] shape)
    {
        var needsAdjoint = false;
        if (IsRecording)
        {
            foreach (var input in inputs)
                needsAdjoint |= input.NeedsAdjoint;
        }

        return Add(new Variable(this, Arena.Rent(Count(shape)), shape, needsAdjoint));
    }

    /// <summary>
    /// Remembers how to carry the adjoint of <paramref name="output"/> to the inputs it was made from. Ignored when the
    /// output needs no adjoint.
    /// </summary>
    /// <param name="output">What the operation made.</param>
    /// <param name="propagateAdjoint">Reads <c>output.Adjoint</c> and adds to the inputs that need one. Called at most
    /// once a walk, and only when the output has an adjoint.</param>
    public void Record(Variable output, Action propagateAdjoint)
    {
        if (output.NeedsAdjoint)
            entries.Add(new Entry([output], propagateAdjoint));
    }

    /// <summary>The same for an operation with several outputs, called when any of them has an adjoint.</summary>
    public void Record(ReadOnlySpan<Variable> outputs, Action propagateAdjoint)
    {
        foreach (var output in outputs)
        {
            if (output.NeedsAdjoint)
            {
                entries.Add(new Entry(outputs.ToArray(), propagateAdjoint));
                return;
            }
        }
    }

    /// <summary>The gradient of a scalar: seeds its adjoint with one and walks backwards.</summary>
    /// <exception cref="ArgumentException">The variable is not a scalar or does not depend on a leaf.</exception>
    public void Backward(Variable scalar)
    {
        if (scalar.Length != 1)
            throw new ArgumentException($"A gradient starts from a scalar, but the variable has {scalar.Length} elements; give a seed.", nameof(scalar));
        Backward(scalar, [1.0]);
    }

    /// <summary>
    /// A vector–Jacobian product: leaf̄ += seedᵀ ∂output/∂leaf for every leaf. Earlier adjoints are forgotten first.
    /// </summary>
    public void Backward(Variable output, ReadOnlySpan<double> seed)
    {
        ForgetAdjoints();
        Seed(output, seed);
        PropagateSeeds();
    }

    /// <summary>Adds to the adjoint of an output, so that several outputs can be seeded before <see cref="PropagateSeeds"/>.</summary>
    public void Seed(Variable output, ReadOnlySpan<double> seed)
    {
        if (!IsRecording)
            throw new InvalidOperationException("This tape does not record; derivatives need a recording tape.");
        if (output.Tape != this)
            throw new ArgumentException("The output belongs to another tape.", nameof(output));
        if (!output.NeedsAdjoint)
            throw new ArgumentException("The output does not depend on any leaf, so it has no derivative.", nameof(output));
        if (seed.Length != output.Length)
            throw new ArgumentException($"The seed must have the output's {output.Length} elements, but has {seed.Length}.", nameof(seed));
        var adjoint = output.Adjoint;
        for (var i = 0; i < seed.Length; i++)
            adjoint[i] += seed[i];
    }

    /// <summary>Walks backwards from whatever was seeded.</summary>
    public void PropagateSeeds()
    {
        for (var k = entries.Count - 1; k >= 0; k--)
        {
            var entry = entries[k];
            foreach (var output in entry.Outputs)
            {
                if (output.HasAdjoint)
                {
                    if (Walker is { } walk)
                        walk(entry.PropagateAdjoint);
                    else
                        entry.PropagateAdjoint();
                    break;
                }
            }
        }
    }

    /// <summary>Clears every adjoint, so that another output of the same tape can be differentiated.</summary>
    public void ForgetAdjoints()
    {
        foreach (var variable in variables)
            variable.ForgetAdjoint();
        Arena.ForAdjoints.Reset();
    }

    private Variable Create(ReadOnlySpan<double> values, int[] shape, bool needsAdjoint)
    {
        if (Count(shape) != values.Length)
            throw new ArgumentException($"A shape of {Count(shape)} elements was given {values.Length} values.", nameof(values));
        var memory = Arena.RentUncleared(values.Length);
        values.CopyTo(memory.Span);
        return Add(new Variable(this, memory, shape, needsAdjoint));
    }

    private Variable Add(Variable variable)
    {
        if (variable.NeedsAdjoint)
            variables.Add(variable);
        return variable;
    }

    private static int Count(ReadOnlySpan<int> shape)
    {
        var count = 1;
        foreach (var length in shape)
            count = checked(count * length);
        return count;
    }

    private readonly record struct Entry(Variable[] Outputs, Action PropagateAdjoint);
}
