using FluentAssertions;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Uncertainty;
using Xunit;

namespace Hybrid.Tests.Learn.Uncertainty;

public sealed class CalibrationTests
{
    [Fact]
    public void Heavy_tails_keep_both_intervals_right_on_new_data()
    {
        var (errors, variances) = Drawn(seed: 1, count: 2000);
        var calibration = CalibrationFit.Of(TargetKind.SingletEnergy, 1, errors, variances);
        var (fresh, freshVariances) = Drawn(seed: 2, count: 4000);
        var spread = SpreadStatistics.Of(
            fresh, [.. freshVariances.Select(calibration.Uncertainty)], [.. freshVariances.Select(calibration.HalfWidth95)]);
        // Three standard errors of both samples: 0.47/√2000 and 0.47/√4000, 0.22/√2000 and 0.22/√4000.
        spread.Coverage68.Should().BeApproximately(0.6827, 0.039);
        spread.Coverage95.Should().BeApproximately(0.95, 0.018);
        spread.RankCorrelation.Should().BeGreaterThan(0.8 * spread.CalibratedRankCorrelation);
        (calibration.HalfWidth95(0.01) / calibration.Uncertainty(0.01)).Should().BeGreaterThan(2.2, "a normal distribution has 1.96");
        calibration.Floor.Should().BeInRange(0.01, 0.04);
    }

    [Fact]
    public void Too_few_labels_are_refused() => FluentActions.Invoking(() => CalibrationFit.Of(TargetKind.Strength, 1, [0.1, 0.2], [1.0, 1.0]))
        .Should().Throw<ArgumentException>().WithMessage("At least 50 errors*but 2 errors and 2 variances came.*");

    [Fact]
    public void Statistics_count_what_lies_within()
    {
        var statistics = SpreadStatistics.Of([0.1, -0.2, 0.5, -1.0], [0.2, 0.2, 0.2, 0.4], [0.4, 0.4, 0.4, 0.8]);
        statistics.Coverage68.Should().Be(0.5);
        statistics.Coverage95.Should().Be(0.5);
        statistics.MeanUncertainty.Should().BeApproximately(0.25, 1e-12);
        SpreadStatistics.RankCorrelationOf([1, 2, 3, 4], [10, 20, 30, 40]).Should().BeApproximately(1.0, 1e-12);
        // Ranks 1, 2.5, 2.5, 4 against 4, 3, 2, 1: −4.5/√(4.5·5).
        SpreadStatistics.RankCorrelationOf([1, 2, 2, 4], [4, 3, 2, 1]).Should().BeApproximately(-4.5 / Math.Sqrt(22.5), 1e-12);
        SpreadStatistics.Of([], [], []).Count.Should().Be(0);
    }

    /// <summary>Errors of Student's t with three degrees of freedom and the scale √(4 v + 0.02²).</summary>
    private static (double[] Errors, double[] Variances) Drawn(ulong seed, int count)
    {
        var random = new CounterRandom(seed);
        var errors = new double[count];
        var variances = new double[count];
        for (var k = 0; k < count; k++)
        {
            var at = (ulong)(8 * k);
            variances[k] = 1e-4 * Math.Exp(2.0 * random.Normal(at + 4));
            var χ2 = 0.0;
            for (var j = 1UL; j <= 3; j++)
                χ2 += Math.Pow(random.Normal(at + j), 2.0);
            errors[k] = Math.Sqrt((4.0 * variances[k]) + 4e-4) * random.Normal(at + 6) / Math.Sqrt(χ2 / 3.0);
        }

        return (errors, variances);
    }
}
