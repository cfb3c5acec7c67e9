using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>c_p + a_i + b_j for each directed pair p = (i, j): what belongs to a pair and to each of its ends.</summary>
internal static class PairSum
{
    /// <param name="neighbours">The pairs.</param>
    /// <param name="pairs">c, shape [pairs, H].</param>
    /// <param name="ends">a and b side by side, shape [atoms, 2H].</param>
    /// <returns>Shape [pairs, H].</returns>
    public static Variable Of(Neighbours neighbours, Variable pairs, Variable ends)
    {
        var (width, centres, others) = (pairs.Shape[1], neighbours.Centres, neighbours.Others);
        var sum = neighbours.Tape.Output([pairs, ends], neighbours.Count, width);
        for (var p = 0; p < neighbours.Count; p++)
        {
            var row = sum.Value.Slice(p * width, width);
            TensorPrimitives.Add(pairs.Value.Slice(p * width, width), ends.Value.Slice(2 * centres.Span[p] * width, width), row);
            TensorPrimitives.Add(row, ends.Value.Slice(((2 * others.Span[p]) + 1) * width, width), row);
        }

        if (sum.NeedsAdjoint)
            Record(pairs, ends, sum, centres, others);
        return sum;
    }

    private static void Record(Variable pairs, Variable ends, Variable sum, ReadOnlyMemory<int> centres, ReadOnlyMemory<int> others) => sum.Tape.Record(sum, () =>
    {
        var width = sum.Shape[1];
        if (pairs.NeedsAdjoint)
            TensorPrimitives.Add(pairs.Adjoint, sum.Adjoint, pairs.Adjoint);
        for (var p = 0; ends.NeedsAdjoint && p < centres.Length; p++)
        {
            var adjoint = sum.Adjoint.Slice(p * width, width);
            var ā = ends.Adjoint.Slice(2 * centres.Span[p] * width, width);
            var b̄ = ends.Adjoint.Slice(((2 * others.Span[p]) + 1) * width, width);
            TensorPrimitives.Add(ā, adjoint, ā);
            TensorPrimitives.Add(b̄, adjoint, b̄);
        }
    });
}
