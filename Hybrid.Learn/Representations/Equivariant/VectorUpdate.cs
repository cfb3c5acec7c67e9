using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>s + a and v + g ∘ Uv, where a and g are what a network made of an atom's invariants.</summary>
internal static class VectorUpdate
{
    /// <param name="scalars">s, shape [atoms, F].</param>
    /// <param name="vectors">v, shape [atoms · 3, V].</param>
    /// <param name="mixed">Uv in its first V columns, shape [atoms · 3, 2V].</param>
    /// <param name="change">a, then g, shape [atoms, F + V].</param>
    public static (Variable Scalars, Variable Vectors) Of(Variable scalars, Variable vectors, Variable mixed, Variable change)
    {
        var (nAtoms, nScalars, nVectors) = (scalars.Shape[0], scalars.Shape[1], vectors.Shape[1]);
        ReadOnlySpan<Variable> inputs = [scalars, vectors, mixed, change];
        var newScalars = scalars.Tape.Output(inputs, nAtoms, nScalars);
        var newVectors = scalars.Tape.Output(inputs, 3 * nAtoms, nVectors);
        for (var A = 0; A < nAtoms; A++)
        {
            var row = change.Value.Slice(A * (nScalars + nVectors), nScalars + nVectors);
            TensorPrimitives.Add(scalars.Value.Slice(A * nScalars, nScalars), row[..nScalars], newScalars.Value.Slice(A * nScalars, nScalars));
            for (var k = 3 * A; k < (3 * A) + 3; k++)
                TensorPrimitives.MultiplyAdd(row[nScalars..], mixed.Value.Slice(2 * k * nVectors, nVectors), vectors.Value.Slice(k * nVectors, nVectors), newVectors.Value.Slice(k * nVectors, nVectors));
        }

        if (newScalars.NeedsAdjoint)
            Record(scalars, vectors, mixed, change, newScalars, newVectors);
        return (newScalars, newVectors);
    }

    private static void Record(
        Variable scalars, Variable vectors, Variable mixed, Variable change, Variable newScalars, Variable newVectors) => scalars.Tape.Record([newScalars, newVectors], () =>
    {
        var (nAtoms, nScalars, nVectors) = (scalars.Shape[0], scalars.Shape[1], vectors.Shape[1]);
        if (scalars.NeedsAdjoint)
            TensorPrimitives.Add(scalars.Adjoint, newScalars.Adjoint, scalars.Adjoint);
        if (vectors.NeedsAdjoint)
            TensorPrimitives.Add(vectors.Adjoint, newVectors.Adjoint, vectors.Adjoint);
        for (var A = 0; A < nAtoms; A++)
        {
            var place = A * (nScalars + nVectors);
            if (change.NeedsAdjoint)
            {
                var ā = change.Adjoint.Slice(place, nScalars);
                TensorPrimitives.Add(ā, newScalars.Adjoint.Slice(A * nScalars, nScalars), ā);
            }

            for (var k = 3 * A; k < (3 * A) + 3; k++)
            {
                var v̄ = newVectors.Adjoint.Slice(k * nVectors, nVectors);
                if (change.NeedsAdjoint)
                {
                    var ḡ = change.Adjoint.Slice(place + nScalars, nVectors);
                    TensorPrimitives.MultiplyAdd(v̄, mixed.Value.Slice(2 * k * nVectors, nVectors), ḡ, ḡ);
                }

                if (mixed.NeedsAdjoint)
                {
                    var ū = mixed.Adjoint.Slice(2 * k * nVectors, nVectors);
                    TensorPrimitives.MultiplyAdd(v̄, change.Value.Slice(place + nScalars, nVectors), ū, ū);
                }
            }
        }
    });
}
