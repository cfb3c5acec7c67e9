using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Parameters;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// The spin term of triplets, 2 W_ll' between the shells of one atom: the exchange-correlation kernel of a spin density, negative
/// and on one atom only.
/// </summary>
/// <remarks>
/// <para>
/// A_ia,jb += 2 Σ q^l_ia W_ll' q^l'_jb, from E = ½ Σ_A Σ_ll' m_l W_ll' m_l' of the shells' magnetisations m. The tables hold −W &gt; 0.
/// </para>
/// <para>
/// T. A. Niehaus et al., Phys. Rev. B 63, 085108 (2001), doi:10.1103/PhysRevB.63.085108. The starting values are the atomic PBE
/// constants that xtb4stda 1.0 has for open shells.
/// </para>
/// </remarks>
internal static class SpinAttraction
{
    private static readonly string[] Tables = ["spin_attraction_ss", "spin_attraction_sp", "spin_attraction_sd", "spin_attraction_pp", "spin_attraction_pd", "spin_attraction_dd"];

    /// <summary>Records 2 W, shape [shells, shells], Eh.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="basis">The shells, up to d.</param>
    /// <param name="parameters">Has the tables of −W by element.</param>
    public static Variable Of(Tape tape, OrbitalBasis basis, ParameterFields parameters)
    {
        var tables = Array.ConvertAll(Tables, parameters.PerAtom);
        var K = tape.Output(tables, basis.ShellCount, basis.ShellCount);
        Visit(basis, (atom, element, table) => K.Value[element] = Factor * tables[table].Value[atom]);
        tape.Record(K, () => Visit(basis, (atom, element, table) =>
        {
            if (tables[table].NeedsAdjoint)
                tables[table].Adjoint[atom] += Factor * K.Adjoint[element];
        }));
        return K;
    }

    private static void Visit(OrbitalBasis basis, Action<int, int, int> act)
    {
        for (var atom = 0; atom < basis.AtomCount; atom++)
        {
            for (var a = basis.FirstShell(atom); a < basis.FirstShell(atom + 1); a++)
            {
                for (var b = basis.FirstShell(atom); b < basis.FirstShell(atom + 1); b++)
                {
                    int l = basis.Shells[a].AngularMomentum, k = basis.Shells[b].AngularMomentum;
                    act(atom, (a * basis.ShellCount) + b, TableOf(Math.Min(l, k), Math.Max(l, k)));
                }
            }
        }
    }

    private static int TableOf(int lower, int higher) => lower switch { 0 => higher, 1 => 2 + higher, _ => 5 };

    /// <summary>2 W for the two spins, with the sign of the tables.</summary>
    private const double Factor = -2.0;
}
