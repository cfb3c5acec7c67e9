using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Learn.Domain;
using Xunit;

namespace Hybrid.Tests.Learn.Domain;

public sealed class NearestKindTests
{
    private static readonly double[][] Centres = [[0.0, 0.0], [4.0, 0.0], [0.0, 30.0]];

    [Fact]
    public void The_nearest_centre_counts()
    {
        Of([0.5, 0.0]).Should().BeApproximately(0.25, 1e-8);
        Of([3.0, 1.0]).Should().BeApproximately(2.0, 1e-4);
        Of([2.0, 0.0]).Should().BeApproximately(4.0 * Math.Pow(2.0, -1.0 / 8.0), 1e-12, "two centres at the same distance");
        Of([4.0, 0.0]).Should().BeInRange(0.0, 1e-20);
    }

    [Theory]
    [InlineData(1.9, 0.3)]
    [InlineData(0.2, -0.4)]
    [InlineData(2.0, 14.0)]
    public void Derivatives_agree_with_differences(double x, double y)
    {
        const double Step = 1e-5, Tolerance = 1e-8;
        var tape = new Tape(new Arena(), isRecording: true);
        var point = tape.Leaf([x, y], 1, 2);
        tape.Backward(NearestKind.Squares(point, Centres).Sum());
        point.Adjoint[0].Should().BeApproximately((Of([x + Step, y]) - Of([x - Step, y])) / (2.0 * Step), Tolerance * (1.0 + (x * x)));
        point.Adjoint[1].Should().BeApproximately((Of([x, y + Step]) - Of([x, y - Step])) / (2.0 * Step), Tolerance * (1.0 + (y * y)));
    }

    private static double Of(double[] point)
    {
        var tape = new Tape(new Arena(), isRecording: false);
        return NearestKind.Squares(tape.Constant(point, 1, 2), Centres).Value[0];
    }
}
