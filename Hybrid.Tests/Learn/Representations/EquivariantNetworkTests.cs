using FluentAssertions;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Representations;
using Xunit;

namespace Hybrid.Tests.Learn.Representations;

public sealed class EquivariantNetworkTests : RepresentationContract
{
    protected override Representation Network { get; } = new EquivariantNetwork(new EquivariantSettings
    {
        Cutoff = Cutoff, Layers = 2, Width = 7, Vectors = 5, PairWidth = 6, RadialFunctions = 4, ElementWidth = 3,
    });

    [Fact]
    public void Rotations_and_reflections_change_nothing()
    {
        // Half of the random matrices mirror.
        for (ulong seed = 1; seed <= 8; seed++)
        {
            var turned = OrthogonalMatrix.Applied(OrthogonalMatrix.Random(new CounterRandom(seed)), Positions);
            Near(Described(Elements, turned).All, Described(Elements, Positions).All);
        }
    }

    [Fact]
    public void A_pair_differs_from_the_same_pair_seen_from_its_other_end()
    {
        var described = Described(Elements, Positions);
        described.Pair(described.PairOf(0, 2)).Should().NotEqual(described.Pair(described.PairOf(2, 0)));
    }

    [Fact]
    public void Angles_matter_beyond_distances_to_an_atom()
    {
        // Two neighbours of carbon at the same distances, farther from each other than the cutoff in both geometries.
        var straight = Described([6, 8, 8], [0.0, 0.0, 0.0, 2.4, 0.0, 0.0, -2.4, 0.0, 0.0]);
        var bent = Described([6, 8, 8], [0.0, 0.0, 0.0, 2.4, 0.0, 0.0, -1.92, 1.44, 0.0]);
        straight.Count.Should().Be(4);
        bent.Count.Should().Be(4);
        bent.Atom(0).Zip(straight.Atom(0), (x, y) => Math.Abs(x - y)).Max().Should().BeGreaterThan(1e-3);
    }

    [Fact]
    public void Settings_that_make_no_network_are_refused()
    {
        Fails(new EquivariantSettings { Cutoff = double.NaN }, "*positive cutoff*NaN*");
        Fails(new EquivariantSettings { Layers = 0 }, "*positive Layers*0*");
        Fails(new EquivariantSettings { Elements = [] }, "*one element*");
        Fails(new EquivariantSettings { Elements = [1, 6, 1] }, "*1 came as number 3*");

        static void Fails(EquivariantSettings settings, string message)
        {
            var act = () => new EquivariantNetwork(settings);
            act.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }
}
