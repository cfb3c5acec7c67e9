using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Hamiltonians;
using Xunit;

namespace Hybrid.Tests.Physics.Hamiltonians;

public sealed class SelfEnergyTests : LayerContract
{
    private static readonly LayerCase Case = LayerCase.Gfn1(1, 8, 26);

    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["levels"] = Case.PerShell("level"),
        ["shifts"] = Case.PerShell("cn_shift"),
        ["coordination numbers"] = [0.97, 2.1, 3.4],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) =>
        SelfEnergy.Create(tape, Case.Basis, inputs["levels"], inputs["shifts"], inputs["coordination numbers"]);

    [Fact]
    public void The_level_falls_with_the_coordination_number_times_the_shift()
    {
        var tape = new Tape(new Arena());
        var h = Output(tape, LayerGradient.Leaves(tape, Inputs));
        for (var s = 0; s < Case.Basis.ShellCount; s++)
        {
            var cn = Inputs["coordination numbers"][Case.Basis.ShellAtom[s]];
            h.Value[s].Should().Be(Inputs["levels"][s] - (Inputs["shifts"][s] * cn));
        }
    }
}
