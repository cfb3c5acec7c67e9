using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Unconstrained;

/// <summary>y = g ∘ x / √(⟨x²⟩ + ε) for each row x: keeps tokens of one size.</summary>
/// <remarks>Zhang, Sennrich, NeurIPS 2019, doi:10.48550/arXiv.1910.07467.</remarks>
internal static class RootMeanSquareNorm
{
    private const double ε = 1e-6;

    /// <param name="x">Shape [n, D].</param>
    /// <param name="gain">g, shape [D].</param>
    public static Variable Of(Variable x, Variable gain)
    {
        var (rows, width) = (x.Shape[0], x.Shape[1]);
        var y = x.Tape.Output([x, gain], rows, width);
        var scales = x.Tape.Arena.RentUncleared(rows);
        for (var k = 0; k < rows; k++)
        {
            var row = x.Value.Slice(k * width, width);
            var scale = 1.0 / Math.Sqrt((TensorPrimitives.SumOfSquares<double>(row) / width) + ε);
            scales.Span[k] = scale;
            var target = y.Value.Slice(k * width, width);
            TensorPrimitives.Multiply(row, scale, target);
            TensorPrimitives.Multiply(target, gain.Value, target);
        }

        if (y.NeedsAdjoint)
            Record(x, gain, y, scales);
        return y;
    }

    private static void Record(Variable x, Variable gain, Variable y, Memory<double> scales) => y.Tape.Record(y, () =>
    {
        var (rows, width) = (x.Shape[0], x.Shape[1]);
        Span<double> byNormed = stackalloc double[width];
        for (var k = 0; k < rows; k++)
        {
            var scale = scales.Span[k];
            var ȳ = y.Adjoint.Slice(k * width, width);
            var row = x.Value.Slice(k * width, width);
            if (gain.NeedsAdjoint)
            {
                TensorPrimitives.Multiply(ȳ, row, byNormed);
                TensorPrimitives.MultiplyAdd(byNormed, scale, gain.Adjoint, gain.Adjoint);
            }

            if (!x.NeedsAdjoint)
                continue;

            // x̄ = s (ḡ − x s² ⟨ḡ x⟩) with ḡ = ȳ ∘ g
            TensorPrimitives.Multiply(ȳ, gain.Value, byNormed);
            var along = TensorPrimitives.Dot(byNormed, row) * scale * scale / width;
            var x̄ = x.Adjoint.Slice(k * width, width);
            TensorPrimitives.MultiplyAdd(byNormed, scale, x̄, x̄);
            TensorPrimitives.MultiplyAdd(row, -along * scale, x̄, x̄);
        }
    });
}
