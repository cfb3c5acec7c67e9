using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Unconstrained;

/// <summary>
/// Attention among the tokens of each atom's surroundings: y_a = Σ_b w_ab v_b, w_ab ∝ f_b exp(q_a·k_b/√d), one per head. The cutoff function f_b of a
/// pair (one for an atom's own token) takes away its influence smoothly.
/// </summary>
/// <remarks>Pozdnyakov, Ceriotti, NeurIPS 2023, doi:10.48550/arXiv.2305.19302.</remarks>
internal sealed class SurroundingsAttention
{
    private readonly Tokens tokens;
    private readonly Variable projected;
    private readonly Variable envelope;
    private readonly int width;
    private readonly int nHeads;
    private readonly int depth;
    private readonly double scale;
    private readonly Memory<double> shares;

    private SurroundingsAttention(Tokens tokens, Variable projected, Variable envelope, int nHeads)
    {
        (this.tokens, this.projected, this.envelope, this.nHeads) = (tokens, projected, envelope, nHeads);
        width = projected.Shape[1] / 3;
        depth = width / nHeads;
        scale = 1.0 / Math.Sqrt(depth);
        var count = 0;
        for (var i = 0; i < tokens.AtomCount; i++)
            count += tokens.SizeOf(i) * tokens.SizeOf(i) * nHeads;
        shares = projected.Tape.Arena.RentUncleared(count);
    }

    /// <param name="tokens">Where tokens stand.</param>
    /// <param name="projected">q, k and v side by side, shape [tokens, 3D].</param>
    /// <param name="envelope">f of the pairs.</param>
    /// <param name="nHeads">The number of heads.</param>
    /// <returns>Shape [tokens, D].</returns>
    public static Variable Of(Tokens tokens, Variable projected, Variable envelope, int nHeads)
    {
        var attention = new SurroundingsAttention(tokens, projected, envelope, nHeads);
        var y = projected.Tape.Output([projected, envelope], tokens.Count, attention.width);
        attention.Forward(y.Value);
        if (y.NeedsAdjoint)
            projected.Tape.Record(y, () => attention.Backward(y.Value, y.Adjoint));
        return y;
    }

    private void Forward(Span<double> y)
    {
        var place = 0;
        for (var i = 0; i < tokens.AtomCount; i++)
        {
            var size = tokens.SizeOf(i);
            for (var a = 0; a < size; a++)
            {
                for (var h = 0; h < nHeads; h++, place += size)
                {
                    var w = shares.Span.Slice(place, size);
                    Weights(i, a, h, w);
                    var target = y.Slice((tokens.Of(i, a) * width) + (h * depth), depth);
                    for (var b = 0; b < size; b++)
                        TensorPrimitives.MultiplyAdd(Part(projected.Value, i, b, h, 2), w[b], target, target);
                }
            }
        }
    }

    private void Weights(int i, int a, int h, Span<double> w)
    {
        var q = Part(projected.Value, i, a, h, 0);
        for (var b = 0; b < w.Length; b++)
            w[b] = scale * TensorPrimitives.Dot<double>(q, Part(projected.Value, i, b, h, 1));
        TensorPrimitives.Subtract(w, TensorPrimitives.Max<double>(w), w);
        TensorPrimitives.Exp(w, w);
        if (w.Length > 1)
            TensorPrimitives.Multiply(w[1..], Envelopes(envelope.Value, i), w[1..]);
        TensorPrimitives.Divide(w, TensorPrimitives.Sum<double>(w), w);
    }

    private void Backward(ReadOnlySpan<double> y, ReadOnlySpan<double> ȳ)
    {
        var place = 0;
        for (var i = 0; i < tokens.AtomCount; i++)
        {
            var size = tokens.SizeOf(i);
            for (var a = 0; a < size; a++)
            {
                for (var h = 0; h < nHeads; h++, place += size)
                {
                    var row = (tokens.Of(i, a) * width) + (h * depth);
                    Pull(i, a, h, shares.Span.Slice(place, size), y.Slice(row, depth), ȳ.Slice(row, depth));
                }
            }
        }
    }

    private void Pull(int i, int a, int h, ReadOnlySpan<double> w, ReadOnlySpan<double> y, ReadOnlySpan<double> ȳ)
    {
        var mean = TensorPrimitives.Dot(ȳ, y);
        for (var b = 0; b < w.Length; b++)
        {
            // The adjoint of ln of what is normalised: w (v·ȳ − y·ȳ)
            var share = TensorPrimitives.Dot(ȳ, Part(projected.Value, i, b, h, 2)) - mean;
            if (b > 0 && envelope.NeedsAdjoint)
                Envelopes(envelope.Adjoint, i)[b - 1] += share * w[b] / Math.Max(Envelopes(envelope.Value, i)[b - 1], double.Epsilon);
            if (!projected.NeedsAdjoint)
                continue;
            var exponent = share * w[b] * scale;
            Add(Part(projected.Adjoint, i, b, h, 2), ȳ, w[b]);
            Add(Part(projected.Adjoint, i, a, h, 0), Part(projected.Value, i, b, h, 1), exponent);
            Add(Part(projected.Adjoint, i, b, h, 1), Part(projected.Value, i, a, h, 0), exponent);
        }
    }

    private static void Add(Span<double> target, ReadOnlySpan<double> x, double factor) => TensorPrimitives.MultiplyAdd(x, factor, target, target);

    /// <summary>q (0), k (1) or v (2) of a token for one head.</summary>
    private Span<double> Part(Span<double> all, int i, int a, int h, int kind) => all.Slice((((3 * tokens.Of(i, a)) + kind) * width) + (h * depth), depth);

    private Span<double> Envelopes(Span<double> all, int i) => all.Slice(tokens.Of(i, 1) - tokens.AtomCount, tokens.SizeOf(i) - 1);
}
