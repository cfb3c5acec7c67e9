using FluentAssertions;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

public sealed class AdamWTests
{
    /// <summary>A few roundings.</summary>
    private const double Rounding = 1e-15;

    [Fact]
    public void Two_steps_are_those_of_the_paper()
    {
        var adam = new AdamW(1, beta1: 0.9, beta2: 0.99, epsilon: 1e-8);
        double[] w = [1.0];

        // t = 1: m = 0.05, v = 0.0025, m̂ = 0.5, v̂ = 0.25: the step is η·0.5/(0.5 + ε), after decay by η·0.1.
        adam.Step(w, [0.5], rate: 0.01, [1.0], [0.1]);
        var first = 1.0 - (0.01 * 0.1) - (0.01 * 0.5 / (0.5 + 1e-8));
        w[0].Should().BeApproximately(first, Rounding);

        // t = 2: m = 0.045 − 0.02 = 0.025, v = 0.002475 + 0.0004 = 0.002875, m̂ = m/0.19, v̂ = v/0.0199.
        adam.Step(w, [-0.2], rate: 0.01, [1.0], [0.1]);
        var second = first - (0.01 * 0.1 * first) - (0.01 * (0.025 / 0.19) / (Math.Sqrt(0.002875 / 0.0199) + 1e-8));
        w[0].Should().BeApproximately(second, 10 * Rounding);
        adam.Mean.Span[0].Should().BeApproximately(0.025, Rounding);
        adam.SquaredMean.Span[0].Should().BeApproximately(0.002875, Rounding);
        adam.StepCount.Should().Be(2);
    }

    [Fact]
    public void The_tail_after_whole_vectors_is_treated_alike()
    {
        var adam = new AdamW(19);
        var w = Enumerable.Repeat(0.7, 19).ToArray();
        var gradient = Enumerable.Repeat(0.3, 19).ToArray();
        var factors = Enumerable.Repeat(0.5, 19).ToArray();
        var decays = Enumerable.Repeat(0.2, 19).ToArray();
        for (var step = 0; step < 3; step++)
            adam.Step(w, gradient, 0.1, factors, decays);

        w.Distinct().Should().HaveCount(1);
        w[0].Should().BeLessThan(0.7);
    }

    [Fact]
    public void A_factor_of_zero_keeps_a_weight()
    {
        var adam = new AdamW(2);
        double[] w = [1.0, 1.0];
        adam.Step(w, [1.0, 1.0], 0.1, [0.0, 1.0], [0.5, 0.5]);

        w[0].Should().Be(1.0);
        w[1].Should().BeLessThan(0.9);
    }

    [Fact]
    public void Wrong_lengths_are_refused() =>
        FluentActions.Invoking(() => new AdamW(2).Step(new double[2], new double[3], 0.1, new double[2], new double[2]))
            .Should().Throw<ArgumentException>().WithMessage("2 weights*but 2, 3, 2 and 2 came.");
}
