using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Hamiltonians;
using Xunit;

namespace Hybrid.Tests.Physics.Hamiltonians;

public sealed class CoordinationScaleTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Stda("extended", 1, 6, 26);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["values"] = Case.PerShell("extended_level"),
        ["a"] = [0.03],
        ["cn"] = [0.98, 3.9, 5.1],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => CoordinationScale.Of(tape, Case.Basis, inputs["values"], inputs["a"], inputs["cn"]);

    [Fact]
    public void Every_shell_grows_with_the_coordination_number()
    {
        var tape = new Tape(new Arena());
        var scaled = Output(tape, LayerGradient.Leaves(tape, Inputs)).Value;
        for (var s = 0; s < scaled.Length; s++)
            scaled[s].Should().Be(Inputs["values"][s] * (1.0 + (0.03 * Inputs["cn"][Case.Basis.ShellAtom[s]])));
    }
}

public sealed class ValenceCoordinationScaleTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Stda("extended", 1, 6, 26);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["values"] = Case.PerShell("extended_exponent"),
        ["a"] = [0.03],
        ["cn"] = [0.98, 3.9, 5.1],
        ["b"] = [0.2],
        ["q"] = [0.1, -0.3, 0.7],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        CoordinationScale.OfValence(tape, Case.Basis, inputs["values"], inputs["a"], inputs["cn"], inputs["b"], inputs["q"]);

    [Fact]
    public void Diffuse_shells_stay_as_they_are()
    {
        var tape = new Tape(new Arena());
        var scaled = Output(tape, LayerGradient.Leaves(tape, Inputs)).Value;
        for (var s = 0; s < scaled.Length; s++)
        {
            var A = Case.Basis.ShellAtom[s];
            var factor = Case.Basis.Shells[s].IsValence ? (1.0 + (0.03 * Inputs["cn"][A])) * (1.0 + (0.2 * Inputs["q"][A])) : 1.0;
            scaled[s].Should().BeApproximately(Inputs["values"][s] * factor, 1e-15);
        }
    }

    [Fact]
    public void A_constant_scale_of_zero_carries_no_derivative()
    {
        var tape = new Tape(new Arena());
        var q = tape.Leaf(Inputs["q"], 3);
        Variable Constant(double[] x) => tape.Constant(x, x.Length);
        var still = CoordinationScale.OfValence(
            tape, Case.Basis, Constant(Inputs["values"]), Constant(Inputs["a"]), Constant(Inputs["cn"]), Constant([0.0]), q);
        still.NeedsAdjoint.Should().BeFalse("nothing that is differentiated changes it");
        var learned = CoordinationScale.OfValence(
            tape, Case.Basis, Constant(Inputs["values"]), Constant(Inputs["a"]), Constant(Inputs["cn"]), tape.Leaf([0.0], 1), q);
        tape.Backward(learned, Enumerable.Repeat(1.0, learned.Length).ToArray());
        q.HasAdjoint.Should().BeFalse("the derivative by a charge is a factor of zero");
    }
}
