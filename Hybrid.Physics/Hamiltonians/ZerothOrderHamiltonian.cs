using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Hamiltonians;

/// <summary>
/// The charge-independent Hamiltonian of extended Hückel type in blocks:
/// H0_μν = ½ (h_l + h_l') · scale_{ll'} · Π(R) · S_μν between atoms, and h_l δ_μν on one atom, with
/// Π(R) = (1 + k_l √(R/R_AB)) (1 + k_l' √(R/R_AB)).
/// </summary>
/// <remarks>doi:10.1021/acs.jctc.7b00118; doi:10.1021/acs.jctc.8b01176.</remarks>
public sealed class ZerothOrderHamiltonian
{
    private readonly MultipoleIntegrals integrals;
    private readonly OrbitalBasis basis;
    private readonly AtomPairs pairs;
    private readonly Variable levels;
    private readonly Variable polynomials;
    private readonly Variable radii;
    private readonly ShellPairScale scale;

    private ZerothOrderHamiltonian(MultipoleIntegrals integrals, Variable levels, Variable polynomials, Variable radii, ShellPairScale scale, Variable blocks)
    {
        this.integrals = integrals;
        basis = integrals.Basis;
        pairs = integrals.Pairs;
        this.levels = levels;
        this.polynomials = polynomials;
        this.radii = radii;
        this.scale = scale;
        Blocks = blocks;
    }

    /// <summary>The matrix in blocks (Eh), laid out as <see cref="BlockLayout"/> says.</summary>
    public Variable Blocks { get; }

    /// <summary>Records the Hamiltonian on a tape.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="integrals">The overlap integrals.</param>
    /// <param name="levels">h_l of each shell, Eh, shape [shells].</param>
    /// <param name="polynomials">k_l of each shell, shape [shells].</param>
    /// <param name="radii">Atomic radius of each atom, a0, shape [atoms]; R_AB is the sum of two.</param>
    /// <param name="scale">The distance-independent factor.</param>
    public static ZerothOrderHamiltonian Create(
        Tape tape, MultipoleIntegrals integrals, Variable levels, Variable polynomials, Variable radii, ShellPairScale scale)
    {
        var blocks = tape.Output([integrals.Values, levels, polynomials, radii, .. scale.Inputs], integrals.Layout.Length);
        var hamiltonian = new ZerothOrderHamiltonian(integrals, levels, polynomials, radii, scale, blocks);
        hamiltonian.Fill();
        tape.Record(blocks, hamiltonian.PropagateAdjoint);
        return hamiltonian;
    }

    private void Fill()
    {
        var H0 = Blocks.Value;
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            if (block.IsOnSite)
            {
                for (var μ = 0; μ < block.Rows; μ++)
                    H0[block.Offset + (μ * block.Columns) + μ] = levels.Value[basis.OrbitalShell[block.FirstRow + μ]];
                continue;
            }

            var S = integrals.Of(block);
            foreach (var (a, b) in ShellPairs(block))
            {
                var factor = Factor(block, a, b);
                foreach (var element in new ShellElements(basis, block, a, b))
                    H0[block.Offset + element] = factor * S[element];
            }
        }
    }

    private void PropagateAdjoint()
    {
        var H̄0 = Blocks.Adjoint;
        foreach (ref readonly var block in integrals.Layout.Blocks)
        {
            if (block.IsOnSite)
            {
                for (var μ = 0; μ < block.Rows && levels.NeedsAdjoint; μ++)
                    levels.Adjoint[basis.OrbitalShell[block.FirstRow + μ]] += H̄0[block.Offset + (μ * block.Columns) + μ];
                continue;
            }

            var S = integrals.Of(block);
            var S̄ = integrals.Values.NeedsAdjoint ? integrals.AdjointOf(block) : default;
            foreach (var (a, b) in ShellPairs(block))
            {
                var factor = Factor(block, a, b);
                var byFactor = 0.0;
                foreach (var element in new ShellElements(basis, block, a, b))
                {
                    byFactor += H̄0[block.Offset + element] * S[element];
                    if (!S̄.IsEmpty)
                        S̄[element] += H̄0[block.Offset + element] * factor;
                }

                if (byFactor != 0.0)
                    PropagateFactor(block, a, b, byFactor);
            }
        }
    }

    /// <summary>½ (h_a + h_b) · scale · Π(R).</summary>
    private double Factor(in BlockLayout.Block block, int a, int b)
    {
        var (Πa, Πb, _) = Polynomials(block, a, b);
        return 0.5 * (levels.Value[a] + levels.Value[b]) * scale.Value(basis, a, b, block.Pair) * Πa * Πb;
    }

    private void PropagateFactor(in BlockLayout.Block block, int a, int b, double adjoint)
    {
        var (Πa, Πb, root) = Polynomials(block, a, b);
        var level = 0.5 * (levels.Value[a] + levels.Value[b]);
        var K = scale.Value(basis, a, b, block.Pair);
        if (levels.NeedsAdjoint)
        {
            var byLevel = 0.5 * adjoint * K * Πa * Πb;
            levels.Adjoint[a] += byLevel;
            levels.Adjoint[b] += byLevel;
        }

        scale.PropagateAdjoint(basis, a, b, block.Pair, adjoint * level * Πa * Πb);
        var byΠa = adjoint * level * K * Πb;
        var byΠb = adjoint * level * K * Πa;
        if (polynomials.NeedsAdjoint)
        {
            polynomials.Adjoint[a] += byΠa * root;
            polynomials.Adjoint[b] += byΠb * root;
        }

        // root = √(R/R_AB): ∂root/∂R = root/(2R), ∂root/∂R_AB = −root/(2R_AB)
        var byRoot = (byΠa * polynomials.Value[a]) + (byΠb * polynomials.Value[b]);
        if (pairs.Vectors.NeedsAdjoint)
            pairs.AddRadialAdjoint(pairs.Vectors.Adjoint, block.Pair, byRoot * root / (2.0 * pairs.Distances[block.Pair]));
        if (radii.NeedsAdjoint)
        {
            var byRadius = -byRoot * root / (2.0 * (radii.Value[block.RowAtom] + radii.Value[block.ColumnAtom]));
            radii.Adjoint[block.RowAtom] += byRadius;
            radii.Adjoint[block.ColumnAtom] += byRadius;
        }
    }

    private (double Πa, double Πb, double Root) Polynomials(in BlockLayout.Block block, int a, int b)
    {
        var root = Math.Sqrt(pairs.Distances[block.Pair] / (radii.Value[block.RowAtom] + radii.Value[block.ColumnAtom]));
        return (1.0 + (polynomials.Value[a] * root), 1.0 + (polynomials.Value[b] * root), root);
    }

    private ShellPairSequence ShellPairs(in BlockLayout.Block block) => new(basis, block);
}
