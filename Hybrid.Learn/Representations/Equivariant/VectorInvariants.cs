using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations.Equivariant;

/// <summary>√(1 + |Vv|²) − 1 and ⟨Uv, Vv⟩ of each channel: smooth lengths and angles of an atom's vectors.</summary>
internal static class VectorInvariants
{
    /// <param name="mixed">Uv and Vv side by side, shape [atoms · 3, 2V].</param>
    /// <returns>Lengths, then scalar products, shape [atoms, 2V].</returns>
    public static Variable Of(Variable mixed)
    {
        var (nAtoms, width) = (mixed.Shape[0] / 3, mixed.Shape[1]);
        var invariants = mixed.Tape.Output([mixed], nAtoms, width);
        var nVectors = width / 2;
        for (var A = 0; A < nAtoms; A++)
        {
            var x = mixed.Value.Slice(3 * A * width, 3 * width);
            var result = invariants.Value.Slice(A * width, width);
            for (var c = 0; c < nVectors; c++)
            {
                double square = 1.0, product = 0.0;
                for (var k = c; k < 3 * width; k += width)
                {
                    square += x[k + nVectors] * x[k + nVectors];
                    product += x[k] * x[k + nVectors];
                }

                result[c] = Math.Sqrt(square) - 1.0;
                result[c + nVectors] = product;
            }
        }

        if (invariants.NeedsAdjoint)
            Record(mixed, invariants, nAtoms, width);
        return invariants;
    }

    private static void Record(Variable mixed, Variable invariants, int nAtoms, int width) => invariants.Tape.Record(invariants, () =>
    {
        var nVectors = width / 2;
        for (var A = 0; A < nAtoms; A++)
        {
            var x = mixed.Value.Slice(3 * A * width, 3 * width);
            var x̄ = mixed.Adjoint.Slice(3 * A * width, 3 * width);
            var y = invariants.Value.Slice(A * width, width);
            var ȳ = invariants.Adjoint.Slice(A * width, width);
            for (var c = 0; c < nVectors; c++)
            {
                double byLength = ȳ[c] / (y[c] + 1.0), byProduct = ȳ[c + nVectors];
                for (var k = c; k < 3 * width; k += width)
                {
                    x̄[k] += byProduct * x[k + nVectors];
                    x̄[k + nVectors] += (byLength * x[k + nVectors]) + (byProduct * x[k]);
                }
            }
        }
    });
}
