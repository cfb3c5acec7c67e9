using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>
/// The charge-independent Hamiltonian of sTDA-xTB in blocks: H_μν = ½ (h_l + h_l') k S_μν − k_T T_μν between atoms, and
/// h_l δ_μν on one atom.
/// </summary>
/// <remarks>
/// Between valence shells k is the mean of k_l and k_l', and T the kinetic energy. Between diffuse shells, and between a
/// diffuse and a valence shell, k has its own values and there is no T.
/// S. Grimme, C. Bannwarth, J. Chem. Phys. 145, 054103 (2016), doi:10.1063/1.4959605.
/// </remarks>
public sealed class HueckelHamiltonian
{
    /// <summary>k_l between valence shells for l = s, p, d, shape [3].</summary>
    public required Variable ShellConstants { get; init; }

    /// <summary>k between two diffuse shells, shape [1].</summary>
    public required Variable DiffuseConstant { get; init; }

    /// <summary>k between a diffuse and a valence shell, shape [1].</summary>
    public required Variable DiffuseValenceConstant { get; init; }

    /// <summary>k_T, shape [1].</summary>
    public required Variable KineticScale { get; init; }

    /// <summary>Records the Hamiltonian.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="integrals">The overlap integrals with the kinetic energy.</param>
    /// <param name="levels">h_l of each shell, Eh, shape [shells].</param>
    /// <returns>H in blocks, Eh.</returns>
    public Variable Blocks(Tape tape, MultipoleIntegrals integrals, Variable levels)
    {
        var basis = integrals.Basis;
        var H = tape.Output(
            [integrals.Values, levels, ShellConstants, DiffuseConstant, DiffuseValenceConstant, KineticScale], integrals.Layout.Length);
        var kT = KineticScale.Value[0];
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            if (block.IsOnSite)
            {
                for (var μ = 0; μ < block.Rows; μ++)
                    H.Value[block.Offset + (μ * block.Columns) + μ] = levels.Value[basis.OrbitalShell[block.FirstRow + μ]];
                continue;
            }

            var S = integrals.Of(block);
            var T = S.Slice(integrals.KineticOperator * block.Size, block.Size);
            foreach (var (a, b) in new ShellPairSequence(basis, block))
            {
                var factor = 0.5 * (levels.Value[a] + levels.Value[b]) * Constant(basis, a, b);
                foreach (var element in new ShellElements(basis, block, a, b))
                    H.Value[block.Offset + element] = (factor * S[element]) - (kT * T[element]);
            }
        }

        tape.Record(H, () => PropagateAdjoint(integrals, levels, H.Adjoint));
        return H;
    }

    private void PropagateAdjoint(MultipoleIntegrals integrals, Variable levels, ReadOnlySpan<double> H̄)
    {
        var basis = integrals.Basis;
        var kT = KineticScale.Value[0];
        var ofLevels = levels.NeedsAdjoint ? levels.Adjoint : default;
        var ofShells = ShellConstants.NeedsAdjoint ? ShellConstants.Adjoint : default;
        var (ofDiffuse, ofDiffuseValence, ofKinetic) = (0.0, 0.0, 0.0);
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            if (block.IsOnSite)
            {
                for (var μ = 0; μ < block.Rows && !ofLevels.IsEmpty; μ++)
                    ofLevels[basis.OrbitalShell[block.FirstRow + μ]] += H̄[block.Offset + (μ * block.Columns) + μ];
                continue;
            }

            var S = integrals.Of(block);
            var S̄ = integrals.Values.NeedsAdjoint ? integrals.AdjointOf(block) : default;
            var kinetic = integrals.KineticOperator * block.Size;
            foreach (var (a, b) in new ShellPairSequence(basis, block))
            {
                var (constant, level) = (Constant(basis, a, b), 0.5 * (levels.Value[a] + levels.Value[b]));
                var byFactor = 0.0;
                foreach (var element in new ShellElements(basis, block, a, b))
                {
                    var adjoint = H̄[block.Offset + element];
                    byFactor += adjoint * S[element];
                    ofKinetic -= adjoint * S[kinetic + element];
                    if (S̄.IsEmpty)
                        continue;
                    S̄[element] += adjoint * level * constant;
                    S̄[kinetic + element] -= adjoint * kT;
                }

                var byConstant = byFactor * level;
                var (shellA, shellB) = (basis.Shells[a], basis.Shells[b]);
                if (!shellA.IsValence && !shellB.IsValence)
                    ofDiffuse += byConstant;
                else if (!shellA.IsValence || !shellB.IsValence)
                    ofDiffuseValence += byConstant;
                else if (!ofShells.IsEmpty)
                {
                    ofShells[shellA.AngularMomentum] += 0.5 * byConstant;
                    ofShells[shellB.AngularMomentum] += 0.5 * byConstant;
                }

                if (ofLevels.IsEmpty)
                    continue;
                ofLevels[a] += 0.5 * byFactor * constant;
                ofLevels[b] += 0.5 * byFactor * constant;
            }
        }

        AddTo(DiffuseConstant, ofDiffuse);
        AddTo(DiffuseValenceConstant, ofDiffuseValence);
        AddTo(KineticScale, ofKinetic);
    }

    private static void AddTo(Variable constant, double adjoint)
    {
        if (constant.NeedsAdjoint)
            constant.Adjoint[0] += adjoint;
    }

    private double Constant(OrbitalBasis basis, int a, int b)
    {
        var (shellA, shellB) = (basis.Shells[a], basis.Shells[b]);
        return (shellA.IsValence, shellB.IsValence) switch
        {
            (true, true) => 0.5 * (ShellConstants.Value[shellA.AngularMomentum] + ShellConstants.Value[shellB.AngularMomentum]),
            (false, false) => DiffuseConstant.Value[0],
            _ => DiffuseValenceConstant.Value[0],
        };
    }
}
