using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Methods;

/// <summary>An energy that does not depend on the density, by atom.</summary>
/// <param name="Name">The term's name, such as "repulsion".</param>
/// <param name="AtomicEnergies">Shape [atoms], Eh.</param>
public sealed record EnergyTerm(string Name, Variable AtomicEnergies)
{
    /// <summary>The energies of the pairs of atoms, Eh, in the order of <see cref="Geometry.AtomPairs"/>, where the term is a sum over them; made when asked for.</summary>
    internal Func<double[]>? PairEnergies { get; init; }
}
