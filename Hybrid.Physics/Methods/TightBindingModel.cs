using System.Collections.Immutable;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Hamiltonians;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Methods;

/// <summary>What a self-consistent method makes of a structure before the field is solved.</summary>
internal sealed class TightBindingModel
{
    public required AtomPairs Pairs { get; init; }

    public required MultipoleIntegrals Integrals { get; init; }

    public required ZerothOrderHamiltonian Hamiltonian { get; init; }

    public required bool WithMultipoles { get; init; }

    public required ImmutableArray<Interaction> Interactions { get; init; }

    public required IReadOnlyList<EnergyTerm> ClassicalTerms { get; init; }
}
