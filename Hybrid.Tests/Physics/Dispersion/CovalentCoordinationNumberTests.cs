using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;
using Xunit;

namespace Hybrid.Tests.Physics.Dispersion;

public sealed class CovalentCoordinationNumberTests
{
    [Fact]
    public void AdjointsAreTheDerivativesByEveryInput()
    {
        var inputs = DispersionCase.Jittered(DispersionCase.Mixed().D4Inputs())
            .Where(i => i.Key is "positions" or "radii" or "electronegativities").ToDictionary();
        LayerGradient.ShouldBeExact(inputs, (tape, v) => CovalentCoordinationNumber.Counted(tape, v["positions"], v["radii"], v["electronegativities"]), sameSeeds: false);
    }

    [Fact]
    public void CarbonInC60CountsThreeNeighbours()
    {
        var c60 = DispersionCase.Of("c60");
        var tape = new Tape(new Arena());
        var v = DispersionCase.Leaves(tape, c60.D4Inputs());
        var cn = CovalentCoordinationNumber.Counted(tape, v["positions"], v["radii"], v["electronegativities"]);
        cn.Value.ToArray().Should().OnlyContain(n => n > 2.8 && n < 3.2);
    }

    [Fact]
    public void CountVanishesSmoothlyWithDistance()
    {
        double Count(double distance)
        {
            var tape = new Tape(new Arena());
            return CovalentCoordinationNumber.Counted(
                tape, tape.Leaf([0.0, 0.0, 0.0, 0.0, 0.0, distance], 2, 3), tape.Leaf([1.9, 1.9], 2), tape.Leaf([2.5, 2.6], 2)).Value[0];
        }

        Count(50.0).Should().Be(0.0);
        var r = 3.8;
        var edge = r * (1.0 + (6.0 / 7.5));
        Count(edge - 1e-6).Should().BeInRange(1e-19, 1e-16);
        Count(edge + 1e-6).Should().Be(0.0);
    }
}
