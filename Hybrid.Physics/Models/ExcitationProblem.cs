using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Models;

/// <summary>The Hamiltonian that excitations of one structure are made from, on a tape, and the kernels that go with it.</summary>
public sealed class ExcitationProblem
{
    private readonly Variable? virtualShift;
    private readonly GroundState? state;
    private readonly int? uncovered;

    private ExcitationProblem(
        ExcitationReference? reference, string? failure, Variable positions, ParameterFields parameters, ParameterFields kernelParameters, AtomPairs pairs,
        Variable? virtualShift, GroundState? state, int? uncovered = null)
    {
        Reference = reference;
        Failure = failure ?? (reference is null ? "The overlap matrix is not positive definite: some atoms are too close to each other for the basis; check the units of the coordinates." : null);
        Positions = positions;
        Parameters = parameters;
        KernelParameters = kernelParameters;
        Pairs = pairs;
        this.virtualShift = virtualShift;
        this.state = state;
        this.uncovered = uncovered;
    }

    /// <summary>The orbitals that excitations start from; null where <see cref="Failure"/> says why.</summary>
    public ExcitationReference? Reference { get; }

    /// <summary>Why there are no orbitals, in one sentence; null when there are.</summary>
    public string? Failure { get; }

    /// <summary>Shape [atoms, 3], bohr.</summary>
    public Variable Positions { get; }

    /// <summary>The parameters of the Hamiltonian.</summary>
    public ParameterFields Parameters { get; }

    /// <summary>The parameters of the simplified kernel and of the spin term: the same fields where the Hamiltonian's set has them.</summary>
    public ParameterFields KernelParameters { get; }

    /// <summary>All pairs of atoms.</summary>
    internal AtomPairs Pairs { get; }

    internal static ExcitationProblem Of(Tape tape, ExcitationHamiltonian hamiltonian, Core.LinearAlgebra.ILinearAlgebra algebra)
    {
        var reference = hamiltonian.Failure is null
            ? ExcitationReference.Of(tape, hamiltonian.Integrals, hamiltonian.Hamiltonian, hamiltonian.Positions, hamiltonian.OccupiedCount, algebra, hamiltonian.InverseRoot)
            : null;
        return new ExcitationProblem(
            reference, hamiltonian.Failure, hamiltonian.Positions, hamiltonian.Parameters, hamiltonian.Parameters, hamiltonian.Pairs, hamiltonian.VirtualShift, null);
    }

    internal static ExcitationProblem Of(Tape tape, GroundState state, int? uncovered, ParameterFields kernelParameters)
    {
        var failure = state.Scf.Outcome.IsConverged ? null : $"The self-consistent field of the Hamiltonian of the excitations did not converge: {state.Scf.Outcome.Status}.";
        return new ExcitationProblem(
            failure is null ? ExcitationReference.Of(tape, state) : null, failure, state.Positions, state.Parameters, kernelParameters, state.Pairs, null, state, uncovered);
    }

    /// <summary>The kernel of a kind.</summary>
    /// <exception cref="ArgumentException">The Hamiltonian has no kernel of its own, or the kind is the published mode, which is no map of transition densities.</exception>
    /// <exception cref="InvalidOperationException">There are no orbitals.</exception>
    public ExcitationKernel Kernel(KernelKind kind, Multiplicity multiplicity)
    {
        var reference = Reference ?? throw new InvalidOperationException(Failure);
        if (uncovered is { } z && (kind == KernelKind.Simplified || multiplicity == Multiplicity.Triplet))
            throw new ArgumentException($"The {(kind == KernelKind.Simplified ? "simplified kernel" : "spin term of triplets")} has no parameters for {Core.Elements.Element.Symbol(z)}; singlets with the own kernel need none.");
        return kind switch
        {
            KernelKind.Simplified => StdaKernel.Of(reference.Tape, reference.Orbitals.Basis, Pairs, KernelParameters, multiplicity, virtualShift),
            KernelKind.Own when state is null => throw new ArgumentException("The kernel \"own\" is the second derivative of a self-consistent energy, which this Hamiltonian doesn't have; gfn1-xtb or gfn2-xtb was expected."),
            KernelKind.Own when multiplicity == Multiplicity.Singlet => SelfConsistentKernel.OfSinglets(reference.Tape, state.Scf),
            KernelKind.Own => SelfConsistentKernel.OfTriplets(reference.Tape, state.Scf, KernelParameters),
            _ => throw new ArgumentException($"The kernel simplified or own was expected, but {kind} came."),
        };
    }

    /// <summary>ε of the orbitals, those of virtual ones with the shift that the method adds to them, Eh.</summary>
    internal double[] OrbitalEnergies()
    {
        var energies = Reference!.Orbitals.Energies.ToArray();
        for (var a = Reference.Orbitals.OccupiedCount; a < energies.Length; a++)
            energies[a] += virtualShift?.Scalar ?? 0.0;
        return energies;
    }
}
