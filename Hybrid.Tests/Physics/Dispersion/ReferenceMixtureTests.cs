using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Dispersion;
using Xunit;

namespace Hybrid.Tests.Physics.Dispersion;

public sealed class ReferenceMixtureTests
{
    [Fact]
    public void EveryElementHasReferences()
    {
        for (var z = 1; z <= DispersionReferences.LastElement; z++)
        {
            D3References.Published.Count(z).Should().BeInRange(1, 5);
            D4References.Gfn2.Count(z).Should().BeInRange(1, 7);
            D4References.Gfn2.C6(z, 0, z, 0).Should().BePositive();
            D3References.Published.C6(z, 0, z, 0).Should().BePositive();
        }
    }

    /// <summary>The published C6 of the free atoms: 7.5916 (H, second reference) and 1.5583 (He), doi:10.1063/1.3382344.</summary>
    [Fact]
    public void D3CoefficientsAreThePublishedOnes()
    {
        D3References.Published.C6(1, 1, 1, 1).Should().Be(7.5916);
        D3References.Published.C6(2, 0, 2, 0).Should().Be(1.5583);
        D3References.Published.C6(2, 0, 1, 0).Should().Be(D3References.Published.C6(1, 0, 2, 0)).And.Be(2.0835);
    }

    [Theory]
    [InlineData(-40.0)]
    [InlineData(0.0)]
    [InlineData(3.1)]
    [InlineData(60.0)]
    public void SharesSumToOneHoweverFarTheCoordinationNumber(double cn)
    {
        var tape = new Tape(new Arena());
        var mixture = ReferenceMixture.D3(tape, [6], tape.Leaf([cn], 1), tape.Leaf([4.0], 1));
        var W = new double[mixture.Layout.WeightCount];
        mixture.Weights(default, W);
        W.Sum().Should().BeApproximately(1.0, 1e-14);
    }

    [Fact]
    public void ParametersOfTheWrongLengthAreRefused()
    {
        var tape = new Tape(new Arena());
        var act = () => ReferenceMixture.D3(tape, [6, 1], tape.Leaf([1.0], 1), tape.Leaf([4.0], 1));
        act.Should().Throw<ArgumentException>().WithMessage("*2 atoms*1 were given*");
    }
}
