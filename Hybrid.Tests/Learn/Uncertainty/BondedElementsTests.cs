using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Uncertainty;
using Xunit;

namespace Hybrid.Tests.Learn.Uncertainty;

public sealed class BondedElementsTests
{
    private static readonly BondedElements Bonds = BondedElements.Of([SmallModel.Formaldehyde]);

    private static readonly double PeroxideRadius = 2.0 * Element.CovalentRadius(8);

    [Fact]
    public void Bonds_of_molecules_are_found_by_their_elements()
    {
        Bonds.Pairs.Should().Equal((1, 6), (6, 8));
        Bonds.Contains(8, 6).Should().BeTrue();
        Bonds.Contains(1, 8).Should().BeFalse("they are two bonds apart");
    }

    [Fact]
    public void A_bond_of_strangers_is_twice_as_far_as_the_edge_and_fades_as_it_breaks()
    {
        At(1.0).Should().Equal(4.0, 4.0);
        At(1.3).Should().Equal(4.0, 4.0);
        At(1.6).Should().Equal(0.0, 0.0);
        var between = At(1.45)[0];
        between.Should().BeApproximately(2.0, 1e-12, "the switch is odd about its middle");
    }

    [Fact]
    public void Known_bonds_add_nothing() => Squares(SmallModel.Formaldehyde, out _, out _).Value.ToArray().Should().AllBeEquivalentTo(0.0);

    [Theory]
    [InlineData(1.34)]
    [InlineData(1.45)]
    [InlineData(1.57)]
    public void Derivatives_agree_with_differences(double stretch)
    {
        const double Step = 1e-5, Tolerance = 1e-7;
        var squares = Squares(Peroxide(stretch), out var tape, out var positions);
        tape.Backward(squares.Sum());
        var difference = (At(stretch + Step)[0] - At(stretch - Step)[0]) / Step / PeroxideRadius;
        positions.Adjoint[3].Should().BeApproximately(difference, Tolerance * (1.0 + Math.Abs(difference)));
        positions.Adjoint[0].Should().BeApproximately(-difference, Tolerance * (1.0 + Math.Abs(difference)));
    }

    private static double[] At(double stretch) => Squares(Peroxide(stretch), out _, out _).Value.ToArray();

    private static Structure Peroxide(double stretch) => new([8, 8], [0.0, 0.0, 0.0, stretch * PeroxideRadius, 0.0, 0.0]);

    private static Variable Squares(Structure structure, out Tape tape, out Variable positions)
    {
        tape = new Tape(new Arena(), isRecording: true);
        positions = tape.Leaf(structure.Positions, structure.AtomCount, 3);
        return Bonds.SquaredDistances(Neighbours.Of(tape, positions, structure.AtomicNumbers, 8.0));
    }
}
