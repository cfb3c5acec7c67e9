using FluentAssertions;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Representations;
using Xunit;

namespace Hybrid.Tests.Learn.Representations;

public sealed class OrthogonalMatrixTests
{
    /// <summary>Nine products of numbers of order one.</summary>
    private const double Rounding = 1e-12;

    [Fact]
    public void Random_ones_keep_lengths_and_turn_and_mirror_equally_often()
    {
        var mirrors = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var Q = OrthogonalMatrix.Random(new CounterRandom(seed));
            for (var i = 0; i < 3; i++)
            {
                for (var j = 0; j < 3; j++)
                    Enumerable.Range(0, 3).Sum(k => Q[(3 * i) + k] * Q[(3 * j) + k]).Should().BeApproximately(i == j ? 1.0 : 0.0, Rounding);
            }

            mirrors += Determinant(Q) < 0.0 ? 1 : 0;
        }

        // Binomial: a standard deviation of 10.
        mirrors.Should().BeInRange(150, 250);
    }

    [Fact]
    public void Rows_are_multiplied_by_the_matrix() =>
        OrthogonalMatrix.Applied([0.0, 1.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 1.0], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
            .Should().Equal(2.0, -1.0, 3.0, 5.0, -4.0, 6.0);

    [Fact]
    public void The_operations_of_the_cube_are_48_and_half_of_them_mirror()
    {
        var all = OrthogonalMatrix.OfTheCube;
        all.Should().HaveCount(48);
        all.Select(Q => string.Join(" ", Q)).Distinct().Should().HaveCount(48);
        all[0].Should().Equal(1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0);
        all.Count(Q => Determinant(Q) < 0.0).Should().Be(24);
    }

    private static double Determinant(double[] Q) =>
        (Q[0] * ((Q[4] * Q[8]) - (Q[5] * Q[7]))) - (Q[1] * ((Q[3] * Q[8]) - (Q[5] * Q[6]))) + (Q[2] * ((Q[3] * Q[7]) - (Q[4] * Q[6])));
}
