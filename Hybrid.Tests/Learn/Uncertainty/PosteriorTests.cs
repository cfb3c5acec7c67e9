using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Uncertainty;
using Xunit;

namespace Hybrid.Tests.Learn.Uncertainty;

public sealed class PosteriorTests
{
    private const double Rounding = 1e-9;

    [Fact]
    public void One_label_about_one_weight_gives_the_textbook_variance()
    {
        var fisher = new FisherInformation(2);
        fisher.Add([new LabelGradient(TargetKind.SingletEnergy, 1, 0.5, 1.0, [2.0, 0.0])], DenseLinearAlgebra.Default);
        var posterior = Posterior.Of(fisher, [3.0, 4.0], _ => 0.5);
        posterior.Variance([1.0, 0.0]).Should().BeApproximately(1.0 / ((4.0 / 0.25) + (1.0 / 9.0)), Rounding);
        posterior.Variance([0.0, 1.0]).Should().BeApproximately(16.0, Rounding);
        fisher.Noise(TargetKind.SingletEnergy).Should().Be(0.5);
    }

    [Fact]
    public void The_covariance_is_the_inverse_of_the_precision_and_that_of_its_members()
    {
        const int n = 4, members = 20000;
        var posterior = Posterior.Of(Random(n, 6), [1.0, 1.0, 2.0, 0.5]);
        var product = new double[n * n];
        DenseLinearAlgebra.Default.Multiply(false, false, n, n, n, 1.0, posterior.Precision, posterior.Covariance, 0.0, product);
        for (var k = 0; k < n * n; k++)
            product[k].Should().BeApproximately(k % (n + 1) == 0 ? 1.0 : 0.0, Rounding);
        var sum = new double[n * n];
        for (var m = 0; m < members; m++)
        {
            var move = posterior.Member(7, m);
            for (var k = 0; k < n * n; k++)
                sum[k] += move[k / n] * move[k % n] / members;
        }

        // Five standard errors of a variance from so many draws.
        var tolerance = 5.0 * Math.Sqrt(2.0 / members) * posterior.Covariance.ToArray().Max();
        for (var k = 0; k < n * n; k++)
            sum[k].Should().BeApproximately(posterior.Covariance[k], tolerance);
        posterior.Member(7, 3).Should().Equal(posterior.Member(7, 3)).And.NotEqual(posterior.Member(8, 3));
    }

    [Fact]
    public void Covariances_of_quantities_follow_from_their_derivatives()
    {
        var posterior = Posterior.Of(Random(3, 5), [1.0, 1.0, 1.0]);
        double[] g = [1.0, -2.0, 0.5, 0.3, 0.0, 1.5];
        var covariances = posterior.Covariances(g, 2);
        covariances[0].Should().BeApproximately(posterior.Variance(g.AsSpan(0, 3)), Rounding);
        covariances[1].Should().BeApproximately(covariances[2], Rounding);
        double[] sum = [1.3, -2.0, 2.0];
        posterior.Variance(sum).Should().BeApproximately(covariances[0] + (2.0 * covariances[1]) + covariances[3], Rounding);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        FluentActions.Invoking(() => Posterior.Of(new FisherInformation(3), [1.0])).Should().Throw<ArgumentException>().WithMessage("3 prior widths were expected, but 1 came.*");
        FluentActions.Invoking(() => Posterior.Of(new FisherInformation(1), [1.0]).Covariances([1.0, 2.0], 1)).Should().Throw<ArgumentException>().WithMessage("1 rows of 1 numbers*");
    }

    private static FisherInformation Random(int n, int labels)
    {
        var random = new CounterRandom(2);
        var fisher = new FisherInformation(n);
        fisher.Add(
            [.. Enumerable.Range(0, labels).Select(k => new LabelGradient(TargetKind.Strength, 1, 0.3, 1.0, [.. Enumerable.Range(0, n).Select(i => random.Normal((ulong)((k * n) + i)))]))],
            DenseLinearAlgebra.Default);
        return fisher;
    }
}
