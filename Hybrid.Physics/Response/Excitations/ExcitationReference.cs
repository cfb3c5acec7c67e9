using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>
/// A closed-shell Hamiltonian with its orbitals on a tape: what excitations are made from, whichever method it comes from.
/// </summary>
/// <remarks>
/// The matrices are taken over to symmetrically orthogonalised functions, F' = S^−½ F S^−½, where orbitals only rotate. The
/// rotations among occupied and among virtual orbitals change no excitation, so that only those between the two carry
/// derivatives, over ε_a − ε_i, and degenerate orbitals need no care.
/// </remarks>
public sealed class ExcitationReference
{
    private ExcitationReference(
        Tape tape, ILinearAlgebra algebra, MultipoleIntegrals integrals, Variable positions, Variable hamiltonian, Variable inverseRoot, Variable dipoles,
        ReadOnlyMemory<double> rotations, ReferenceOrbitals orbitals)
    {
        Tape = tape;
        LinearAlgebra = algebra;
        Integrals = integrals;
        Positions = positions;
        OrthogonalHamiltonian = hamiltonian;
        InverseRoot = inverseRoot;
        Dipoles = dipoles;
        Rotations = rotations;
        Orbitals = orbitals;
    }

    /// <summary>The orbitals.</summary>
    public ReferenceOrbitals Orbitals { get; }

    /// <summary>The integrals between the functions.</summary>
    public MultipoleIntegrals Integrals { get; }

    /// <summary>The positions, shape [atoms, 3], bohr.</summary>
    public Variable Positions { get; }

    /// <summary>The tape that all lives on.</summary>
    public Tape Tape { get; }

    /// <summary>Who multiplies and diagonalises.</summary>
    public ILinearAlgebra LinearAlgebra { get; }

    /// <summary>F' = S^−½ F S^−½, shape [n, n], Eh.</summary>
    internal Variable OrthogonalHamiltonian { get; }

    /// <summary>S^−½, shape [n, n].</summary>
    internal Variable InverseRoot { get; }

    /// <summary>⟨μ|r|ν⟩ about the origin, shape [3, n, n], a0.</summary>
    internal Variable Dipoles { get; }

    /// <summary>The orbitals in the orthogonalised functions, one per row: C' with C = C' S^−½.</summary>
    internal ReadOnlyMemory<double> Rotations { get; }

    /// <summary>Records the reference of a self-consistent ground state.</summary>
    /// <param name="tape">The tape of the ground state.</param>
    /// <param name="state">The ground state.</param>
    /// <returns>Null when the field did not end with finite orbitals.</returns>
    /// <exception cref="NotSupportedException">The state is not a closed shell with integer occupations.</exception>
    public static ExcitationReference? Of(Tape tape, GroundState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var scf = state.Scf;
        if (scf.Outcome.Status is ScfStatus.LinearDependence or ScfStatus.NonFinite)
            return null;
        var electrons = scf.Problem.Electrons;
        if (electrons.Alpha != electrons.Beta)
            throw new NotSupportedException($"Excited states are defined here for closed shells; a state without unpaired electrons was expected, but there are {electrons.Unpaired}.");
        var occupied = (int)electrons.Alpha;
        foreach (var f in scf.AlphaOccupations)
        {
            if (Math.Min(f, 1.0 - f) > LargestFraction)
                throw new NotSupportedException(FormattableString.Invariant($"Excited states are defined here for integer occupations, but an orbital holds {f:0.000} electrons of one spin; a lower electronic temperature was expected."));
        }

        return Of(tape, scf.Problem.Integrals, FockMatrix.Of(tape, scf), state.Positions, occupied, scf.Problem.LinearAlgebra);
    }

    /// <summary>Records the reference of a Hamiltonian.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="integrals">Overlap and at least dipole integrals.</param>
    /// <param name="hamiltonian">F in blocks of the integrals' layout, Eh.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="occupiedCount">The number of doubly occupied orbitals.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <returns>Null when the overlap is not positive definite or the Hamiltonian not finite.</returns>
    /// <exception cref="ArgumentException">There is no occupied or no virtual orbital.</exception>
    public static ExcitationReference? Of(
        Tape tape, MultipoleIntegrals integrals, Variable hamiltonian, Variable positions, int occupiedCount, ILinearAlgebra algebra)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(integrals);
        ArgumentNullException.ThrowIfNull(algebra);
        return Of(tape, integrals, hamiltonian, positions, occupiedCount, algebra, inverseRoot: null);
    }

    /// <summary>The same where S^−½ may be known.</summary>
    internal static ExcitationReference? Of(
        Tape tape, MultipoleIntegrals integrals, Variable hamiltonian, Variable positions, int occupiedCount, ILinearAlgebra algebra, Variable? inverseRoot)
    {
        var n = integrals.Basis.OrbitalCount;
        if ((inverseRoot ?? Excitations.InverseRoot.Of(tape, DenseMatrices.Overlap(tape, integrals), algebra)) is not { } X)
            return null;
        var F = X.MatMul(DenseMatrices.Assembled(tape, integrals.Basis, integrals.Layout, hamiltonian)).MatMul(X);
        var rotations = tape.Arena.RentUncleared(n * n);
        var energies = tape.Arena.RentUncleared(n);
        F.Value.CopyTo(rotations.Span);
        if (!algebra.SymmetricEigen(n, rotations.Span, energies.Span))
            return null;
        var coefficients = tape.Arena.RentUncleared(n * n);
        algebra.Multiply(false, false, n, n, n, 1.0, rotations.Span, X.Value, 0.0, coefficients.Span);
        return new ExcitationReference(
            tape, algebra, integrals, positions, F, X, DenseMatrices.Dipoles(tape, integrals, positions), rotations,
            new ReferenceOrbitals(integrals.Basis, occupiedCount, coefficients, energies));
    }

    /// <summary>ε of each orbital as a variable of the tape, ascending, Eh, shape [n].</summary>
    /// <remarks>dε = C'ᵀ dF' C', with no other orbitals in it. Of degenerate orbitals only the derivative of their sum means something.</remarks>
    public Variable OrbitalEnergies()
    {
        var n = Orbitals.Count;
        var energies = Tape.Output([OrthogonalHamiltonian], n);
        Orbitals.Energies.CopyTo(energies.Value);
        Tape.Record(energies, () =>
        {
            var scaled = Tape.Arena.ForAdjoints.RentUncleared(n * n).Span;
            for (var k = 0; k < n; k++)
                TensorPrimitives.Multiply(Rotations.Span.Slice(k * n, n), energies.Adjoint[k], scaled.Slice(k * n, n));
            LinearAlgebra.Multiply(true, false, n, n, n, 1.0, Rotations.Span, scaled, 1.0, OrthogonalHamiltonian.Adjoint);
        });
        return energies;
    }

    /// <summary>
    /// Adds the adjoint of F' that follows from derivatives in the basis of orbitals.
    /// </summary>
    /// <param name="occupied">∂/∂F_ij, shape [occupied, occupied], symmetric.</param>
    /// <param name="virtuals">∂/∂F_ab, shape [virtual, virtual], symmetric.</param>
    /// <param name="rotations">∂/∂C', one orbital per row, shape [n, n].</param>
    internal void Propagate(ReadOnlySpan<double> occupied, ReadOnlySpan<double> virtuals, ReadOnlySpan<double> rotations)
    {
        if (!OrthogonalHamiltonian.NeedsAdjoint)
            return;
        int n = Orbitals.Count, no = Orbitals.OccupiedCount, nv = Orbitals.VirtualCount;
        var memory = Tape.Arena.ForAdjoints;
        var inner = memory.RentUncleared(n * n).Span;
        var C = Rotations.Span;
        var ε = Orbitals.Energies;
        for (var i = 0; i < no; i++)
            occupied.Slice(i * no, no).CopyTo(inner.Slice(i * n, no));
        for (var a = 0; a < nv; a++)
            virtuals.Slice(a * nv, nv).CopyTo(inner.Slice(((no + a) * n) + no, nv));

        // dC_i = Σ U_ai C_a and dC_a = −Σ U_ai C_i with U_ai = −dF_ai / (ε_a − ε_i).
        var toVirtual = memory.RentUncleared(no * nv).Span;
        var toOccupied = memory.RentUncleared(no * nv).Span;
        LinearAlgebra.Multiply(false, true, no, nv, n, 1.0, rotations[..(no * n)], C[(no * n)..], 0.0, toVirtual);
        LinearAlgebra.Multiply(false, true, no, nv, n, 1.0, C[..(no * n)], rotations[(no * n)..], 0.0, toOccupied);
        for (var i = 0; i < no; i++)
        {
            for (var a = 0; a < nv; a++)
            {
                var value = -0.5 * (toVirtual[(i * nv) + a] - toOccupied[(i * nv) + a]) / (ε[no + a] - ε[i]);
                inner[(i * n) + no + a] = value;
                inner[((no + a) * n) + i] = value;
            }
        }

        var product = memory.RentUncleared(n * n).Span;
        LinearAlgebra.Multiply(false, false, n, n, n, 1.0, inner, C, 0.0, product);
        LinearAlgebra.Multiply(true, false, n, n, n, 1.0, C, product, 1.0, OrthogonalHamiltonian.Adjoint);
    }

    /// <summary>A fraction of an electron that changes no excitation by more than a solver's tolerance.</summary>
    private const double LargestFraction = 1e-8;
}
