using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Methods;

/// <summary>
/// What excitations of a closed-shell molecule are made from, as variables of one tape: H, S and dipole integrals of a basis
/// with diffuse shells, and the charges that entered H.
/// </summary>
/// <remarks>Values are undefined where <see cref="Status"/> says that the charges could not be made.</remarks>
public sealed class ExcitationHamiltonian
{
    internal ExcitationHamiltonian()
    {
    }

    /// <summary>Shape [atoms, 3], a0.</summary>
    public required Variable Positions { get; init; }

    /// <summary>The method's parameters; those of the kernels are read from here too.</summary>
    public required ParameterFields Parameters { get; init; }

    /// <summary>All pairs of atoms.</summary>
    public required AtomPairs Pairs { get; init; }

    /// <summary>Overlap and dipole integrals of the extended basis, and the kinetic energy that entered H.</summary>
    public required MultipoleIntegrals Integrals { get; init; }

    /// <summary>H in the blocks of <see cref="MultipoleIntegrals.Layout"/>, Eh, before <see cref="VirtualShift"/>.</summary>
    public required Variable Hamiltonian { get; init; }

    /// <summary>Mulliken charges of the valence step, e, shape [atoms].</summary>
    public required Variable ValenceCharges { get; init; }

    /// <summary>The corrected charges whose potential is in H, e, shape [atoms].</summary>
    public required Variable Charges { get; init; }

    /// <summary>
    /// A constant to be added to the energies of all virtual orbitals of H, Eh, shape [1]. It is no part of H, which it
    /// leaves with the same orbitals.
    /// </summary>
    public required Variable VirtualShift { get; init; }

    /// <summary>The number of doubly occupied orbitals.</summary>
    public required int OccupiedCount { get; init; }

    /// <summary>Whether the valence step gave charges, or why not.</summary>
    public required ScfStatus Status { get; init; }

    /// <summary>One sentence on what went wrong; null when nothing did.</summary>
    public string? Failure => Status switch
    {
        ScfStatus.LinearDependence => "The overlap matrix of the valence step is not positive definite: atoms are too close for the basis.",
        ScfStatus.NonFinite => "The Hamiltonian of the valence step holds numbers that are not finite, so it has no orbitals.",
        _ => null,
    };

    /// <summary>S^−½, shape [n, n], where it is known before; else null.</summary>
    internal Variable? InverseRoot { get; init; }

    /// <summary>The functions that H is in.</summary>
    public OrbitalBasis Basis => Integrals.Basis;
}
