namespace Hybrid.Physics.Scf;

/// <summary>
/// A charge-dependent energy term of a self-consistent Hamiltonian: its energy, its potential, and their derivatives.
/// </summary>
/// <remarks>
/// Its inputs (positions, parameters) are variables on a tape; the methods that propagate an adjoint add to the
/// adjoints of those inputs that need one.
/// </remarks>
public abstract class Interaction
{
    /// <summary>E(x) in Eh.</summary>
    public abstract double Energy(Populations x);

    /// <summary>Adds each atom's share of the energy; the shares sum to <see cref="Energy"/>.</summary>
    public abstract void AddAtomicEnergies(Populations x, Span<double> perAtom);

    /// <summary>Adds ∂E/∂x to <paramref name="potential"/>.</summary>
    public abstract void AddPotential(Populations x, Populations potential);

    /// <summary>Adds ∂²E/∂x² · direction to <paramref name="result"/>.</summary>
    public abstract void AddKernelProduct(Populations x, Populations direction, Populations result);

    /// <summary>Adds weight · ∂E/∂(inputs) at fixed x to the inputs' adjoints.</summary>
    public abstract void PropagateEnergyAdjoint(Populations x, double weight);

    /// <summary>Adds ∂(v(x) · direction)/∂(inputs) at fixed x, with v = ∂E/∂x, to the inputs' adjoints.</summary>
    public abstract void PropagatePotentialAdjoint(Populations x, Populations direction);
}

/// <summary>The populations that an <see cref="Interaction"/> sees: charges are positive where electrons are missing.</summary>
/// <param name="shellCharges">Charge of each shell.</param>
/// <param name="atomCharges">Charge of each atom, the sum over its shells.</param>
/// <param name="dipoles">Cumulative dipole of each atom, shape [atoms, 3].</param>
/// <param name="quadrupoles">Cumulative quadrupole of each atom, shape [atoms, 6].</param>
public sealed class Populations(Memory<double> shellCharges, Memory<double> atomCharges, Memory<double> dipoles, Memory<double> quadrupoles)
{
    /// <summary>Charge of each shell, e.</summary>
    public Span<double> ShellCharges => shellCharges.Span;

    /// <summary>Charge of each atom, e.</summary>
    public Span<double> AtomCharges => atomCharges.Span;

    /// <summary>Dipole of each atom, shape [atoms, 3], e·a0.</summary>
    public Span<double> AtomDipoles => dipoles.Span;

    /// <summary>Quadrupole of each atom, shape [atoms, 6], e·a0².</summary>
    public Span<double> AtomQuadrupoles => quadrupoles.Span;
}
