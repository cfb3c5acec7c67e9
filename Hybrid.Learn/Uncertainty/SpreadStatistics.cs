using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Uncertainty;

/// <summary>How far predicted uncertainties of one target hold.</summary>
/// <param name="Count">How many labels; the other numbers are not numbers without any.</param>
/// <param name="Coverage68">The share of errors within the interval of 68.27 %.</param>
/// <param name="Coverage95">The share of errors within the interval of 95 %.</param>
/// <param name="MeanUncertainty">Mean of what is shown behind ±.</param>
/// <param name="RankCorrelation">Spearman's, between the size of the error and the uncertainty.</param>
/// <param name="CalibratedRankCorrelation">
/// What it would be on average if every error were drawn from a distribution of which both predicted intervals hold: 1 can't be reached, since a large uncertainty allows a small error.
/// </param>
public sealed record SpreadStatistics(
    int Count, double Coverage68, double Coverage95, double MeanUncertainty, double RankCorrelation, double CalibratedRankCorrelation)
{
    /// <summary>Draws of errors for <see cref="CalibratedRankCorrelation"/>.</summary>
    private const int Draws = 100;

    /// <summary>Standard deviations of a normal distribution that hold 95 %; one holds 68.27 %.</summary>
    private const double Normal95 = 1.959964;

    /// <summary>Of errors with their intervals.</summary>
    /// <param name="errors">Predicted minus reference.</param>
    /// <param name="uncertainties">Half widths of the intervals of 68.27 %.</param>
    /// <param name="halfWidths95">Half widths of the intervals of 95 %.</param>
    /// <exception cref="ArgumentException">There are not as many of each.</exception>
    public static SpreadStatistics Of(ReadOnlySpan<double> errors, ReadOnlySpan<double> uncertainties, ReadOnlySpan<double> halfWidths95)
    {
        var n = errors.Length;
        if (uncertainties.Length != n || halfWidths95.Length != n)
            throw new ArgumentException($"{n} half widths of each kind were expected, but {uncertainties.Length} and {halfWidths95.Length} came.", nameof(uncertainties));
        if (n == 0)
            return new SpreadStatistics(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var sizes = new double[n];
        int within68 = 0, within95 = 0;
        var sum = 0.0;
        for (var k = 0; k < n; k++)
        {
            sizes[k] = Math.Abs(errors[k]);
            within68 += sizes[k] <= uncertainties[k] ? 1 : 0;
            within95 += sizes[k] <= halfWidths95[k] ? 1 : 0;
            sum += uncertainties[k];
        }

        var ranks = Ranks(uncertainties);
        return new SpreadStatistics(n, (double)within68 / n, (double)within95 / n, sum / n, Correlation(Ranks(sizes), ranks), Calibrated(uncertainties, halfWidths95, ranks));
    }

    /// <summary>Spearman's rank correlation; ties share the mean of their ranks.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double RankCorrelationOf(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => x.Length == y.Length
        ? Correlation(Ranks(x), Ranks(y))
        : throw new ArgumentException($"As many numbers of both were expected, but {x.Length} and {y.Length} came.", nameof(y));

    /// <summary>
    /// Sizes w₆₈ |z|^p with a normal z and p = ln(w₉₅/w₆₈)/ln 1.96 are below w₆₈ in 68.27 % of the cases and below w₉₅ in 95 %; p = 1 is the normal distribution.
    /// </summary>
    private static double Calibrated(ReadOnlySpan<double> uncertainties, ReadOnlySpan<double> halfWidths95, double[] ranks)
    {
        var sizes = new double[uncertainties.Length];
        var powers = new double[sizes.Length];
        for (var k = 0; k < sizes.Length; k++)
            powers[k] = uncertainties[k] > 0.0 ? Math.Log(halfWidths95[k] / uncertainties[k]) / Math.Log(Normal95) : 1.0;
        var sum = 0.0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var random = new CounterRandom(Seed: 1, Sample: (ulong)draw);
            for (var k = 0; k < sizes.Length; k++)
                sizes[k] = uncertainties[k] * Math.Pow(Math.Abs(random.Normal((ulong)k)), powers[k]);
            sum += Correlation(Ranks(sizes), ranks);
        }

        return sum / Draws;
    }

    private static double[] Ranks(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        var order = new int[sorted.Length];
        for (var k = 0; k < order.Length; k++)
            order[k] = k;
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && sorted[end] == sorted[first])
                end++;
            for (var k = first; k < end; k++)
                ranks[order[k]] = 0.5 * (first + end - 1);
            first = end;
        }

        return ranks;
    }

    /// <summary>Pearson's; not a number where one of both doesn't vary.</summary>
    private static double Correlation(double[] x, double[] y)
    {
        var mean = 0.5 * (x.Length - 1);
        double xy = 0.0, xx = 0.0, yy = 0.0;
        for (var k = 0; k < x.Length; k++)
        {
            xy += (x[k] - mean) * (y[k] - mean);
            xx += (x[k] - mean) * (x[k] - mean);
            yy += (y[k] - mean) * (y[k] - mean);
        }

        return xy / Math.Sqrt(xx * yy);
    }
}
