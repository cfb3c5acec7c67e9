using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// The correction of charge model 5: q_A + Σ_B T_AB exp(−α (R − r_A − r_B)), with T_AB = D_A − D_B + D_AB between different
/// elements, where D_AB counts from the lighter to the heavier one, and T_BA = −T_AB.
/// </summary>
/// <remarks>
/// A. V. Marenich, S. V. Jerome, C. J. Cramer, D. G. Truhlar, J. Chem. Theory Comput. 8, 527 (2012), doi:10.1021/ct200866d. The
/// publication gives T_AB itself for six pairs of elements; D_AB is what it then differs by from D_A − D_B.
/// </remarks>
public sealed class ChargeModel5
{
    /// <summary>The atomic numbers.</summary>
    public required ReadOnlyMemory<int> AtomicNumbers { get; init; }

    /// <summary>D_A, e, shape [atoms].</summary>
    public required Variable AtomicParameters { get; init; }

    /// <summary>D_AB, e, shape [pairs].</summary>
    public required Variable PairParameters { get; init; }

    /// <summary>r, a0, shape [atoms].</summary>
    public required Variable Radii { get; init; }

    /// <summary>α, 1/a0, shape [1].</summary>
    public required Variable Exponent { get; init; }

    /// <summary>Records the corrected charges.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="pairs">All pairs of atoms.</param>
    /// <param name="charges">q, e, shape [atoms].</param>
    /// <returns>e, shape [atoms].</returns>
    public Variable Corrected(Tape tape, AtomPairs pairs, Variable charges)
    {
        var result = tape.Output([charges, pairs.Vectors, AtomicParameters, PairParameters, Radii, Exponent], charges.Length);
        charges.Value.CopyTo(result.Value);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (Sign(pairs, p) == 0)
                continue;
            var moved = Transferred(pairs, p) * Decay(pairs, p);
            result.Value[pairs.First[p]] += moved;
            result.Value[pairs.Second[p]] -= moved;
        }

        tape.Record(result, () => PropagateAdjoint(pairs, charges, result.Adjoint));
        return result;
    }

    private void PropagateAdjoint(AtomPairs pairs, Variable charges, ReadOnlySpan<double> adjoint)
    {
        for (var A = 0; A < adjoint.Length && charges.NeedsAdjoint; A++)
            charges.Adjoint[A] += adjoint[A];
        for (var p = 0; p < pairs.Count; p++)
        {
            var sign = Sign(pairs, p);
            if (sign == 0)
                continue;
            var (A, B) = (pairs.First[p], pairs.Second[p]);
            var byTransfer = (adjoint[A] - adjoint[B]) * Decay(pairs, p);
            if (AtomicParameters.NeedsAdjoint)
            {
                AtomicParameters.Adjoint[A] += byTransfer;
                AtomicParameters.Adjoint[B] -= byTransfer;
            }

            if (PairParameters.NeedsAdjoint)
                PairParameters.Adjoint[p] += sign * byTransfer;
            var byLogDecay = byTransfer * Transferred(pairs, p);
            var α = Exponent.Value[0];
            if (pairs.Vectors.NeedsAdjoint)
                pairs.AddRadialAdjoint(pairs.Vectors.Adjoint, p, -α * byLogDecay);
            if (Radii.NeedsAdjoint)
            {
                Radii.Adjoint[A] += α * byLogDecay;
                Radii.Adjoint[B] += α * byLogDecay;
            }

            if (Exponent.NeedsAdjoint)
                Exponent.Adjoint[0] += byLogDecay * (Radii.Value[A] + Radii.Value[B] - pairs.Distances[p]);
        }
    }

    /// <summary>1 when the first atom is the lighter one, −1 when the second is, 0 for one element.</summary>
    private int Sign(AtomPairs pairs, int p) => AtomicNumbers.Span[pairs.Second[p]].CompareTo(AtomicNumbers.Span[pairs.First[p]]);

    /// <summary>T of the first and second atom.</summary>
    private double Transferred(AtomPairs pairs, int p) =>
        AtomicParameters.Value[pairs.First[p]] - AtomicParameters.Value[pairs.Second[p]] + (Sign(pairs, p) * PairParameters.Value[p]);

    private double Decay(AtomPairs pairs, int p) =>
        Math.Exp(Exponent.Value[0] * (Radii.Value[pairs.First[p]] + Radii.Value[pairs.Second[p]] - pairs.Distances[p]));
}
