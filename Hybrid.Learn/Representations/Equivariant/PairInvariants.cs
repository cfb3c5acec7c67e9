using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>v_i·r̂, v_j·r̂ and v_i·v_j of each channel for a directed pair (i, j): how the vectors of two atoms lie to each other and to their axis.</summary>
internal static class PairInvariants
{
    /// <param name="neighbours">The pairs.</param>
    /// <param name="vectors">v, shape [atoms · 3, V].</param>
    /// <param name="directions">r̂, shape [pairs, 3].</param>
    /// <returns>Shape [pairs, 3V].</returns>
    public static Variable Of(Neighbours neighbours, Variable vectors, Variable directions)
    {
        var (V, centres, others) = (vectors.Shape[1], neighbours.Centres, neighbours.Others);
        var invariants = neighbours.Tape.Output([vectors, directions], neighbours.Count, 3 * V);
        for (var p = 0; p < neighbours.Count; p++)
        {
            var row = invariants.Value.Slice(3 * p * V, 3 * V);
            for (var k = 0; k < 3; k++)
            {
                var v_i = Component(vectors.Value, centres.Span[p], k, V);
                var v_j = Component(vectors.Value, others.Span[p], k, V);
                var r̂ = directions.Value[(3 * p) + k];
                TensorPrimitives.MultiplyAdd(v_i, r̂, row[..V], row[..V]);
                TensorPrimitives.MultiplyAdd(v_j, r̂, row.Slice(V, V), row.Slice(V, V));
                TensorPrimitives.MultiplyAdd(v_i, v_j, row[(2 * V)..], row[(2 * V)..]);
            }
        }

        if (invariants.NeedsAdjoint)
            Record(vectors, directions, invariants, centres, others);
        return invariants;
    }

    private static void Record(
        Variable vectors, Variable directions, Variable invariants, ReadOnlyMemory<int> centres, ReadOnlyMemory<int> others) => invariants.Tape.Record(invariants, () =>
    {
        var V = vectors.Shape[1];
        for (var p = 0; p < centres.Length; p++)
        {
            var row = invariants.Adjoint.Slice(3 * p * V, 3 * V);
            for (var k = 0; k < 3; k++)
            {
                var v_i = Component(vectors.Value, centres.Span[p], k, V);
                var v_j = Component(vectors.Value, others.Span[p], k, V);
                if (directions.NeedsAdjoint)
                    directions.Adjoint[(3 * p) + k] += TensorPrimitives.Dot(row[..V], v_i) + TensorPrimitives.Dot(row.Slice(V, V), v_j);
                if (!vectors.NeedsAdjoint)
                    continue;
                var r̂ = directions.Value[(3 * p) + k];
                Add(Component(vectors.Adjoint, centres.Span[p], k, V), row[..V], r̂, row[(2 * V)..], v_j);
                Add(Component(vectors.Adjoint, others.Span[p], k, V), row.Slice(V, V), r̂, row[(2 * V)..], v_i);
            }
        }
    });

    private static void Add(Span<double> v̄, ReadOnlySpan<double> alongAxis, double r̂, ReadOnlySpan<double> mutual, ReadOnlySpan<double> other)
    {
        TensorPrimitives.MultiplyAdd(alongAxis, r̂, v̄, v̄);
        TensorPrimitives.MultiplyAdd(mutual, other, v̄, v̄);
    }

    private static Span<double> Component(Span<double> vectors, int atom, int k, int width) => vectors.Slice(((3 * atom) + k) * width, width);
}
