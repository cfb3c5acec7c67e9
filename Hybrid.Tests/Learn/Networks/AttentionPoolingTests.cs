using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Learn.Networks;
using Hybrid.Tests.Core.Autodiff;
using Xunit;

namespace Hybrid.Tests.Learn.Networks;

public sealed class AttentionPoolingTests : OperationContract
{
    protected override int[][] Shapes => [[5, 2], [5, 6]];

    protected override Variable Apply(Variable[] inputs) => AttentionPooling.Of(inputs[0], inputs[1]);

    [Fact]
    public void It_lies_between_the_values_that_it_is_a_mean_of()
    {
        var tape = new Tape(new Arena(), isRecording: false);
        var pooled = AttentionPooling.Of(tape.Constant([1000.0, 0.0, -1000.0], 3, 1), tape.Constant([2.0, 3.0, 4.0], 3, 1));
        pooled.Value.ToArray().Should().Equal(2.0);
        var even = AttentionPooling.Of(tape.Constant([7.0, 7.0], 2, 1), tape.Constant([2.0, 3.0], 2, 1));
        even.Value.ToArray().Should().Equal(2.5);
    }
}
