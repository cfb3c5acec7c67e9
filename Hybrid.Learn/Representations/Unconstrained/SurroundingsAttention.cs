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
    private readonly Memory<double> scratch;

    private SurroundingsAttention(Tokens tokens, Variable projected, Variable envelope, int nHeads)
    {
        (this.tokens, this.projected, this.envelope, this.nHeads) = (tokens, projected, envelope, nHeads);
        width = projected.Shape[1] / 3;
        depth = width / nHeads;
        scale = 1.0 / Math.Sqrt(depth);
        var (count, largest) = (0, 0);
        for (var i = 0; i < tokens.AtomCount; i++)
        {
            count += tokens.SizeOf(i) * tokens.SizeOf(i) * nHeads;
            largest = Math.Max(largest, tokens.SizeOf(i));
        }

        shares = projected.Tape.Arena.RentUncleared(count);
        scratch = projected.Tape.Arena.RentUncleared(largest * (largest + (5 * depth)));
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
            projected.Tape.Record(y, () => attention.Backward(y.Adjoint));
        return y;
    }

    private void Forward(Span<double> y)
    {
        var place = 0;
        for (var i = 0; i < tokens.AtomCount; i++)
        {
            var m = tokens.SizeOf(i);
            var (q, k, v, own) = (Scratch(m, 0), Scratch(m, 1), Scratch(m, 2), Scratch(m, 3));
            for (var h = 0; h < nHeads; h++, place += m * m)
            {
                var w = shares.Span.Slice(place, m * m);
                Collect(projected.Value, i, 3 * width, h, q.Span);
                Collect(projected.Value, i, 3 * width, nHeads + h, k.Span);
                Collect(projected.Value, i, 3 * width, (2 * nHeads) + h, v.Span);
                Multiply(false, true, m, m, depth, scale, q, k, w);
                Normalise(w, i);
                Multiply(false, false, m, depth, m, 1.0, shares.Slice(place, m * m), v, own.Span);
                Distribute(own.Span, i, width, h, y);
            }
        }
    }

    /// <summary>Each row of exponents becomes shares that add up to one.</summary>
    private void Normalise(Span<double> w, int i)
    {
        var m = tokens.SizeOf(i);
        for (var a = 0; a < m; a++)
        {
            var row = w.Slice(a * m, m);
            TensorPrimitives.Subtract(row, TensorPrimitives.Max<double>(row), row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Multiply(row[1..], Envelopes(envelope.Value, i), row[1..]);
            TensorPrimitives.Divide(row, TensorPrimitives.Sum<double>(row), row);
        }
    }

    private void Backward(ReadOnlySpan<double> ȳ)
    {
        var place = 0;
        for (var i = 0; i < tokens.AtomCount; i++)
        {
            var m = tokens.SizeOf(i);
            var (q, k, v, own, part) = (Scratch(m, 0), Scratch(m, 1), Scratch(m, 2), Scratch(m, 3), Scratch(m, 4));
            var exponents = scratch.Slice(5 * m * depth, m * m);
            for (var h = 0; h < nHeads; h++, place += m * m)
            {
                var w = shares.Slice(place, m * m);
                Collect(projected.Value, i, 3 * width, h, q.Span);
                Collect(projected.Value, i, 3 * width, nHeads + h, k.Span);
                Collect(projected.Value, i, 3 * width, (2 * nHeads) + h, v.Span);
                Collect(ȳ, i, width, h, own.Span);
                Multiply(false, true, m, m, depth, 1.0, own, v, exponents.Span);
                PullNormalised(w.Span, exponents.Span, i);
                if (!projected.NeedsAdjoint)
                    continue;
                Multiply(false, false, m, depth, m, scale, exponents, k, part.Span);
                Distribute(part.Span, i, 3 * width, h, projected.Adjoint);
                Multiply(true, false, m, depth, m, scale, exponents, q, part.Span);
                Distribute(part.Span, i, 3 * width, nHeads + h, projected.Adjoint);
                Multiply(true, false, m, depth, m, 1.0, w, own, part.Span);
                Distribute(part.Span, i, 3 * width, (2 * nHeads) + h, projected.Adjoint);
            }
        }
    }

    /// <summary>The adjoints of shares become those of exponents, x̄_ab = w_ab (w̄_ab − Σ_c w_ac w̄_ac); f_b stands beside exp x_ab.</summary>
    private void PullNormalised(ReadOnlySpan<double> w, Span<double> adjoints, int i)
    {
        var m = tokens.SizeOf(i);
        for (var a = 0; a < m; a++)
        {
            var (start, length) = (a * m, m);
            var row = adjoints.Slice(start, length);
            TensorPrimitives.Subtract(row, TensorPrimitives.Dot(w.Slice(start, length), row), row);
            TensorPrimitives.Multiply(row, w.Slice(start, length), row);
            for (var b = 1; envelope.NeedsAdjoint && b < m; b++)
            {
                // A neighbour at the very cutoff has no share; its slope is zero too.
                var f = Envelopes(envelope.Value, i)[b - 1];
                Envelopes(envelope.Adjoint, i)[b - 1] += f > 0.0 ? row[b] / f : 0.0;
            }
        }
    }

    private void Multiply(bool transposeA, bool transposeB, int m, int n, int k, double factor, Memory<double> a, Memory<double> b, Span<double> c) =>
        projected.Tape.LinearAlgebra.Multiply(transposeA, transposeB, m, n, k, factor, a.Span, b.Span, 0.0, c);

    private Memory<double> Scratch(int m, int number) => scratch.Slice(number * m * depth, m * depth);

    /// <summary>Copies a block of columns, of the width of a head, for all tokens around an atom.</summary>
    private void Collect(ReadOnlySpan<double> all, int i, int stride, int block, Span<double> target)
    {
        for (var a = 0; a < tokens.SizeOf(i); a++)
            all.Slice((tokens.Of(i, a) * stride) + (block * depth), depth).CopyTo(target[(a * depth)..]);
    }

    /// <summary>Adds to such a block.</summary>
    private void Distribute(ReadOnlySpan<double> source, int i, int stride, int block, Span<double> all)
    {
        for (var a = 0; a < tokens.SizeOf(i); a++)
        {
            var target = all.Slice((tokens.Of(i, a) * stride) + (block * depth), depth);
            TensorPrimitives.Add(target, source.Slice(a * depth, depth), target);
        }
    }

    private Span<double> Envelopes(Span<double> all, int i) => all.Slice(tokens.Of(i, 1) - tokens.AtomCount, tokens.SizeOf(i) - 1);
}
