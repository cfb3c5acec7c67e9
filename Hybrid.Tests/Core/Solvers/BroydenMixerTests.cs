using FluentAssertions;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class BroydenMixerTests : MixerContract
{
    protected override IMixer Mixer() => new BroydenMixer();

    [Fact]
    public void Its_first_step_is_damped()
    {
        var mixer = new BroydenMixer(damping: 0.4);
        mixer.Reset(2);
        var next = new double[2];
        mixer.Next([1, 2], [2, 0], next);
        next.Should().Equal([1.4, 1.2], (x, y) => Math.Abs(x - y) < 1e-15);
    }

    [Fact]
    public void Its_second_step_is_Johnsons()
    {
        // One dimension by hand: f = 1, then f = 0.4 at x = 0.4; Δf = −0.6 normalised to −1, u = −α + Δx/|Δf|.
        const double α = 0.4, w0 = 0.01;
        var mixer = new BroydenMixer(damping: α, regularisation: w0);
        mixer.Reset(1);
        var x = new double[1];
        mixer.Next([0], [1], x);
        x[0].Should().Be(0.4);
        mixer.Next([0.4], [0.8], x);
        const double w = 1;
        const double γ = w * -0.4 / ((w * w) + (w0 * w0));
        const double u = -α + (0.4 / 0.6);
        x[0].Should().BeApproximately(0.4 + (α * 0.4) - (w * γ * u), 1e-14);
    }

    [Fact]
    public void It_goes_on_when_its_memory_is_full()
    {
        var g = new Contraction(40, 0.95, 6);
        new FixedPoint(new BroydenMixer(history: 3)).Solve(g.Image, new double[40]).IsConverged.Should().BeTrue();
    }
}
