using FluentAssertions;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class AndersonMixerTests : MixerContract
{
    protected override IMixer Mixer() => new AndersonMixer();

    [Fact]
    public void A_linear_problem_of_n_dimensions_takes_n_differences()
    {
        // x = D x + 1 with three different elements on D, one of which the plain iteration diverges on.
        static void Image(ReadOnlySpan<double> x, Span<double> y)
        {
            ReadOnlySpan<double> d = [0.5, -0.3, -3];
            for (var i = 0; i < 3; i++)
                y[i] = (d[i] * x[i]) + 1;
        }

        var x = new double[3];
        var outcome = new FixedPoint(new AndersonMixer(history: 3)) { Tolerance = 1e-9 }.Solve(Image, x);
        outcome.IsConverged.Should().BeTrue();
        outcome.Iterations.Should().BeLessThanOrEqualTo(6);
        x.Should().Equal([2, 1 / 1.3, 0.25], (y, z) => Math.Abs(y - z) < 1e-9);
    }

    [Fact]
    public void It_needs_far_fewer_steps_than_linear_mixing()
    {
        var g = new Contraction(60, 0.98, 5);
        var steps = new FixedPoint(new AndersonMixer()).Solve(g.Image, new double[60]).Iterations;
        var linear = new FixedPoint(new LinearMixer(0.5)) { MaxIterations = 5000 }.Solve(g.Image, new double[60]).Iterations;
        steps.Should().BeLessThan(linear / 2);
    }
}
