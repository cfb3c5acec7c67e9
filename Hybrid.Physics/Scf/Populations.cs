namespace Hybrid.Physics.Scf;

/// <summary>
/// What charge-dependent energy terms see of the density: shell charges, atomic charges, and atomic dipoles and
/// quadrupoles. The same shape serves their conjugate potentials.
/// </summary>
/// <remarks>
/// Charges are nuclear minus electronic (e). Dipoles: x, y, z (e·a0). Quadrupoles: traceless xx, xy, yy, xz, yz, zz (e·a0²),
/// Θ_ab = ³⁄₂ θ_ab − ½ δ_ab Tr θ. The shell charges, dipoles and quadrupoles lie one after the other in
/// <see cref="Independent"/>; atomic charges are their sums (or, for potentials, what is shared by an atom's shells).
/// </remarks>
public sealed class Populations
{
    private readonly Memory<double> independent;
    private readonly Memory<double> atomCharges;
    private readonly int nShells;
    private readonly int nMultipoleAtoms;

    /// <summary>Views over memory of the caller.</summary>
    /// <param name="independent">Shell charges [shells], then dipoles [atoms · 3] and quadrupoles [atoms · 6] when there are any.</param>
    /// <param name="atomCharges">Atomic charges [atoms].</param>
    /// <param name="nShells">The number of shells.</param>
    /// <exception cref="ArgumentException">The lengths don't fit.</exception>
    public Populations(Memory<double> independent, Memory<double> atomCharges, int nShells)
    {
        nMultipoleAtoms = (independent.Length - nShells) / 9;
        if (independent.Length != nShells && independent.Length != nShells + (9 * atomCharges.Length))
            throw new ArgumentException($"{nShells} shell charges with or without 9 multipole components per atom were expected, but {independent.Length} numbers came.", nameof(independent));
        this.independent = independent;
        this.atomCharges = atomCharges;
        this.nShells = nShells;
    }

    /// <summary>Everything that the self-consistent field iterates on.</summary>
    public Span<double> Independent => independent.Span;

    /// <summary>One charge per shell.</summary>
    public Span<double> ShellCharges => independent.Span[..nShells];

    /// <summary>One charge per atom.</summary>
    public Span<double> AtomCharges => atomCharges.Span;

    /// <summary>x, y, z per atom; empty in methods without multipoles.</summary>
    public Span<double> AtomDipoles => independent.Span.Slice(nShells, 3 * nMultipoleAtoms);

    /// <summary>xx, xy, yy, xz, yz, zz per atom; empty in methods without multipoles.</summary>
    public Span<double> AtomQuadrupoles => independent.Span.Slice(nShells + (3 * nMultipoleAtoms), 6 * nMultipoleAtoms);

    /// <summary>True when dipoles and quadrupoles are there.</summary>
    public bool HasMultipoles => nMultipoleAtoms > 0;

    /// <summary>Sets everything to zero.</summary>
    public void Clear()
    {
        independent.Span.Clear();
        atomCharges.Span.Clear();
    }
}
