using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>
/// A homogeneous electric field E: the energy −μ·E of a molecule, whose electrons see it in the Hamiltonian,
/// H0_μν → H0_μν + Σ_k E_k ⟨μ|r_k|ν⟩, and whose cores add −Σ_A n⁰_A E·R_A.
/// </summary>
/// <remarks>
/// An electron has the charge −1. Positions count from the origin of the coordinates: the energy of an ion depends on
/// where that is, its electronic structure does not.
/// </remarks>
internal static class ElectricField
{
    /// <summary>Records H0 in the field, in the blocks of <paramref name="hamiltonian"/>.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="integrals">Overlap and dipole integrals.</param>
    /// <param name="hamiltonian">H0 without the field, in blocks, Eh.</param>
    /// <param name="field">E, Eh/(e·a0), shape [3].</param>
    /// <param name="positions">Shape [atoms, 3], a0.</param>
    public static Variable AddedTo(Tape tape, MultipoleIntegrals integrals, Variable hamiltonian, Variable field, Variable positions)
    {
        var result = tape.Output([hamiltonian, integrals.Values, field, positions], hamiltonian.Length);
        hamiltonian.Value.CopyTo(result.Value);
        var E = field.Value;
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var O = integrals.Of(block);
            var H = result.Value.Slice(block.Offset, block.Size);
            var atRowAtom = Dot(E, positions.Value.Slice(3 * block.RowAtom, 3));
            for (var element = 0; element < H.Length; element++)
            {
                H[element] += atRowAtom * O[element];
                for (var k = 0; k < 3; k++)
                    H[element] += E[k] * O[((1 + k) * block.Size) + element];
            }
        }

        tape.Record(result, () => PropagateAdjoint(integrals, hamiltonian, field, positions, result.Adjoint));
        return result;
    }

    /// <summary>Records −n⁰_A E·R_A of each atom, Eh, shape [atoms].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">Which atom a shell is on.</param>
    /// <param name="referenceOccupations">n⁰ of each shell, shape [shells].</param>
    /// <param name="field">E, Eh/(e·a0), shape [3].</param>
    /// <param name="positions">Shape [atoms, 3], a0.</param>
    public static Variable CoreEnergies(Tape tape, OrbitalBasis basis, Variable referenceOccupations, Variable field, Variable positions)
    {
        var energies = tape.Output([referenceOccupations, field, positions], basis.AtomCount);
        for (var s = 0; s < basis.ShellCount; s++)
        {
            var A = basis.ShellAtom[s];
            energies.Value[A] -= referenceOccupations.Value[s] * Dot(field.Value, positions.Value.Slice(3 * A, 3));
        }

        tape.Record(energies, () =>
        {
            for (var s = 0; s < basis.ShellCount; s++)
            {
                var A = basis.ShellAtom[s];
                var R = positions.Value.Slice(3 * A, 3);
                var weight = -energies.Adjoint[A];
                if (referenceOccupations.NeedsAdjoint)
                    referenceOccupations.Adjoint[s] += weight * Dot(field.Value, R);
                for (var k = 0; k < 3; k++)
                {
                    if (field.NeedsAdjoint)
                        field.Adjoint[k] += weight * referenceOccupations.Value[s] * R[k];
                    if (positions.NeedsAdjoint)
                        positions.Adjoint[(3 * A) + k] += weight * referenceOccupations.Value[s] * field.Value[k];
                }
            }
        });
        return energies;
    }

    private static void PropagateAdjoint(MultipoleIntegrals integrals, Variable hamiltonian, Variable field, Variable positions, ReadOnlySpan<double> H̄)
    {
        if (hamiltonian.NeedsAdjoint)
        {
            for (var element = 0; element < H̄.Length; element++)
                hamiltonian.Adjoint[element] += H̄[element];
        }

        Span<double> traces = stackalloc double[4];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var blockH̄ = H̄.Slice(block.Offset, block.Size);
            var O = integrals.Of(block);
            for (var op = 0; op < 4; op++)
                traces[op] = Dot(blockH̄, O.Slice(op * block.Size, block.Size));
            var R = positions.Value.Slice(3 * block.RowAtom, 3);
            for (var k = 0; k < 3; k++)
            {
                if (field.NeedsAdjoint)
                    field.Adjoint[k] += traces[1 + k] + (R[k] * traces[0]);
                if (positions.NeedsAdjoint)
                    positions.Adjoint[(3 * block.RowAtom) + k] += field.Value[k] * traces[0];
            }

            if (integrals.Values.NeedsAdjoint)
                AddToIntegrals(integrals.AdjointOf(block), blockH̄, field.Value, Dot(field.Value, R));
        }
    }

    private static void AddToIntegrals(Span<double> Ō, ReadOnlySpan<double> H̄, ReadOnlySpan<double> E, double atRowAtom)
    {
        for (var element = 0; element < H̄.Length; element++)
        {
            Ō[element] += atRowAtom * H̄[element];
            for (var k = 0; k < 3; k++)
                Ō[((1 + k) * H̄.Length) + element] += E[k] * H̄[element];
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }
}
