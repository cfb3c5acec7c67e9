using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Models;

/// <summary>Mulliken charges and multipoles of atoms and shells. Charges are nuclear minus electronic.</summary>
public sealed class AtomicPopulations
{
    private readonly double[] charges;
    private readonly double[] shellCharges;
    private readonly double[] dipoles;
    private readonly double[] quadrupoles;
    private readonly int[] shellAtoms;
    private readonly ShellDescription[] shells;

    internal AtomicPopulations(double[] charges, double[] shellCharges, double[] dipoles, double[] quadrupoles, int[] shellAtoms, ShellDescription[] shells)
    {
        this.charges = charges;
        this.shellCharges = shellCharges;
        this.dipoles = dipoles;
        this.quadrupoles = quadrupoles;
        this.shellAtoms = shellAtoms;
        this.shells = shells;
    }

    /// <summary>q of each atom, e, shape [atoms].</summary>
    public ReadOnlySpan<double> Charges => charges;

    /// <summary>q of each shell, e, shape [shells].</summary>
    public ReadOnlySpan<double> ShellCharges => shellCharges;

    /// <summary>The atom of each shell, from zero.</summary>
    public ReadOnlySpan<int> ShellAtoms => shellAtoms;

    /// <summary>What each shell is; its label is such as "2p".</summary>
    public ReadOnlySpan<ShellDescription> Shells => shells;

    /// <summary>True when the method has atomic dipoles and quadrupoles.</summary>
    public bool HasMultipoles => dipoles.Length > 0;

    /// <summary>x, y, z of each atom about its nucleus, e·a0, shape [atoms, 3]; empty without multipoles.</summary>
    public ReadOnlySpan<double> Dipoles => dipoles;

    /// <summary>
    /// xx, xy, yy, xz, yz, zz of each atom about its nucleus, traceless (Θ = ³⁄₂ rr − ½ r²), e·a0², shape [atoms, 6]; empty
    /// without multipoles.
    /// </summary>
    public ReadOnlySpan<double> Quadrupoles => quadrupoles;
}
