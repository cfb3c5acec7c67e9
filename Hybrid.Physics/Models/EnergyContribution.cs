namespace Hybrid.Physics.Models;

/// <summary>One term of an energy, as a whole and by atom.</summary>
/// <param name="Name">What it is, such as "repulsion".</param>
/// <param name="Total">The sum over all atoms, Eh.</param>
/// <param name="AtomicEnergies">
/// Each atom's share, Eh, shape [atoms]. A pair's energy is shared half and half; the electronic entropy by the Mulliken
/// populations of the partially occupied orbitals. Shares are a bookkeeping, not observables.
/// </param>
public sealed record EnergyContribution(string Name, double Total, ReadOnlyMemory<double> AtomicEnergies);
