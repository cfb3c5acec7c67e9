using Hybrid.Core.Autodiff;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Corrections;

/// <summary>
/// Unbounded numbers δ, one per entry of a parameter table, that move the entry within its bounds: what an optimiser learns
/// in place of a physical parameter.
/// </summary>
/// <remarks>
/// A positive parameter is p = p₀ exp(b tanh(δ/b)), one that may change sign p = p₀ + b tanh(δ/b), with the bound
/// b = <see cref="ParameterTable.BoundInPriorWidths"/> prior widths. At δ = 0 the value is p₀ to the last digit and the slope is p₀ or one; no δ leads
/// out of the bounds, so that a learned Hubbard parameter stays one.
/// </remarks>
public sealed class ParameterShift
{
    private readonly ParameterTable published;
    private readonly double bound;

    /// <summary>Creates the map for a published table.</summary>
    /// <param name="published">p₀, with its sign and prior width.</param>
    /// <exception cref="ArgumentException">The table has no prior width: it is not for learning.</exception>
    public ParameterShift(ParameterTable published)
    {
        if (published.PriorWidth <= 0.0)
            throw new ArgumentException($"A table with a prior width was expected, but {published.Name} has none: it is not for learning.", nameof(published));
        this.published = published;
        bound = ParameterTable.BoundInPriorWidths * published.PriorWidth;
    }

    /// <summary>The number of entries.</summary>
    public int Length => published.Length;

    /// <summary>The table at δ.</summary>
    /// <param name="δ">Any numbers, one per entry.</param>
    /// <exception cref="ArgumentException">The length is not that of the table.</exception>
    public ParameterTable At(ReadOnlySpan<double> δ)
    {
        EnsureLength(δ.Length);
        var tape = new Tape(new Arena(), isRecording: false);
        return published.WithValues(Shifted(tape, tape.Constant(δ, Length)).Value);
    }

    /// <summary>Turns the gradient with respect to the table's values at δ into the gradient with respect to δ.</summary>
    /// <exception cref="ArgumentException">A length is not that of the table.</exception>
    public double[] Gradient(ReadOnlySpan<double> δ, ReadOnlySpan<double> byValue)
    {
        EnsureLength(δ.Length);
        EnsureLength(byValue.Length);
        var tape = new Tape(new Arena());
        var leaf = tape.Leaf(δ, Length);
        tape.Backward(Shifted(tape, leaf), byValue);
        return leaf.Adjoint.ToArray();
    }

    private Variable Shifted(Tape tape, Variable δ)
    {
        var p0 = tape.Constant(published.Values, Length);
        return published.IsPositive ? p0.BoundedPositive(δ, bound) : p0.BoundedShift(δ, bound);
    }

    private void EnsureLength(int length)
    {
        if (length != Length)
            throw new ArgumentException($"{Length} numbers were expected for {published.Name}, but {length} came.");
    }
}
