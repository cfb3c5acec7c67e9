using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class ElectronegativityChargesTests : LayerContract
{
    private const double TotalCharge = -1.0;

    private static readonly LayerCase Case = LayerCase.Stda("valence", 1, 6, 8, 26, 1);
    private static readonly double[] ValenceElectrons = [1.0, 4.0, 6.0, 8.0, 1.0];

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["EN"] = Case.PerAtom("electronegativity"),
        ["k"] = [-0.59],
        ["radii"] = Case.PerAtom("covalent_radius"),
        ["cn"] = [0.98, 3.9, 1.1, 6.0, 1.0],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => new ElectronegativityCharges
    {
        Electronegativities = inputs["EN"],
        CoordinationScale = inputs["k"],
        CovalentRadii = inputs["radii"],
        CoordinationNumbers = inputs["cn"],
        ValenceElectrons = ValenceElectrons,
    }.Charges(tape, LayerCase.Pairs(tape, inputs), TotalCharge);

    [Fact]
    public void They_add_up_and_are_those_of_the_formula()
    {
        var tape = new Tape(new Arena());
        var q = Output(tape, LayerGradient.Leaves(tape, Inputs)).Value.ToArray();
        q.Sum().Should().BeApproximately(TotalCharge, 1e-13);
        for (var A = 0; A < q.Length; A++)
        {
            var electrons = ValenceElectrons[A];
            for (var B = 0; B < q.Length; B++)
            {
                if (B == A)
                    continue;
                var R = Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow(Case.Positions[(3 * A) + k] - Case.Positions[(3 * B) + k], 2.0)));
                electrons += (χ(A) - χ(B)) * Math.Pow(0.5 * (Inputs["radii"][A] + Inputs["radii"][B]) / R, 6.0);
            }

            q[A].Should().BeApproximately(ValenceElectrons[A] - (electrons * (1.0 - (TotalCharge / ValenceElectrons.Sum()))), 1e-12);
        }

        double χ(int A) => Inputs["EN"][A] - (Inputs["k"][0] * Math.Sqrt(Inputs["cn"][A]));
    }

    [Fact]
    public void An_atom_without_neighbours_takes_the_whole_charge_and_has_a_derivative()
    {
        var tape = new Tape(new Arena());
        double[] one = [0.0];
        var v = new Dictionary<string, Variable>
        {
            ["positions"] = tape.Leaf([0.0, 0.0, 0.0], 1, 3),
            ["cn"] = tape.Leaf(one, 1),
        };
        var q = new ElectronegativityCharges
        {
            Electronegativities = tape.Constant([2.0], 1),
            CoordinationScale = tape.Constant([-0.59], 1),
            CovalentRadii = tape.Constant([1.0], 1),
            CoordinationNumbers = v["cn"],
            ValenceElectrons = new[] { 7.0 },
        }.Charges(tape, LayerCase.Pairs(tape, v), -1.0);
        q.Value[0].Should().BeApproximately(-1.0, 1e-15);
        tape.Backward(q, [1.0]);
        v["cn"].Adjoint[0].Should().Be(0.0);
    }
}
