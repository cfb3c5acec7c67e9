using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>
/// Numbers of shells that depend on the surroundings of their atom: x_s (1 + a CN_A) (1 + b q_A), such as the levels and
/// Slater exponents of sTDA-xTB.
/// </summary>
/// <remarks>doi:10.1063/1.4959605.</remarks>
public static class CoordinationScale
{
    /// <summary>Records the numbers of all shells.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The shells.</param>
    /// <param name="values">x_s of the free atoms, shape [shells].</param>
    /// <param name="coordinationScale">a, shape [1].</param>
    /// <param name="coordinationNumbers">Shape [atoms].</param>
    /// <returns>Shape [shells], in the unit of the values.</returns>
    public static Variable Of(Tape tape, OrbitalBasis basis, Variable values, Variable coordinationScale, Variable coordinationNumbers)
    {
        var zero = tape.Constant(new double[basis.AtomCount], basis.AtomCount);
        return Create(tape, basis, values, coordinationScale, coordinationNumbers, tape.Constant([0.0], 1), zero, static _ => true);
    }

    /// <summary>Records the numbers of all shells, of which only those of the valence depend on the surroundings.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The shells.</param>
    /// <param name="values">x_s of the free atoms, shape [shells].</param>
    /// <param name="coordinationScale">a, shape [1].</param>
    /// <param name="coordinationNumbers">Shape [atoms].</param>
    /// <param name="chargeScale">b, shape [1].</param>
    /// <param name="charges">q, e, shape [atoms].</param>
    /// <returns>Shape [shells], in the unit of the values.</returns>
    public static Variable OfValence(
        Tape tape, OrbitalBasis basis, Variable values, Variable coordinationScale, Variable coordinationNumbers, Variable chargeScale, Variable charges) =>
        Create(tape, basis, values, coordinationScale, coordinationNumbers, chargeScale, charges, s => basis.Shells[s].IsValence);

    private static Variable Create(
        Tape tape, OrbitalBasis basis, Variable values, Variable a, Variable cn, Variable b, Variable q, Func<int, bool> depends)
    {
        var result = tape.Output([values, a, b, .. Scaled(a, cn), .. Scaled(b, q)], basis.ShellCount);
        for (var s = 0; s < basis.ShellCount; s++)
        {
            var A = basis.ShellAtom[s];
            result.Value[s] = depends(s) ? values.Value[s] * ByCoordination(A) * ByCharge(A) : values.Value[s];
        }

        tape.Record(result, () =>
        {
            for (var s = 0; s < basis.ShellCount; s++)
            {
                var A = basis.ShellAtom[s];
                var adjoint = result.Adjoint[s];
                if (!depends(s))
                {
                    if (values.NeedsAdjoint)
                        values.Adjoint[s] += adjoint;
                    continue;
                }

                if (values.NeedsAdjoint)
                    values.Adjoint[s] += adjoint * ByCoordination(A) * ByCharge(A);
                PropagateFactor(a, cn, A, adjoint * values.Value[s] * ByCharge(A));
                PropagateFactor(b, q, A, adjoint * values.Value[s] * ByCoordination(A));
            }
        });
        return result;

        double ByCoordination(int A) => 1.0 + (a.Value[0] * cn.Value[A]);

        double ByCharge(int A) => 1.0 + (b.Value[0] * q.Value[A]);
    }

    /// <summary>What 1 + scale · value_A depends on beside the scale: nothing where the scale is zero, so that no derivative is carried in vain.</summary>
    private static Variable[] Scaled(Variable scale, Variable values) => scale.Value[0] == 0.0 ? [] : [values];

    /// <summary>The chain rule of 1 + scale · value_A.</summary>
    private static void PropagateFactor(Variable scale, Variable values, int A, double adjoint)
    {
        if (scale.NeedsAdjoint)
            scale.Adjoint[0] += adjoint * values.Value[A];
        if (values.NeedsAdjoint && scale.Value[0] != 0.0)
            values.Adjoint[A] += adjoint * scale.Value[0];
    }
}
