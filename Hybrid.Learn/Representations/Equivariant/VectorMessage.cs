using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>
/// What atoms receive from their neighbours: s_i + Σ_j φˢ_j ∘ wˢ_ij and v_i + Σ_j (φʳ_j ∘ wʳ_ij) r̂_ij + (φᵛ_j ∘ wᵛ_ij) ∘ v_j, gathered,
/// multiplied and summed in one pass over the pairs.
/// </summary>
/// <remarks>Schütt, Unke, Gastegger, ICML 2021, doi:10.48550/arXiv.2102.03150, equations 7 and 8.</remarks>
internal sealed class VectorMessage
{
    private readonly int[] centres;
    private readonly int[] others;
    private readonly Variable scalars;
    private readonly Variable? vectors;
    private readonly Variable sent;
    private readonly Variable filter;
    private readonly Variable directions;
    private readonly int nScalars;
    private readonly int nVectors;
    private readonly int width;

    private VectorMessage(Neighbours neighbours, Variable scalars, Variable? vectors, Variable sent, Variable filter, Variable directions, int nVectors)
    {
        centres = neighbours.Centres.ToArray();
        others = neighbours.Others.ToArray();
        (this.scalars, this.vectors, this.sent, this.filter, this.directions) = (scalars, vectors, sent, filter, directions);
        (nScalars, this.nVectors, width) = (scalars.Shape[1], nVectors, sent.Shape[1]);
    }

    /// <summary>Passes the messages.</summary>
    /// <param name="neighbours">The pairs.</param>
    /// <param name="scalars">s, shape [atoms, F].</param>
    /// <param name="vectors">v, shape [atoms · 3, V], x, y, z of an atom one after the other; null when all are zero.</param>
    /// <param name="sent">φ, shape [atoms, F + 2V], or [atoms, F + V] without vectors.</param>
    /// <param name="filter">w, shape [pairs, as φ].</param>
    /// <param name="directions">r̂, shape [pairs, 3].</param>
    /// <param name="nVectors">V.</param>
    /// <returns>New scalars and vectors.</returns>
    public static (Variable Scalars, Variable Vectors) Pass(
        Neighbours neighbours, Variable scalars, Variable? vectors, Variable sent, Variable filter, Variable directions, int nVectors)
    {
        var message = new VectorMessage(neighbours, scalars, vectors, sent, filter, directions, nVectors);
        ReadOnlySpan<Variable> inputs = vectors is null ? [scalars, sent, filter, directions] : [scalars, sent, filter, directions, vectors];
        var newScalars = neighbours.Tape.Output(inputs, neighbours.AtomCount, message.nScalars);
        var newVectors = neighbours.Tape.Output(inputs, 3 * neighbours.AtomCount, nVectors);
        message.Forward(newScalars.Value, newVectors.Value);
        if (newScalars.NeedsAdjoint)
            neighbours.Tape.Record([newScalars, newVectors], () => message.Backward(newScalars.Adjoint, newVectors.Adjoint));
        return (newScalars, newVectors);
    }

    private void Forward(Span<double> s, Span<double> v)
    {
        scalars.Value.CopyTo(s);
        if (vectors is not null)
            vectors.Value.CopyTo(v);
        Span<double> product = stackalloc double[width];
        for (var p = 0; p < centres.Length; p++)
        {
            TensorPrimitives.Multiply(sent.Value.Slice(others[p] * width, width), filter.Value.Slice(p * width, width), product);
            var scalar = s.Slice(centres[p] * nScalars, nScalars);
            TensorPrimitives.Add(scalar, product[..nScalars], scalar);
            for (var k = 0; k < 3; k++)
            {
                var vector = v.Slice(((3 * centres[p]) + k) * nVectors, nVectors);
                TensorPrimitives.MultiplyAdd(product.Slice(nScalars, nVectors), directions.Value[(3 * p) + k], vector, vector);
                if (vectors is not null)
                    TensorPrimitives.MultiplyAdd(product[(nScalars + nVectors)..], vectors.Value.Slice(((3 * others[p]) + k) * nVectors, nVectors), vector, vector);
            }
        }
    }

    private void Backward(ReadOnlySpan<double> s̄, ReadOnlySpan<double> v̄)
    {
        if (scalars.NeedsAdjoint)
            TensorPrimitives.Add(scalars.Adjoint, s̄, scalars.Adjoint);
        if (vectors is { NeedsAdjoint: true })
            TensorPrimitives.Add(vectors.Adjoint, v̄, vectors.Adjoint);
        Span<double> product = stackalloc double[width], adjoint = stackalloc double[width];
        for (var p = 0; p < centres.Length; p++)
        {
            var φ = sent.Value.Slice(others[p] * width, width);
            var w = filter.Value.Slice(p * width, width);
            TensorPrimitives.Multiply(φ, w, product);
            s̄.Slice(centres[p] * nScalars, nScalars).CopyTo(adjoint);
            adjoint[nScalars..].Clear();
            for (var k = 0; k < 3; k++)
                Component(p, k, v̄.Slice(((3 * centres[p]) + k) * nVectors, nVectors), product, adjoint);
            if (sent.NeedsAdjoint)
            {
                var φ̄ = sent.Adjoint.Slice(others[p] * width, width);
                TensorPrimitives.MultiplyAdd(adjoint, w, φ̄, φ̄);
            }

            if (filter.NeedsAdjoint)
            {
                var w̄ = filter.Adjoint.Slice(p * width, width);
                TensorPrimitives.MultiplyAdd(adjoint, φ, w̄, w̄);
            }
        }
    }

    /// <summary>The part of one Cartesian component in the adjoints of the products, of the direction, and of the neighbour's vectors.</summary>
    private void Component(int p, int k, ReadOnlySpan<double> v̄, ReadOnlySpan<double> product, Span<double> adjoint)
    {
        var toDirection = adjoint.Slice(nScalars, nVectors);
        TensorPrimitives.MultiplyAdd(v̄, directions.Value[(3 * p) + k], toDirection, toDirection);
        if (directions.NeedsAdjoint)
            directions.Adjoint[(3 * p) + k] += TensorPrimitives.Dot(v̄, product.Slice(nScalars, nVectors));
        if (vectors is null)
            return;
        var place = ((3 * others[p]) + k) * nVectors;
        var toVector = adjoint[(nScalars + nVectors)..];
        TensorPrimitives.MultiplyAdd(v̄, vectors.Value.Slice(place, nVectors), toVector, toVector);
        if (vectors.NeedsAdjoint)
        {
            var target = vectors.Adjoint.Slice(place, nVectors);
            TensorPrimitives.MultiplyAdd(v̄, product[(nScalars + nVectors)..], target, target);
        }
    }
}
