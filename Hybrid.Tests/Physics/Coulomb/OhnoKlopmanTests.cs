using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class OhnoKlopmanTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Gfn2(1, 8, 26, 6, 17, 1);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["positions"] = Case.Positions,
        ["hardness"] = Case.PerAtom("hubbard"),
        ["exponent"] = [2.7],
    };

    /// <summary>The published exponents have shortcuts; they must be the general formula.</summary>
    [Theory]
    [InlineData(2.0)]
    [InlineData(4.0)]
    public void Whole_exponents_are_the_limit_of_others(double exponent)
    {
        var exact = Values(exponent);
        var near = Values(exponent + 1e-13);
        for (var e = 0; e < exact.Length; e++)
            exact[e].Should().BeApproximately(near[e], 1e-12);
    }

    [Fact]
    public void Far_atoms_see_point_charges()
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var positions = tape.Constant([0.0, 0.0, 0.0, 0.0, 0.0, 1000.0], 2, 3);
        var γ = OhnoKlopman.Of(tape, Hybrid.Physics.Geometry.AtomPairs.OfMolecule(tape, positions), tape.Constant([0.4, 0.6], 2), tape.Constant([2.0], 1));
        γ.Value[1].Should().BeApproximately(1e-3, 1e-8);
        γ.Value[0].Should().Be(0.4);
    }

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        OhnoKlopman.Of(tape, LayerCase.Pairs(tape, inputs), inputs["hardness"], inputs["exponent"]);

    private double[] Values(double exponent)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var inputs = LayerGradient.Leaves(tape, new Dictionary<string, double[]>(Inputs) { ["exponent"] = [exponent] });
        return Output(tape, inputs).Value.ToArray();
    }
}
