using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Xunit;

namespace Hybrid.Tests.Learn.Representations;

public sealed class GraphTransformerTests : RepresentationContract
{
    private static readonly TransformerSettings Small = new() { Cutoff = Cutoff, Layers = 2, Width = 6, Heads = 2, PairWidth = 5, ElementWidth = 3 };

    protected override Representation Network { get; } = new GraphTransformer(Small);

    [Fact]
    public void Random_numbers_turn_the_molecule()
    {
        var random = new CounterRandom(3, Epoch: 2, Sample: 1);
        var turned = OrthogonalMatrix.Applied(OrthogonalMatrix.Random(random), Positions);
        var given = Atoms(Network, Positions, random);
        Near(given, Atoms(Network, turned, null));
        given.Zip(Atoms(Network, Positions, null), (x, y) => Math.Abs(x - y)).Max().Should().BeGreaterThan(1e-3, "orientation matters untrained");
    }

    [Theory]
    [InlineData(8)]
    [InlineData(48)]
    public void Copies_make_the_operations_among_them_exact_symmetries(int copies)
    {
        var averaged = new GraphTransformer(Small with { Copies = copies });
        foreach (var Q in OrthogonalMatrix.OfTheCube.Take(copies))
            Near(Atoms(averaged, OrthogonalMatrix.Applied(Q, Positions), null), Atoms(averaged, Positions, null));
    }

    [Fact]
    public void More_copies_leave_less_of_the_orientation()
    {
        // Harmonics of odd order vanish with 8 copies, all below the fourth order with 48.
        double[] spreads = [.. new[] { 1, 8, 48 }.Select(copies => Spread(new GraphTransformer(Small with { Copies = copies })))];
        spreads[1].Should().BeLessThan(0.5 * spreads[0]);
        spreads[2].Should().BeLessThan(0.5 * spreads[1]);
        spreads[2].Should().BeGreaterThan(Rounding, "averages over a cube are no average over a sphere");
    }

    [Fact]
    public void Settings_that_make_no_network_are_refused()
    {
        Fails(Small with { Cutoff = -1.0 }, "*positive cutoff*-1*");
        Fails(Small with { Width = 0 }, "*positive Width*0*");
        Fails(Small with { Heads = 4 }, "*divides the width 6*4*");
        Fails(Small with { Copies = 3 }, "*1, 8 or 48*3*");

        static void Fails(TransformerSettings settings, string message)
        {
            var act = () => new GraphTransformer(settings);
            act.Should().Throw<ArgumentException>().WithMessage(message);
        }
    }

    private static double Spread(GraphTransformer network)
    {
        const int Turns = 12;
        var turned = Enumerable.Range(1, Turns)
            .Select(seed => Atoms(network, OrthogonalMatrix.Applied(OrthogonalMatrix.Random(new CounterRandom((ulong)seed)), Positions), null))
            .ToArray();
        var sum = 0.0;
        for (var k = 0; k < turned[0].Length; k++)
        {
            var mean = turned.Average(values => values[k]);
            sum += turned.Sum(values => (values[k] - mean) * (values[k] - mean));
        }

        return Math.Sqrt(sum / (Turns * turned[0].Length));
    }

    private static double[] Atoms(Representation network, double[] positions, CounterRandom? random)
    {
        var layout = new WeightLayout();
        network.Declare(layout);
        var tape = new Tape(new Arena(), isRecording: false);
        var neighbours = Neighbours.Of(tape, tape.Constant(positions, Elements.Length, 3), Elements, Cutoff);
        return network.Of(neighbours, new WeightBinding(tape, layout, layout.Initial(5)), random).Atoms.Value.ToArray();
    }
}
