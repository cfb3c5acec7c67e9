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
    public void Perfect_error_bars_rank_errors_less_well_the_heavier_their_tails()
    {
        double[] widths = [.. Enumerable.Range(0, 2000).Select(k => k % 2 == 0 ? 1.0 : 1.5)];
        double Ideal(double ratio)
        {
            // Errors whose sizes are the quantiles of 68 and 95 % themselves.
            double[] errors = [.. widths.Select((w, k) => k % 20 < 13 ? 0.5 * w : k % 20 < 19 ? w * (1.0 + ratio) / 2.0 : w * ratio * 1.1)];
            var spread = SpreadStatistics.Of(errors, widths, [.. widths.Select(w => ratio * w)]);
            spread.Coverage68.Should().Be(0.65);
            spread.Coverage95.Should().Be(0.95);
            return spread.CalibratedRankCorrelation;
        }

        var (normal, heavy) = (Ideal(1.959964), Ideal(4.0));
        normal.Should().BeInRange(0.15, 0.30);
        heavy.Should().BeInRange(0.3 * normal, 0.8 * normal);
    }

    [Fact]
    public void Too_few_labels_are_refused() => FluentActions.Invoking(() => CalibrationFit.Of(TargetKind.Strength, 1, [0.1, 0.2], [1.0, 1.0]))
        .Should().Throw<ArgumentException>().WithMessage("At least 50 errors*but 2 errors and 2 variances came.*");

    [Fact]
    public void Few_labels_are_shrunk_towards_those_of_all_classes()
    {
        // Six errors of 0.1 and six of 0.4, nothing that the model knows about either.
        var labels = Enumerable.Range(0, 12).Select(k => (k < 6 ? CalibrationClass.OtherLevel : CalibrationClass.Outside, k < 6 ? 0.1 : -0.4, 0.0)).ToArray();
        var fits = ClassFit.Of(TargetCalibration.None(TargetKind.TripletEnergy, 1), TargetKind.TripletEnergy, labels);
        fits.Select(fit => fit.Class).Should().Equal(CalibrationClass.OtherLevel, CalibrationClass.Outside);
        fits.Should().OnlyContain(fit => fit.Labels == 6 && fit.PooledShare == 20.0 / 26.0);
        // Of all twelve two thirds are below 0.4.
        fits[0].Floor.Should().BeApproximately(Math.Sqrt(((6 * 0.01) + (20 * 0.16)) / 26.0), 1e-12);
        fits[1].Floor.Should().BeApproximately(0.4, 1e-12);
        ClassFit.Of(TargetCalibration.None(TargetKind.TripletEnergy, 1), TargetKind.TripletEnergy, labels[1..]).Should().BeEmpty();
    }

    [Fact]
    public void Few_labels_cover_new_ones()
    {
        // Classes of 14 and 10 labels, drawn anew 400 times; 20 fresh labels of each.
        int within68 = 0, within95 = 0, all = 0;
        for (var draw = 0UL; draw < 400; draw++)
        {
            var random = new CounterRandom(3, Sample: draw);
            (CalibrationClass Class, double Error, double Variance)[] labels = [.. Enumerable.Range(0, 24).Select(k => Label(random, k, k < 14))];
            var fits = ClassFit.Of(TargetCalibration.None(TargetKind.SingletEnergy, 1) with { Scale = 2.0 }, TargetKind.SingletEnergy, labels);
            for (var k = 100; k < 140; k++)
            {
                var (@class, error, variance) = Label(random, k, k < 120);
                var fit = fits.Single(one => one.Class == @class);
                within68 += Math.Abs(error) <= fit.Uncertainty(variance) ? 1 : 0;
                within95 += Math.Abs(error) <= fit.HalfWidth95(variance) ? 1 : 0;
                all++;
            }
        }

        // Counting at place ⌈(n + 1) p⌉ of 24 is at most 1/25 too wide.
        ((double)within68 / all).Should().BeInRange(0.66, 0.75);
        ((double)within95 / all).Should().BeInRange(0.93, 0.98);

        static (CalibrationClass, double, double) Label(CounterRandom random, int k, bool isOtherLevel)
        {
            var variance = 1e-4 * Math.Exp(random.Normal((ulong)(4 * k)));
            var floor = isOtherLevel ? 0.1 : 0.2;
            return (isOtherLevel ? CalibrationClass.OtherLevel : CalibrationClass.Outside, Math.Sqrt((4.0 * variance) + (floor * floor)) * random.Normal((ulong)((4 * k) + 1)), variance);
        }
    }

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
