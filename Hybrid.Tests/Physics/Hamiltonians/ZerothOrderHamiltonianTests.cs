using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Hamiltonians;
using Xunit;

namespace Hybrid.Tests.Physics.Hamiltonians;

public abstract class ZerothOrderHamiltonianContract : LayerContract
{
    private protected abstract LayerCase Case { get; }

    protected override IReadOnlyDictionary<string, double[]> Inputs => values ??= Values();

    private Dictionary<string, double[]>? values;

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => Hamiltonian(tape, inputs).Blocks;

    [Fact]
    public void An_element_is_the_mean_level_times_the_factors_times_the_overlap()
    {
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, Inputs);
        var integrals = Integrals(tape, v);
        var H0 = Hamiltonian(tape, v, integrals).Blocks.Value;
        foreach (var block in integrals.Layout.Blocks.ToArray())
        {
            for (var μ = 0; μ < block.Rows; μ++)
            {
                for (var ν = 0; ν < block.Columns; ν++)
                {
                    var element = (μ * block.Columns) + ν;
                    var (a, b) = (Case.Basis.OrbitalShell[block.FirstRow + μ], Case.Basis.OrbitalShell[block.FirstColumn + ν]);
                    var expected = block.IsOnSite
                        ? (μ == ν ? Inputs["levels"][a] : 0.0)
                        : Factor(a, b, block.Pair, integrals.Pairs.Distances[block.Pair]) * integrals.Of(block)[element];
                    H0[block.Offset + element].Should().BeApproximately(expected, 1e-14);
                }
            }
        }
    }

    /// <summary>½ (h + h′) K k (1 + k_EN ΔEN²) (2√(ζζ′)/(ζ+ζ′))^y Π, written down again from the papers.</summary>
    private double Factor(int a, int b, int pair, double R)
    {
        var basis = Case.Basis;
        var (A, B) = (basis.ShellAtom[a], basis.ShellAtom[b]);
        double K, diff = Inputs["k_diff"][0];
        if (basis.Shells[a].IsValence && basis.Shells[b].IsValence)
        {
            var ΔEN = Inputs["electronegativities"][A] - Inputs["electronegativities"][B];
            K = Inputs["k"][(3 * basis.Shells[a].AngularMomentum) + basis.Shells[b].AngularMomentum]
                * Inputs["pair scales"][pair] * (1.0 + (Inputs["k_en"][0] * ΔEN * ΔEN));
        }
        else
        {
            K = 0.5 * (Own(a) + Own(b));
        }

        var (ζ, ζʹ) = (Inputs["ζ"][a], Inputs["ζ"][b]);
        var ratio = Math.Pow(2.0 * Math.Sqrt(ζ * ζʹ) / (ζ + ζʹ), Inputs["power"][0]);
        var root = Math.Sqrt(R / (Inputs["radii"][A] + Inputs["radii"][B]));
        return 0.5 * (Inputs["levels"][a] + Inputs["levels"][b]) * K * ratio
            * (1.0 + (Inputs["polynomials"][a] * root)) * (1.0 + (Inputs["polynomials"][b] * root));

        double Own(int s) => basis.Shells[s].IsValence ? Inputs["k"][4 * basis.Shells[s].AngularMomentum] : diff;
    }

    private Dictionary<string, double[]> Values() => new()
    {
        ["positions"] = Case.Positions,
        ["ζ"] = Case.PerShell("slater_exponent"),
        ["levels"] = Case.PerShell("level"),
        ["polynomials"] = Case.PerShell("polynomial"),
        ["radii"] = Case.PerAtom("atomic_radius"),
        ["k"] = Case.Moved([1.85, 2.08, 2.0, 2.08, 2.25, 2.1, 2.0, 2.1, 2.3]),
        ["k_diff"] = [2.85],
        ["k_en"] = [0.02],
        ["electronegativities"] = Case.PerAtom("electronegativity"),
        ["pair scales"] = Case.Moved(Enumerable.Repeat(1.0, Case.AtomCount * (Case.AtomCount - 1) / 2)),
        ["power"] = [0.5],
    };

    private MultipoleIntegrals Integrals(Tape tape, IReadOnlyDictionary<string, Variable> v) =>
        MultipoleIntegrals.Create(tape, Case.Basis, LayerCase.Pairs(tape, v), v["ζ"], order: 0);

    private ZerothOrderHamiltonian Hamiltonian(Tape tape, IReadOnlyDictionary<string, Variable> v, MultipoleIntegrals? integrals = null) =>
        ZerothOrderHamiltonian.Create(tape, integrals ?? Integrals(tape, v), v["levels"], v["polynomials"], v["radii"], new ShellPairScale
        {
            ShellConstants = v["k"],
            NonValenceConstant = v["k_diff"],
            ElectronegativityScale = v["k_en"],
            Electronegativities = v["electronegativities"],
            PairScales = v["pair scales"],
            SlaterRatioPower = v["power"],
            SlaterExponents = v["ζ"],
        });
}

/// <summary>Hydrogen has a second, non-valence s shell.</summary>
public sealed class Gfn1HamiltonianTests : ZerothOrderHamiltonianContract
{
    private protected override LayerCase Case { get; } = LayerCase.Gfn1(1, 7, 26, 1, 17);
}

public sealed class Gfn2HamiltonianTests : ZerothOrderHamiltonianContract
{
    private protected override LayerCase Case { get; } = LayerCase.Gfn2(1, 7, 26, 14, 53);

    protected override IReadOnlyCollection<string> InertInputs => ["k_diff"];
}
