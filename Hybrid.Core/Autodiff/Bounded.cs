namespace Hybrid.Core.Autodiff;

/// <summary>
/// Learned deviations δ from a published parameter p₀ that can't leave a stated range. At δ = 0 the result is exactly p₀.
/// </summary>
/// <remarks>p₀ and δ have one shape. Both may be differentiated.</remarks>
public static class Bounded
{
    /// <summary>
    /// p = p₀ exp(b tanh(δ/b)): keeps the sign of p₀ and stays between p₀ e⁻ᵇ and p₀ eᵇ; ∂p/∂δ = p₀ at δ = 0.
    /// </summary>
    /// <param name="reference">p₀.</param>
    /// <param name="delta">δ, dimensionless.</param>
    /// <param name="bound">b &gt; 0, the largest change of ln p.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public static Variable BoundedPositive(this Variable reference, Variable delta, double bound)
    {
        var p = Result(reference, delta, bound);
        for (var i = 0; i < p.Length; i++)
            p.Value[i] = reference.Value[i] * Math.Exp(bound * Math.Tanh(delta.Value[i] / bound));
        if (p.NeedsAdjoint)
            RecordPositive(reference, delta, p, bound);
        return p;
    }

    /// <summary>
    /// p = p₀ + b tanh(δ/b): stays within ±b of p₀ and may change its sign; ∂p/∂δ = 1 at δ = 0.
    /// </summary>
    /// <param name="reference">p₀.</param>
    /// <param name="delta">δ, in the unit of p₀.</param>
    /// <param name="bound">b &gt; 0, the largest change, in the unit of p₀.</param>
    /// <inheritdoc cref="BoundedPositive" path="/exception"/>
    public static Variable BoundedShift(this Variable reference, Variable delta, double bound)
    {
        var p = Result(reference, delta, bound);
        for (var i = 0; i < p.Length; i++)
            p.Value[i] = reference.Value[i] + (bound * Math.Tanh(delta.Value[i] / bound));
        if (p.NeedsAdjoint)
            RecordShift(reference, delta, p, bound);
        return p;
    }

    private static Variable Result(Variable reference, Variable delta, double bound)
    {
        Shapes.RequireEqual(reference, delta);
        if (!(bound > 0) || !double.IsFinite(bound))
            throw new ArgumentOutOfRangeException(nameof(bound), bound, "A positive bound was expected.");
        return reference.Tape.Output([reference, delta], reference.SharedShape);
    }

    private static void RecordPositive(Variable reference, Variable delta, Variable p, double bound) => p.Tape.Record(p, () =>
    {
        for (var i = 0; i < p.Length; i++)
        {
            var t = Math.Tanh(delta.Value[i] / bound);
            if (reference.NeedsAdjoint)
                reference.Adjoint[i] += p.Adjoint[i] * Math.Exp(bound * t);
            if (delta.NeedsAdjoint)
                delta.Adjoint[i] += p.Adjoint[i] * p.Value[i] * (1 - (t * t));
        }
    });

    private static void RecordShift(Variable reference, Variable delta, Variable p, double bound) => p.Tape.Record(p, () =>
    {
        for (var i = 0; i < p.Length; i++)
        {
            var t = Math.Tanh(delta.Value[i] / bound);
            if (reference.NeedsAdjoint)
                reference.Adjoint[i] += p.Adjoint[i];
            if (delta.NeedsAdjoint)
                delta.Adjoint[i] += p.Adjoint[i] * (1 - (t * t));
        }
    });
}
