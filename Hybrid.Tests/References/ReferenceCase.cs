using System.Collections.Immutable;
using Hybrid.Core.Structures;

namespace Hybrid.Tests.References;

/// <summary>One structure and what the reference program says about it. Atomic units.</summary>
public sealed record ReferenceCase
{
    /// <summary>The structure's file name without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>Atoms, positions (bohr), charge and unpaired electrons.</summary>
    public required Structure Structure { get; init; }

    /// <summary>Z of each atom.</summary>
    public ReadOnlySpan<int> AtomicNumbers => Structure.AtomicNumbers;

    /// <summary>x, y, z of each atom in bohr.</summary>
    public ReadOnlySpan<double> Positions => Structure.Positions;

    /// <summary>Total charge in e.</summary>
    public double Charge => Structure.Charge;

    /// <summary>Number of unpaired electrons.</summary>
    public int Unpaired => Structure.UnpairedElectrons ?? 0;

    /// <summary>Total energy with the electronic entropy term at 300 K, in Eh; 12 decimals.</summary>
    public required double Energy { get; init; }

    /// <summary>What the program prints of the energy's parts, in Eh, by name (see the README beside this file).</summary>
    public required ImmutableSortedDictionary<string, double> EnergyParts { get; init; }

    /// <summary>∂E/∂R in Eh/a0, shape [atoms, 3].</summary>
    public required ImmutableArray<double> Gradient { get; init; }

    /// <summary>Mulliken charges in e.</summary>
    public required ImmutableArray<double> Charges { get; init; }

    /// <summary>Charges of the shells in e, in the parameter file's order for each atom.</summary>
    public required ImmutableArray<double> ShellCharges { get; init; }

    /// <summary>GFN2 only, up to 30 atoms: x, y, z of each atom's cumulative dipole in e·a0; else empty.</summary>
    public required ImmutableArray<double> AtomicDipoles { get; init; }

    /// <summary>GFN2 only, up to 30 atoms: traceless xx, xy, yy, xz, yz, zz of each atom in e·a0²; else empty.</summary>
    public required ImmutableArray<double> AtomicQuadrupoles { get; init; }

    /// <summary>Dipole moment in e·a0 about the origin of the coordinates.</summary>
    public required ImmutableArray<double> Dipole { get; init; }

    /// <summary>Orbital energies in Eh, ascending.</summary>
    public required ImmutableArray<double> OrbitalEnergies { get; init; }

    /// <summary>Occupations (0 to 2) of the orbitals up to the last that is not empty.</summary>
    public required ImmutableArray<double> Occupations { get; init; }

    /// <summary>Wiberg bond orders above 0.1 between atoms closer than 10 a0.</summary>
    public required ImmutableArray<ReferenceBond> BondOrders { get; init; }

    /// <summary>ε(LUMO) − ε(HOMO) of the α electrons in electronvolt (27.21138505 eV per Eh, as the program converts).</summary>
    public required double GapElectronvolt { get; init; }

    /// <summary>Iterations that the program needed.</summary>
    public required int Iterations { get; init; }

    /// <summary>Broyden's mixing parameter: 0.4, the program's default, or 0.1 where that default runs into an unphysical solution.</summary>
    public required double Mixing { get; init; }

    /// <summary>The energy of another self-consistent solution that the other mixing finds, if it finds one.</summary>
    public required double? OtherSolution { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
