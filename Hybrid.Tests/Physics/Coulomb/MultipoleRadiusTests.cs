using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Coulomb;
using Xunit;

namespace Hybrid.Tests.Physics.Coulomb;

public sealed class MultipoleRadiusTests : LayerContract
{
    protected override IReadOnlyDictionary<string, double[]> Inputs { get; } = new Dictionary<string, double[]>
    {
        ["coordination numbers"] = [0.9, 2.3, 3.6],
        ["radii"] = [1.4, 2.4, 3.0],
        ["valences"] = [1.0, 2.0, 3.0],
        ["shift"] = [1.2],
        ["exponent"] = [4.0],
        ["largest"] = [5.0],
    };

    protected override Variable Output(Tape tape, IReadOnlyDictionary<string, Variable> inputs) => new MultipoleRadius
    {
        Radii = inputs["radii"],
        ValenceNumbers = inputs["valences"],
        Shift = inputs["shift"],
        Exponent = inputs["exponent"],
        Largest = inputs["largest"],
    }.Of(tape, inputs["coordination numbers"]);

    [Theory]
    [InlineData(2.2, 3.2)]
    [InlineData(50.0, 5.0)]
    [InlineData(-50.0, 1.4)]
    public void The_radius_goes_from_the_atoms_own_to_the_largest(double coordinationNumber, double expected)
    {
        var tape = new Tape(new Arena());
        var inputs = new Dictionary<string, double[]>(Inputs) { ["coordination numbers"] = [coordinationNumber, 0.0, 0.0] };
        Output(tape, LayerGradient.Leaves(tape, inputs)).Value[0].Should().BeApproximately(expected, 1e-14);
    }
}
