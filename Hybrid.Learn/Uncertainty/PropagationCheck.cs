using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>The spread of an excitation energy over the members of an ensemble, to first order and exactly.</summary>
/// <param name="Multiplicity">The spin.</param>
/// <param name="Rank">Which of its spin by energy, from one.</param>
/// <param name="FirstOrder">Root-mean-square of the members' deviations to first order, eV.</param>
/// <param name="Exact">The same with each member's Hamiltonian solved, eV.</param>
/// <param name="Difference">Root-mean-square of what both differ by, member by member, eV.</param>
public sealed record PropagationCheck(Multiplicity Multiplicity, int Rank, double FirstOrder, double Exact, double Difference)
{
    /// <summary>Disagreement starts where members differ by more than this share of the larger spread.</summary>
    public const double LargestShare = 0.3;

    /// <summary>True when the first order may be used: members differ by little, or by less than 1 meV.</summary>
    public bool Agrees => Difference <= Math.Max(LargestShare * Math.Max(FirstOrder, Exact), 1e-3);
}
