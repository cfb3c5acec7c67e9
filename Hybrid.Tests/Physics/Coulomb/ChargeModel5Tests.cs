using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class ChargeModel5Tests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Stda("valence", 8, 6, 1, 26, 1);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["q"] = [0.1, -0.2, 0.3, -0.1, 0.2],
        ["D"] = Case.PerAtom("cm5_parameter"),
        ["pairs"] = Case.Noise(10),
        ["radii"] = Case.PerAtom("cm5_radius"),
        ["α"] = [1.3],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => new ChargeModel5
    {
        AtomicNumbers = Case.AtomicNumbers,
        AtomicParameters = inputs["D"],
        PairParameters = inputs["pairs"],
        Radii = inputs["radii"],
        Exponent = inputs["α"],
    }.Corrected(tape, LayerCase.Pairs(tape, inputs), inputs["q"]);

    [Fact]
    public void It_moves_charge_from_element_to_element()
    {
        var tape = new Tape(new Arena());
        var v = LayerGradient.Leaves(tape, Inputs);
        var q = Output(tape, v).Value.ToArray();
        q.Sum().Should().BeApproximately(Inputs["q"].Sum(), 1e-14);
        var expected = (double[])Inputs["q"].Clone();
        for (int A = 0, p = 0; A < 5; A++)
        {
            for (var B = A + 1; B < 5; B++, p++)
            {
                var (zA, zB) = (Case.AtomicNumbers[A], Case.AtomicNumbers[B]);
                if (zA == zB)
                    continue;
                var R = Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow(Case.Positions[(3 * A) + k] - Case.Positions[(3 * B) + k], 2.0)));
                var T = Inputs["D"][A] - Inputs["D"][B] + (zA < zB ? Inputs["pairs"][p] : -Inputs["pairs"][p]);
                var moved = T * Math.Exp(-1.3 * (R - Inputs["radii"][A] - Inputs["radii"][B]));
                expected[A] += moved;
                expected[B] -= moved;
            }
        }

        for (var A = 0; A < 5; A++)
            q[A].Should().BeApproximately(expected[A], 1e-13);
    }
}
