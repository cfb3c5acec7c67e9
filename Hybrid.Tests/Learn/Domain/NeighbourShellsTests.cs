using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Representations;
using Xunit;

namespace Hybrid.Tests.Learn.Domain;

public sealed class NeighbourShellsTests
{
    private static readonly int[] Elements = [1, 8];

    [Fact]
    public void Neighbours_are_counted_by_element_and_distance()
    {
        var counts = Shells(new Structure([8, 1, 1], Bohr([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.4, 0.0])), out _, out _).Value.ToArray();
        // Shells of hydrogen around the oxygen: the second stands at 1.0 Å, the fourth at 1.4 Å; a neighbour in the middle counts as much as the cutoff function leaves of it.
        var oxygen = counts[..20];
        oxygen[1].Should().BeApproximately(Envelope(1.0), 0.03);
        oxygen[3].Should().BeApproximately(Envelope(1.4), 0.03);
        oxygen[10..].Should().AllBeEquivalentTo(0.0, "it has no oxygen beside it");
        counts[30..40].Max().Should().BeApproximately(Envelope(1.0), 0.03, "the hydrogen has the oxygen");

        double Envelope(double ångström) => Math.Pow(0.5 * (1.0 + Math.Cos(Math.PI * ångström / 3.5)), 2.0);
    }

    [Fact]
    public void Other_elements_are_not_counted() =>
        Shells(new Structure([8, 6], Bohr([0.0, 0.0, 0.0, 1.2, 0.0, 0.0])), out _, out _).Value[..20].ToArray().Should().AllBeEquivalentTo(0.0);

    [Fact]
    public void Derivatives_agree_with_differences()
    {
        const double Step = 1e-4, Tolerance = 1e-7;
        var water = new Structure([8, 1, 1], Bohr([0.01, -0.02, 0.03, 0.95, 0.1, 0.0, -0.2, 1.3, 0.4]));
        var weights = Enumerable.Range(0, 60).Select(k => Math.Sin(1.3 * k)).ToArray();
        var sum = Weighted(water, out var tape, out var positions);
        tape.Backward(sum);
        for (var k = 0; k < 9; k++)
        {
            var difference = (At(k, Step) - At(k, -Step)) / (2.0 * Step);
            positions.Adjoint[k].Should().BeApproximately(difference, Tolerance * (1.0 + Math.Abs(difference)));
        }

        double At(int k, double step)
        {
            var moved = water.Positions.ToArray();
            moved[k] += step;
            return Weighted(water.WithPositions(moved), out _, out _).Scalar;
        }

        Variable Weighted(Structure structure, out Tape on, out Variable x) => Shells(structure, out on, out x).Reshape(60).Dot(on.Constant(weights, 60));
    }

    private static Variable Shells(Structure structure, out Tape tape, out Variable positions)
    {
        tape = new Tape(new Arena(), isRecording: true);
        positions = tape.Leaf(structure.Positions, structure.AtomCount, 3);
        return NeighbourShells.Of(Neighbours.Of(tape, positions, structure.AtomicNumbers, NeighbourShells.Cutoff), Elements);
    }

    private static double[] Bohr(double[] ångström) => Array.ConvertAll(ångström, x => x * Constants.BohrPerAngstrom);
}
