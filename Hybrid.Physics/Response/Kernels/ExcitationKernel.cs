using Hybrid.Core.Autodiff;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// How excitations of a closed shell interact: the linear map from a transition density T to the response G of the
/// Hamiltonian, so that A_ia,jb = δ_ij F_ab − δ_ab F_ij + shift δ_ij δ_ab + ⟨C_i ⊗ C_a | G[C_j ⊗ C_b]⟩.
/// </summary>
/// <remarks>
/// <para>
/// T = Σ_ia X_ia C_i ⊗ C_a, rows belonging to the occupied and columns to the virtual orbitals, in the kernel's functions: atomic
/// ones, or those that are orthogonalised symmetrically. The map is self-adjoint. It must not depend on how degenerate orbitals
/// are rotated, which every map of T alone fulfils.
/// </para>
/// <para>A kernel keeps scratch memory and serves one call at a time.</para>
/// </remarks>
public abstract class ExcitationKernel
{
    /// <summary>The kernel's name in provenances, such as "simplified".</summary>
    public abstract string Name { get; }

    /// <summary>The spin of the states that it describes.</summary>
    public abstract Multiplicity Multiplicity { get; }

    /// <summary>
    /// The fraction of exchange of long range: zero where nothing binds an electron to a distant hole, so that
    /// charge-transfer states come out too low.
    /// </summary>
    public abstract double ExchangeFraction { get; }

    /// <summary>True when T is over symmetrically orthogonalised functions, false when it is over atomic ones.</summary>
    internal abstract bool IsOrthogonal { get; }

    /// <summary>The variables that the kernel was made from.</summary>
    internal abstract IReadOnlyList<Variable> Inputs { get; }

    /// <summary>A constant added to every diagonal element of A, Eh, shape [1]; null for none.</summary>
    internal abstract Variable? Shift { get; }

    /// <summary>False when A − B is the difference of orbital energies alone.</summary>
    internal abstract bool HasDifference { get; }

    /// <summary>G ← the response to T, both [n, n].</summary>
    internal abstract void Product(Coupling coupling, ReadOnlySpan<double> T, Span<double> G);

    /// <summary>The adjoints of the inputs += weight · ∂⟨U|G[T]⟩/∂input at fixed U and T.</summary>
    internal abstract void PropagateAdjoint(Coupling coupling, ReadOnlySpan<double> U, ReadOnlySpan<double> T, double weight);

    /// <summary>Takes weight · ⟨T|G[T]⟩ apart by term, atom and pair.</summary>
    internal abstract void AddContributions(Coupling coupling, ReadOnlySpan<double> T, double weight, ContributionSums sums);

    /// <summary>Estimates ⟨C_i ⊗ C_a | G[C_i ⊗ C_a]⟩ for every configuration, the preconditioner of iterations.</summary>
    /// <param name="occupied">Occupied orbitals in the kernel's functions, one per row.</param>
    /// <param name="virtuals">Virtual orbitals, one per row.</param>
    /// <param name="diagonal">Shape [occupied, virtual]; added to.</param>
    internal abstract void AddDiagonal(ReadOnlySpan<double> occupied, ReadOnlySpan<double> virtuals, Span<double> diagonal);

    /// <summary>⟨C_i ⊗ C_a | G[C_j ⊗ C_b]⟩ between chosen configurations; null where a kernel has no quick way to them.</summary>
    /// <param name="occupiedCount">The number of occupied orbitals.</param>
    /// <param name="orbitals">All orbitals in the kernel's functions, one per row.</param>
    /// <param name="energies">Their energies, Eh.</param>
    /// <param name="configurations">Each once.</param>
    /// <returns>Shape [configurations, configurations], Eh.</returns>
    internal virtual double[]? Elements(
        int occupiedCount, ReadOnlyMemory<double> orbitals, ReadOnlyMemory<double> energies, ReadOnlySpan<Configuration> configurations) => null;
}
