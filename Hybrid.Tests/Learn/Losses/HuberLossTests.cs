using FluentAssertions;
using Hybrid.Learn.Losses;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class HuberLossTests
{
    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.1, 0.025, 0.5)]
    [InlineData(-0.2, 0.1, -1.0)]
    [InlineData(3.0, 2.9, 1.0)]
    [InlineData(-3.0, 2.9, -1.0)]
    public void It_is_a_parabola_within_its_width_and_the_absolute_error_beyond(double x, double value, double slope)
    {
        var loss = new HuberLoss(0.2);
        loss.Value(x).Should().BeApproximately(value, 1e-15);
        loss.Slope(x).Should().BeApproximately(slope, 1e-15);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_width_is_positive(double width) => FluentActions.Invoking(() => new HuberLoss(width)).Should().Throw<ArgumentOutOfRangeException>();
}
