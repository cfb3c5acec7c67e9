using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>The diagonal of the zeroth-order Hamiltonian: h_l = level_l − k_l · CN_A.</summary>
/// <remarks>doi:10.1021/acs.jctc.7b00118; doi:10.1021/acs.jctc.8b01176.</remarks>
public static class SelfEnergy
{
    /// <summary>Records the levels of all shells.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The orbitals.</param>
    /// <param name="levels">Atomic level of each shell, Eh, shape [shells].</param>
    /// <param name="shifts">Shift per coordination number of each shell, Eh, shape [shells].</param>
    /// <param name="coordinationNumbers">Shape [atoms].</param>
    /// <returns>Shape [shells], Eh.</returns>
    public static Variable Create(Tape tape, OrbitalBasis basis, Variable levels, Variable shifts, Variable coordinationNumbers)
    {
        var h = tape.Output([levels, shifts, coordinationNumbers], basis.ShellCount);
        for (var s = 0; s < basis.ShellCount; s++)
            h.Value[s] = levels.Value[s] - (shifts.Value[s] * coordinationNumbers.Value[basis.ShellAtom[s]]);
        tape.Record(h, () =>
        {
            for (var s = 0; s < basis.ShellCount; s++)
            {
                var h̄ = h.Adjoint[s];
                var atom = basis.ShellAtom[s];
                if (levels.NeedsAdjoint)
                    levels.Adjoint[s] += h̄;
                if (shifts.NeedsAdjoint)
                    shifts.Adjoint[s] -= h̄ * coordinationNumbers.Value[atom];
                if (coordinationNumbers.NeedsAdjoint)
                    coordinationNumbers.Adjoint[atom] -= h̄ * shifts.Value[s];
            }
        });
        return h;
    }
}
