using System.Collections.Immutable;
using Hybrid.Core.Structures;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Data;

/// <summary>A structure with what is known about it, all in atomic units. What is null is not known, and no loss asks for it.</summary>
public sealed record Sample
{
    /// <summary>What messages call it: its name in the file, or file and number.</summary>
    public required string Name { get; init; }

    /// <summary>The atoms.</summary>
    public required Structure Structure { get; init; }

    /// <summary>What tells that two samples are the same molecule, such as its SMILES; null for its bonds.</summary>
    public string? Molecule { get; init; }

    /// <summary>The tag of the level of theory that the labels come from.</summary>
    public string Level { get; init; } = "";

    /// <summary>What the sample as a whole counts in a loss.</summary>
    public double Weight { get; init; } = 1.0;

    /// <summary>Excited states, in any order.</summary>
    public ImmutableArray<ReferenceState> States { get; init; } = [];

    /// <summary>True when <see cref="States"/> holds, for each spin in it, the lowest states without a gap: the order of energy may be relied on.</summary>
    public bool StatesAreLowest { get; init; } = true;

    /// <summary>Total energy, Eh.</summary>
    public double? Energy { get; init; }

    /// <summary>Forces, shape [atoms, 3], Eh/a0.</summary>
    public ImmutableArray<double>? Forces { get; init; }

    /// <summary>Atomic charges, shape [atoms], e.</summary>
    public ImmutableArray<double>? Charges { get; init; }

    /// <summary>Dipole moment, shape [3], e·a0.</summary>
    public ImmutableArray<double>? Dipole { get; init; }

    /// <summary>Traceless quadrupole moment xx, xy, yy, xz, yz, zz, e·a0².</summary>
    public ImmutableArray<double>? Quadrupole { get; init; }

    /// <summary>Energies of the orbitals from the lowest valence orbital on, Eh.</summary>
    public ImmutableArray<double>? OrbitalEnergies { get; init; }

    /// <summary>Energy between the highest occupied and the lowest virtual orbital, Eh.</summary>
    public double? Gap { get; init; }

    /// <summary>The lowest state of a spin that the reference doesn't call Rydberg; null when there is none.</summary>
    public ReferenceState? LowestValence(Multiplicity multiplicity) => States
        .Where(state => state.Multiplicity == multiplicity && state.IsRydberg != true)
        .MinBy(static state => state.Energy);
}
