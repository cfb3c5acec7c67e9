using Hybrid.Physics.Ledger;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Explanations;

/// <summary>An energy, of a followed state or of the ground state, at one point of the path that switches corrections on.</summary>
/// <param name="Energy">Of a state the mean over the members, Eh.</param>
/// <param name="Members">One state, or the members of a degenerate set; none for the ground state.</param>
/// <param name="Overlap">With the state that it was followed from, the smallest of the members'.</param>
/// <param name="Highest">The highest index of a member among the states.</param>
/// <param name="Learned">Σ dE/dδ_k δ_k by learned term and atoms; null when not asked for.</param>
/// <param name="Physics">The terms of the energy; null when not asked for.</param>
/// <param name="Moments">Charges and dipole moment by atom; null when not asked for.</param>
internal sealed record PathNode(
    double Energy, IReadOnlyList<TransitionDensity> Members, double Overlap, int Highest, ContributionSums? Learned, IReadOnlyList<Contribution>? Physics, AtomicMoments? Moments);
