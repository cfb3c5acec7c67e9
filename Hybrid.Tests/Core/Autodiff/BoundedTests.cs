using FluentAssertions;
using Hybrid.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class BoundedPositiveTests : OperationContract
{
    protected override int[][] Shapes => [[6], [6]];

    protected override (double Low, double High) Range => (0.2, 1.4);

    protected override Variable Apply(Variable[] inputs) => inputs[0].BoundedPositive(inputs[1], 0.8);
}

public sealed class BoundedShiftTests : OperationContract
{
    protected override int[][] Shapes => [[6], [6]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].BoundedShift(inputs[1], 0.8);
}

public sealed class BoundedTests
{
    [Fact]
    public void Without_a_deviation_the_parameter_is_the_published_one_to_the_last_bit()
    {
        var tape = new Tape(new Arena());
        double[] published = [0.1 + 0.2, -1.0 / 3, 12.7];
        var reference = tape.Constant(published, 3);
        var delta = tape.Leaf(new double[3], 3);
        reference.BoundedPositive(delta, 0.5).Value.ToArray().Should().Equal(published);
        reference.BoundedShift(delta, 0.5).Value.ToArray().Should().Equal(published);
    }

    [Fact]
    public void However_large_the_deviation_the_parameter_stays_in_its_range()
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var reference = tape.Constant([2, 2], 2);
        var delta = tape.Constant([1e6, -1e6], 2);
        var positive = reference.BoundedPositive(delta, 0.5).Value;
        positive[0].Should().BeApproximately(2 * Math.Exp(0.5), 1e-15);
        positive[1].Should().BeApproximately(2 * Math.Exp(-0.5), 1e-15);
        reference.BoundedShift(delta, 0.5).Value.ToArray().Should().Equal(2.5, 1.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_bound_is_positive(double bound)
    {
        var tape = new Tape(new Arena());
        var x = tape.Leaf([1], 1);
        var shift = () => x.BoundedShift(x, bound);
        shift.Should().Throw<ArgumentOutOfRangeException>();
    }
}
