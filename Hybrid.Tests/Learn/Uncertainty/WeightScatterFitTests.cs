using FluentAssertions;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Uncertainty;
using Xunit;

namespace Hybrid.Tests.Learn.Uncertainty;

public sealed class WeightScatterFitTests
{
    private const int Weights = 6, Labels = 4000;

    /// <summary>C of variance 0.09 for each weight: what is found of it, κ, is one where the errors hold just that.</summary>
    private const double Variance = 0.09;

    private static readonly Posterior Sure = Posterior.Of(new FisherInformation(Weights), Enumerable.Repeat(Math.Sqrt(Variance), Weights).ToArray());

    [Fact]
    public void Weights_that_scatter_from_molecule_to_molecule_are_found()
    {
        // Errors with the variance Σ 0.09 g² + 4 g₁² + 0.01.
        var scatter = WeightScatterFit.Of(Drawn(Labels, scatter: 2.0), Sure);
        // 4,000 errors give a variance to 5 % or so; four times that.
        scatter[1].Should().BeApproximately(4.0, 0.8);
        scatter.Where((_, k) => k != 1).Should().OnlyContain(other => other < 0.1);
    }

    [Fact]
    public void Few_labels_say_nothing() => WeightScatterFit.Of(Drawn(WeightScatterFit.FewestLabels - 1, scatter: 2.0), Sure).Should().AllBeEquivalentTo(0.0);

    [Fact]
    public void Strengths_and_other_levels_are_left_out()
    {
        var residuals = new EnergyResiduals(1);
        residuals.Add([new LabelGradient(TargetKind.Strength, 1, 0.1, 1.0, [1.0]), new LabelGradient(TargetKind.SingletEnergy, 1, 0.1, 1.0, [1.0]) { IsOfOwnLevel = false }]);
        residuals.Count.Should().Be(0);
    }

    [Fact]
    public void A_weight_that_no_label_depends_on_doesnt_scatter()
    {
        var residuals = Drawn(Labels, scatter: 2.0, dependsOnLast: false);
        WeightScatterFit.Of(residuals, Sure)[^1].Should().Be(0.0);
        FluentActions.Invoking(() => WeightScatterFit.Of(new EnergyResiduals(2), Sure)).Should().Throw<ArgumentException>().WithMessage("*6 weights*2*");
    }

    [Fact]
    public void Labels_without_errors_say_nothing()
    {
        var residuals = new EnergyResiduals(Weights);
        residuals.Add(Drawn(Labels, scatter: 2.0).Labels.Select(label => label with { Error = 0.0 }));
        WeightScatterFit.Of(residuals, Sure).Should().AllBeEquivalentTo(0.0);
    }

    private static EnergyResiduals Drawn(int count, double scatter, bool dependsOnLast = true)
    {
        var residuals = new EnergyResiduals(Weights);
        residuals.Add(Enumerable.Range(0, count).Select(k =>
        {
            var random = new CounterRandom(Seed: 5, Sample: (ulong)k);
            double[] g = [.. Enumerable.Range(0, Weights).Select(j => j < Weights - 1 || dependsOnLast ? random.Normal((ulong)j) : 0.0)];
            // Student's t with four degrees of freedom: a normal number over the root of the mean of four squares.
            var t = random.Normal(10) / Math.Sqrt(0.25 * Enumerable.Range(11, 4).Sum(j => Math.Pow(random.Normal((ulong)j), 2.0)));
            return new LabelGradient(TargetKind.SingletEnergy, 1 + (k % 2), t * Math.Sqrt((Variance * g.Sum(x => x * x)) + (scatter * scatter * g[1] * g[1]) + 0.01), 1.0, g);
        }));
        return residuals;
    }
}
