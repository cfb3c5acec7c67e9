using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// Half the potential of atomic charges at the atoms, V_A = ½ s Σ_B γ_AB q_B with γ_AB = 1 / (R + 1/√(η_A η_B)) and
/// γ_AA = η_A, as sTDA-xTB has it.
/// </summary>
/// <remarks>S. Grimme, C. Bannwarth, J. Chem. Phys. 145, 054103 (2016), doi:10.1063/1.4959605.</remarks>
public static class MonopolePotential
{
    /// <summary>Records the potential.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="charges">q, e, shape [atoms].</param>
    /// <param name="hubbard">η of each atom, Eh/e², shape [atoms].</param>
    /// <param name="scale">s, shape [1].</param>
    /// <returns>V, Eh/e, shape [atoms].</returns>
    public static Variable Of(Tape tape, AtomPairs pairs, Variable charges, Variable hubbard, Variable scale)
    {
        var V = tape.Output([pairs.Vectors, charges, hubbard, scale], pairs.AtomCount);
        AddProducts(pairs, charges.Value, hubbard.Value, 0.5 * scale.Value[0], V.Value);
        tape.Record(V, () => PropagateAdjoint(pairs, charges, hubbard, scale, V));
        return V;
    }

    /// <summary>result += weight · γ x.</summary>
    private static void AddProducts(AtomPairs pairs, ReadOnlySpan<double> x, ReadOnlySpan<double> η, double weight, Span<double> result)
    {
        for (var A = 0; A < x.Length; A++)
            result[A] += weight * η[A] * x[A];
        for (var p = 0; p < pairs.Count; p++)
        {
            var (A, B) = (pairs.First[p], pairs.Second[p]);
            var γ = weight / (pairs.Distances[p] + (1.0 / Math.Sqrt(η[A] * η[B])));
            result[A] += γ * x[B];
            result[B] += γ * x[A];
        }
    }

    private static void PropagateAdjoint(AtomPairs pairs, Variable charges, Variable hubbard, Variable scale, Variable V)
    {
        var s = scale.Value[0];
        var V̄ = V.Adjoint;
        var q = charges.Value;
        var η = hubbard.Value;
        if (charges.NeedsAdjoint)
            AddProducts(pairs, V̄, η, 0.5 * s, charges.Adjoint);
        if (scale.NeedsAdjoint)
        {
            Span<double> ofUnitScale = new double[q.Length];
            AddProducts(pairs, q, η, 0.5, ofUnitScale);
            for (var A = 0; A < q.Length; A++)
                scale.Adjoint[0] += V̄[A] * ofUnitScale[A];
        }

        for (var A = 0; A < q.Length && hubbard.NeedsAdjoint; A++)
            hubbard.Adjoint[A] += 0.5 * s * V̄[A] * q[A];
        for (var p = 0; p < pairs.Count && (hubbard.NeedsAdjoint || pairs.Vectors.NeedsAdjoint); p++)
        {
            var (A, B) = (pairs.First[p], pairs.Second[p]);
            var length = 1.0 / Math.Sqrt(η[A] * η[B]);
            var γ = 1.0 / (pairs.Distances[p] + length);
            var byR = -0.5 * s * ((V̄[A] * q[B]) + (V̄[B] * q[A])) * γ * γ;
            if (pairs.Vectors.NeedsAdjoint)
                pairs.AddRadialAdjoint(pairs.Vectors.Adjoint, p, byR);
            if (!hubbard.NeedsAdjoint)
                continue;
            hubbard.Adjoint[A] -= 0.5 * byR * length / η[A];
            hubbard.Adjoint[B] -= 0.5 * byR * length / η[B];
        }
    }
}
