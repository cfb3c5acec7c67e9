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

    [Theory]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    public void Rotations_and_reflections_change_nothing(double determinant)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            var turned = Turned(Positions, seed, determinant);
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

    /// <summary>Rows of a random orthogonal matrix by Gram and Schmidt, with a chosen determinant.</summary>
    private static double[] Turned(double[] positions, ulong seed, double determinant)
    {
        var random = new CounterRandom(seed);
        double[] x = Normalised([random.Normal(0), random.Normal(1), random.Normal(2)]);
        double[] w = [random.Normal(4), random.Normal(5), random.Normal(6)];
        var along = (w[0] * x[0]) + (w[1] * x[1]) + (w[2] * x[2]);
        var y = Normalised([w[0] - (along * x[0]), w[1] - (along * x[1]), w[2] - (along * x[2])]);
        double[] z =
        [
            determinant * ((x[1] * y[2]) - (x[2] * y[1])), determinant * ((x[2] * y[0]) - (x[0] * y[2])), determinant * ((x[0] * y[1]) - (x[1] * y[0])),
        ];
        var turned = new double[positions.Length];
        for (var A = 0; A < positions.Length; A += 3)
        {
            turned[A] = (x[0] * positions[A]) + (x[1] * positions[A + 1]) + (x[2] * positions[A + 2]);
            turned[A + 1] = (y[0] * positions[A]) + (y[1] * positions[A + 1]) + (y[2] * positions[A + 2]);
            turned[A + 2] = (z[0] * positions[A]) + (z[1] * positions[A + 1]) + (z[2] * positions[A + 2]);
        }

        return turned;
    }

    private static double[] Normalised(double[] vector)
    {
        var length = Math.Sqrt(vector.Sum(x => x * x));
        return vector.Select(x => x / length).ToArray();
    }
}
