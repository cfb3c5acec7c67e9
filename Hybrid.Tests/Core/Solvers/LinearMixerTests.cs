using FluentAssertions;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class LinearMixerTests : MixerContract
{
    protected override IMixer Mixer() => new LinearMixer(0.7);

    [Fact]
    public void It_takes_a_fraction_of_the_step()
    {
        var mixer = new LinearMixer(0.25);
        mixer.Reset(2);
        var next = new double[2];
        mixer.Next([1, 2], [2, 0], next);
        next.Should().Equal(1.25, 1.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Its_damping_is_positive(double damping)
    {
        var mixer = () => new LinearMixer(damping);
        mixer.Should().Throw<ArgumentOutOfRangeException>();
    }
}
