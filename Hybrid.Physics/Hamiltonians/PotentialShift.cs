using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>A Hamiltonian in an electrostatic potential at the atoms: H_μν − S_μν (V_A + V_B), since an electron has the charge −1.</summary>
internal static class PotentialShift
{
    /// <summary>Records the shifted Hamiltonian.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="integrals">The overlap integrals.</param>
    /// <param name="hamiltonian">H without the potential, in blocks, Eh.</param>
    /// <param name="potential">Half the potential at each atom, Eh/e, shape [atoms].</param>
    public static Variable AddedTo(Tape tape, MultipoleIntegrals integrals, Variable hamiltonian, Variable potential)
    {
        var result = tape.Output([hamiltonian, integrals.Values, potential], hamiltonian.Length);
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var V = potential.Value[block.RowAtom] + potential.Value[block.ColumnAtom];
            var S = integrals.Of(block);
            for (var element = 0; element < block.Size; element++)
                result.Value[block.Offset + element] = hamiltonian.Value[block.Offset + element] - (V * S[element]);
        }

        tape.Record(result, () => PropagateAdjoint(integrals, hamiltonian, potential, result.Adjoint));
        return result;
    }

    private static void PropagateAdjoint(MultipoleIntegrals integrals, Variable hamiltonian, Variable potential, ReadOnlySpan<double> H̄)
    {
        if (hamiltonian.NeedsAdjoint)
            TensorPrimitives.Add(hamiltonian.Adjoint, H̄, hamiltonian.Adjoint);
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            var blockH̄ = H̄.Slice(block.Offset, block.Size);
            if (integrals.Values.NeedsAdjoint)
            {
                var V = potential.Value[block.RowAtom] + potential.Value[block.ColumnAtom];
                var S̄ = integrals.AdjointOf(block);
                for (var element = 0; element < block.Size; element++)
                    S̄[element] -= V * blockH̄[element];
            }

            if (!potential.NeedsAdjoint)
                continue;
            var trace = TensorPrimitives.Dot(blockH̄, integrals.Of(block)[..block.Size]);
            potential.Adjoint[block.RowAtom] -= trace;
            potential.Adjoint[block.ColumnAtom] -= trace;
        }
    }
}
