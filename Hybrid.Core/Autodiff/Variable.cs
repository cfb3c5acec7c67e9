namespace Hybrid.Core.Autodiff;

/// <summary>
/// A dense row-major array of numbers on a <see cref="Tape"/>, with the adjoint that a backward walk accumulates in it.
/// </summary>
/// <remarks>
/// The adjoint of a variable x for a scalar y is x̄ = ∂y/∂x, an array of the shape of x.
/// A variable is valid until the arena of its tape is reset; one tape at a time uses an arena.
/// </remarks>
public sealed class Variable
{
    private readonly Memory<double> value;
    private readonly int[] shape;
    private Memory<double> adjoint;

    internal Variable(Tape tape, Memory<double> value, int[] shape, bool needsAdjoint)
    {
        Tape = tape;
        this.value = value;
        this.shape = shape;
        NeedsAdjoint = needsAdjoint;
    }

    /// <summary>The tape that the variable lives on.</summary>
    public Tape Tape { get; }

    /// <summary>The length of each axis; empty for a scalar.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>The array behind <see cref="Shape"/>, to be shared with variables of the same shape and never written.</summary>
    internal int[] SharedShape => shape;

    /// <summary>The number of elements.</summary>
    public int Length => value.Length;

    /// <summary>The elements in row-major order. Operations write their result here; nobody writes it later.</summary>
    public Span<double> Value => value.Span;

    /// <summary>The memory behind <see cref="Value"/>, for layers that keep views of it.</summary>
    public Memory<double> Memory => value;

    /// <summary>True when a backward walk may ask for this variable's adjoint; operations skip work for the others.</summary>
    public bool NeedsAdjoint { get; }

    /// <summary>True once something has been accumulated; operations whose outputs have no adjoint are skipped.</summary>
    public bool HasAdjoint => !adjoint.IsEmpty;

    /// <summary>
    /// The adjoint, zero before anything was accumulated. Operations add to it and never overwrite it; it is valid until the adjoints are forgotten.
    /// </summary>
    /// <exception cref="InvalidOperationException">The variable does not need an adjoint.</exception>
    public Span<double> Adjoint
    {
        get
        {
            if (adjoint.IsEmpty && Length > 0)
            {
                if (!NeedsAdjoint)
                    throw new InvalidOperationException("This variable is a constant and has no adjoint; ask NeedsAdjoint first.");
                adjoint = Tape.Arena.ForAdjoints.Rent(Length);
            }

            return adjoint.Span;
        }
    }

    /// <summary>The value of a variable that has exactly one element.</summary>
    public double Scalar => Length == 1
        ? value.Span[0]
        : throw new InvalidOperationException($"A scalar was expected, but the variable has {Length} elements.");

    internal void ForgetAdjoint() => adjoint = default;
}
