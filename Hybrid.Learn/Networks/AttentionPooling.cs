using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Networks;

/// <summary>
/// Weighted means over atoms, one per head: y_h = Σ_A softmax_A(a_Ah) x_Ah. A second copy of all atoms changes nothing, whatever the
/// network learned: what is made of y is size-intensive.
/// </summary>
internal static class AttentionPooling
{
    /// <param name="logits">a, shape [atoms, H].</param>
    /// <param name="values">x, shape [atoms, H · D], the D values of a head one after the other.</param>
    /// <returns>Shape [1, H · D].</returns>
    public static Variable Of(Variable logits, Variable values)
    {
        var nAtoms = logits.Shape[0];
        var (nHeads, width) = (logits.Shape[1], values.Shape[1]);
        var depth = width / nHeads;
        var shares = logits.Tape.Arena.RentUncleared(logits.Length);
        Softmax(logits.Value, shares.Span, nHeads);
        var pooled = logits.Tape.Output([logits, values], 1, width);
        for (var A = 0; A < nAtoms; A++)
        {
            for (var h = 0; h < nHeads; h++)
            {
                var target = pooled.Value.Slice(h * depth, depth);
                TensorPrimitives.MultiplyAdd(values.Value.Slice((A * width) + (h * depth), depth), shares.Span[(A * nHeads) + h], target, target);
            }
        }

        if (pooled.NeedsAdjoint)
            Record(logits, values, pooled, shares);
        return pooled;
    }

    private static void Record(Variable logits, Variable values, Variable pooled, Memory<double> shares) => pooled.Tape.Record(pooled, () =>
    {
        var (nHeads, width) = (logits.Shape[1], values.Shape[1]);
        var depth = width / nHeads;
        for (var k = 0; k < logits.Length; k++)
        {
            var (A, h) = (k / nHeads, k % nHeads);
            var share = shares.Span[k];
            var ȳ = pooled.Adjoint.Slice(h * depth, depth);
            var place = (A * width) + (h * depth);
            if (values.NeedsAdjoint)
            {
                var x̄ = values.Adjoint.Slice(place, depth);
                TensorPrimitives.MultiplyAdd(ȳ, share, x̄, x̄);
            }

            // ∂y/∂a_A = w_A (x_A − y)
            if (logits.NeedsAdjoint)
                logits.Adjoint[k] += share * (TensorPrimitives.Dot(ȳ, values.Value.Slice(place, depth)) - TensorPrimitives.Dot(ȳ, pooled.Value.Slice(h * depth, depth)));
        }
    });

    private static void Softmax(ReadOnlySpan<double> logits, Span<double> shares, int nHeads)
    {
        for (var h = 0; h < nHeads; h++)
        {
            var (largest, sum) = (double.NegativeInfinity, 0.0);
            for (var k = h; k < logits.Length; k += nHeads)
                largest = Math.Max(largest, logits[k]);
            for (var k = h; k < logits.Length; k += nHeads)
                sum += shares[k] = Math.Exp(logits[k] - largest);
            for (var k = h; k < logits.Length; k += nHeads)
                shares[k] /= sum;
        }
    }
}
