using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class MonopolePotentialTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Stda("valence", 8, 6, 1, 26, 1);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["q"] = [0.1, -0.2, 0.3, -0.1, 0.2],
        ["η"] = Case.PerAtom("valence_hubbard"),
        ["s"] = [0.4],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        MonopolePotential.Of(tape, LayerCase.Pairs(tape, inputs), inputs["q"], inputs["η"], inputs["s"]);

    [Fact]
    public void It_is_half_the_sum_of_the_charges_damped_potentials()
    {
        var tape = new Tape(new Arena());
        var V = Output(tape, LayerGradient.Leaves(tape, Inputs)).Value;
        for (var A = 0; A < V.Length; A++)
        {
            var expected = 0.0;
            for (var B = 0; B < V.Length; B++)
            {
                var R = Math.Sqrt(Enumerable.Range(0, 3).Sum(k => Math.Pow(Case.Positions[(3 * A) + k] - Case.Positions[(3 * B) + k], 2.0)));
                expected += 0.5 * 0.4 * Inputs["q"][B] / (R + (1.0 / Math.Sqrt(Inputs["η"][A] * Inputs["η"][B])));
            }

            V[A].Should().BeApproximately(expected, 1e-14);
        }
    }
}
