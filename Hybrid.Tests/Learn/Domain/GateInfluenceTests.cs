using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Learn.Domain;
using Xunit;

namespace Hybrid.Tests.Learn.Domain;

public sealed class GateInfluenceTests
{
    private static readonly int[] Helium = [2, 2, 2];

    [Theory]
    [InlineData(5.9, 0.2)]
    [InlineData(12.1, 1.0)]
    public void Near_atoms_share_their_gates_and_far_ones_do_not(double ångström, double expected) =>
        Of([1.0, 0.2, 1.0], Row(ångström, 40.0)).Should().Equal([expected, 0.2, 1.0], (G, value) => Math.Abs(G - value) < 1e-15);

    [Fact]
    public void Between_the_influence_is_half_at_the_middle() => Of([1.0, 0.0, 1.0], Row(9.0, 40.0))[0].Should().BeApproximately(0.5, 1e-3, "the atoms are nearly in a row");

    [Theory]
    [InlineData(0.3, 0.6)]
    [InlineData(0.0, 0.6)]
    [InlineData(0.0, 0.0)]
    public void Derivatives_agree_with_differences_also_where_gates_are_closed(double second, double third)
    {
        const double Step = 1e-5, Tolerance = 1e-8;
        double[] gates = [0.9, second, third], positions = Row(7.5, 15.0);
        var tape = new Tape(new Arena(), isRecording: true, DenseLinearAlgebra.Default);
        var (g, x) = (tape.Leaf(gates, 3), tape.Leaf(positions, 3, 3));
        tape.Backward(GateInfluence.Of(g, x, Helium).Dot(tape.Constant([0.7, -1.1, 0.4], 3)));
        for (var k = 0; k < 3; k++)
            g.Adjoint[k].Should().BeApproximately(Slope(gates, k), Tolerance);
        for (var k = 0; k < 9; k++)
            x.Adjoint[k].Should().BeApproximately(Slope(positions, k), Tolerance);

        double Slope(double[] of, int k)
        {
            var known = of[k];
            of[k] = known + Step;
            var up = Sum();
            of[k] = known - Step;
            var down = Sum();
            of[k] = known;
            return (up - down) / (2.0 * Step);
        }

        double Sum() => Of(gates, positions) is var G ? (0.7 * G[0]) - (1.1 * G[1]) + (0.4 * G[2]) : 0.0;
    }

    private static double[] Of(double[] gates, double[] positions)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        return GateInfluence.Of(tape.Constant(gates, 3), tape.Constant(positions, 3, 3), Helium).Value.ToArray();
    }

    /// <summary>Three atoms nearly in a row.</summary>
    private static double[] Row(double second, double third) => [0.0, 0.0, 0.0, second * Constants.BohrPerAngstrom, 0.0, 0.1, third * Constants.BohrPerAngstrom, 0.2, 0.0];
}
