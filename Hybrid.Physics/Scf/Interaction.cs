using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Scf;

/// <summary>
/// A charge-dependent energy term E(x) of a self-consistent Hamiltonian: its energy, its potential v = ∂E/∂x, and the
/// derivatives of both.
/// </summary>
/// <remarks>
/// <para>
/// x are the <see cref="Populations"/>; their atomic charges are the sums of their shell charges when a term is called.
/// A term that depends on atomic charges adds to the atomic part of the potential.
/// </para>
/// <para>
/// A term holds the variables that it was made from (positions, parameters) and adds to their adjoints where they need one.
/// All results are added, never overwritten. A term keeps scratch memory and serves one call at a time.
/// </para>
/// </remarks>
public abstract class Interaction
{
    /// <summary>The term's name in the list of energy terms, such as "isotropic electrostatics".</summary>
    public abstract string Name { get; }

    /// <summary>The variables that the term was made from.</summary>
    public abstract IReadOnlyList<Variable> Inputs { get; }

    /// <summary>True when E(x) = ½ xᵀ K x with a K that doesn't depend on x, so that the energy splits into pairs.</summary>
    public virtual bool IsQuadratic => false;

    /// <summary>E(x) in Eh.</summary>
    public abstract double Energy(Populations x);

    /// <summary>Adds each atom's share of the energy; the shares sum to <see cref="Energy"/>.</summary>
    public abstract void AddAtomicEnergies(Populations x, Span<double> atomEnergies);

    /// <summary>v += ∂E/∂x.</summary>
    public abstract void AddPotential(Populations x, Populations potential);

    /// <summary>result += ∂²E/∂x² · direction.</summary>
    public abstract void AddKernelProduct(Populations x, Populations direction, Populations result);

    /// <summary>The adjoints of the inputs += weight · ∂E/∂input at fixed x.</summary>
    public abstract void PropagateEnergyAdjoint(Populations x, double weight);

    /// <summary>The adjoints of the inputs += ∂(v(x) · direction)/∂input at fixed x.</summary>
    public abstract void PropagatePotentialAdjoint(Populations x, Populations direction);
}
