using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// Charges from differences of electronegativities, with which sTDA-xTB begins: N_A = z_A + Σ_B (χ_A − χ_B) (r_AB/R)⁶,
/// χ = EN − k √CN, r_AB the mean of the covalent radii, scaled so that the electrons add up; q_A = z_A − N_A.
/// </summary>
/// <remarks>S. Grimme, C. Bannwarth, J. Chem. Phys. 145, 054103 (2016), doi:10.1063/1.4959605.</remarks>
public sealed class ElectronegativityCharges
{
    /// <summary>EN of each atom, shape [atoms].</summary>
    public required Variable Electronegativities { get; init; }

    /// <summary>k, shape [1].</summary>
    public required Variable CoordinationScale { get; init; }

    /// <summary>Covalent radius of each atom, a0, shape [atoms].</summary>
    public required Variable CovalentRadii { get; init; }

    /// <summary>CN of each atom, shape [atoms].</summary>
    public required Variable CoordinationNumbers { get; init; }

    /// <summary>z, the electrons of each neutral atom; numbers that are never learned.</summary>
    public required ReadOnlyMemory<double> ValenceElectrons { get; init; }

    /// <summary>Records the charges.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="charge">The total charge, e.</param>
    /// <returns>q, e, shape [atoms].</returns>
    public Variable Charges(Tape tape, AtomPairs pairs, double charge)
    {
        var q = tape.Output([pairs.Vectors, Electronegativities, CoordinationScale, CovalentRadii, CoordinationNumbers], pairs.AtomCount);
        var z = ValenceElectrons.Span;
        var (total, scale) = (0.0, 1.0);
        foreach (var electrons in z)
            total += electrons;
        scale -= charge / total;
        for (var A = 0; A < q.Length; A++)
            q.Value[A] = z[A] * (1.0 - scale);
        for (var p = 0; p < pairs.Count; p++)
        {
            var (A, B) = (pairs.First[p], pairs.Second[p]);
            var moved = scale * (Electronegativity(A) - Electronegativity(B)) * Decay(pairs, p);
            q.Value[A] -= moved;
            q.Value[B] += moved;
        }

        tape.Record(q, () => PropagateAdjoint(pairs, q.Adjoint, scale));
        return q;
    }

    private void PropagateAdjoint(AtomPairs pairs, ReadOnlySpan<double> q̄, double scale)
    {
        var χ̄ = new double[q̄.Length];
        for (var p = 0; p < pairs.Count; p++)
        {
            var (A, B) = (pairs.First[p], pairs.Second[p]);
            var weight = scale * (q̄[B] - q̄[A]);
            var decay = Decay(pairs, p);
            χ̄[A] += weight * decay;
            χ̄[B] -= weight * decay;
            var byLogDecay = weight * (Electronegativity(A) - Electronegativity(B)) * decay;
            if (pairs.Vectors.NeedsAdjoint)
                pairs.AddRadialAdjoint(pairs.Vectors.Adjoint, p, -6.0 * byLogDecay / pairs.Distances[p]);
            if (!CovalentRadii.NeedsAdjoint)
                continue;
            var byRadius = 6.0 * byLogDecay / (CovalentRadii.Value[A] + CovalentRadii.Value[B]);
            CovalentRadii.Adjoint[A] += byRadius;
            CovalentRadii.Adjoint[B] += byRadius;
        }

        for (var A = 0; A < χ̄.Length; A++)
        {
            if (Electronegativities.NeedsAdjoint)
                Electronegativities.Adjoint[A] += χ̄[A];
            var root = Math.Sqrt(CoordinationNumbers.Value[A]);
            if (CoordinationScale.NeedsAdjoint)
                CoordinationScale.Adjoint[0] -= χ̄[A] * root;
            if (CoordinationNumbers.NeedsAdjoint && root > 0.0)
                CoordinationNumbers.Adjoint[A] -= 0.5 * χ̄[A] * CoordinationScale.Value[0] / root;
        }
    }

    private double Electronegativity(int A) =>
        Electronegativities.Value[A] - (CoordinationScale.Value[0] * Math.Sqrt(CoordinationNumbers.Value[A]));

    /// <summary>(r_AB / R)⁶.</summary>
    private double Decay(AtomPairs pairs, int p)
    {
        var ratio = 0.5 * (CovalentRadii.Value[pairs.First[p]] + CovalentRadii.Value[pairs.Second[p]]) / pairs.Distances[p];
        var cube = ratio * ratio * ratio;
        return cube * cube;
    }
}
