namespace Hybrid.Learn.Uncertainty;

/// <summary>Finds the calibration of one kind of target on validation data.</summary>
/// <remarks>
/// α, β/α and the degrees of freedom ν maximise the likelihood of the errors under Student's t with the scale s; β/α and ν on grids, α by
/// expectation–maximisation (K. L. Lange et al., J. Am. Stat. Assoc. 84, 881 (1989), doi:10.1080/01621459.1989.10478852). With t in place of a normal distribution, few large errors
/// don't decide about all intervals. The quantiles are then counted.
/// </remarks>
public static class CalibrationFit
{
    /// <summary>With fewer labels a calibration is not trusted.</summary>
    public const int FewestLabels = 50;

    private static readonly double[] DegreesOfFreedom = [2.0, 2.5, 3.0, 4.0, 6.0, 10.0, 30.0, 1000.0];

    /// <summary>The calibration.</summary>
    /// <param name="kind">Of which targets.</param>
    /// <param name="rank">1 for the lowest states, <see cref="TargetCalibration.Higher"/> for others.</param>
    /// <param name="errors">Predicted minus reference, eV or 1.</param>
    /// <param name="variances">v of each (<see cref="ModelUncertainty.Variance"/>), positive.</param>
    /// <exception cref="ArgumentException">Fewer than <see cref="FewestLabels"/> labels, or the numbers don't fit.</exception>
    public static TargetCalibration Of(TargetKind kind, int rank, IReadOnlyList<double> errors, IReadOnlyList<double> variances)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(variances);
        if (errors.Count < FewestLabels || errors.Count != variances.Count)
            throw new ArgumentException($"At least {FewestLabels} errors, each with a variance, were expected, but {errors.Count} errors and {variances.Count} variances came.", nameof(errors));
        var typical = Median([.. variances]);
        var best = (Likelihood: double.NegativeInfinity, Scale: 0.0, Ratio: 0.0);
        foreach (var ratio in Ratios(typical))
        {
            double[] squares = [.. errors.Select((e, k) => e * e / (variances[k] + ratio))];
            var spread = variances.Sum(v => Math.Log(v + ratio));
            foreach (var ν in DegreesOfFreedom)
            {
                var α2 = Scale(squares, ν);
                var likelihood = Likelihood(squares, ν, α2) - (0.5 * spread);
                if (likelihood > best.Likelihood)
                    best = (likelihood, α2, ratio);
            }
        }

        var (scale, floor) = (Math.Sqrt(best.Scale), Math.Sqrt(best.Scale * best.Ratio));
        double[] sizes = [.. errors.Select((e, k) => Math.Abs(e) / Math.Sqrt(best.Scale * (variances[k] + best.Ratio))).Order()];
        return new TargetCalibration(kind, rank, scale, floor, Quantile(sizes, 0.6827), Quantile(sizes, 0.95), errors.Count);
    }

    /// <summary>The smallest size that the next error stays below with a probability of at least <paramref name="level"/>: that at place ⌈(n + 1) p⌉.</summary>
    internal static double Quantile(ReadOnlySpan<double> sorted, double level) => sorted[Math.Min(sorted.Length, (int)Math.Ceiling((sorted.Length + 1) * level)) - 1];

    /// <summary>β²/α² from none to far above all variances.</summary>
    private static IEnumerable<double> Ratios(double typical)
    {
        yield return 0.0;
        for (var k = -8; k <= 24; k++)
            yield return typical * Math.Pow(2.0, 0.5 * k);
    }

    /// <summary>α² of Student's t for squares (e/s)² at α = 1.</summary>
    private static double Scale(ReadOnlySpan<double> squares, double ν)
    {
        var α2 = Median(squares.ToArray());
        for (var turn = 0; turn < 200 && α2 > 0.0; turn++)
        {
            var sum = 0.0;
            foreach (var square in squares)
                sum += (ν + 1.0) * square / (ν + (square / α2));
            var next = sum / squares.Length;
            var isDone = Math.Abs(next - α2) < 1e-10 * α2;
            α2 = next;
            if (isDone)
                break;
        }

        return Math.Max(α2, double.Epsilon * 1e10);
    }

    /// <summary>Σ ln t(e), apart from −Σ ln s.</summary>
    private static double Likelihood(ReadOnlySpan<double> squares, double ν, double α2)
    {
        var one = MathNet.Numerics.SpecialFunctions.GammaLn(0.5 * (ν + 1.0)) - MathNet.Numerics.SpecialFunctions.GammaLn(0.5 * ν)
            - (0.5 * Math.Log(Math.PI * ν)) - (0.5 * Math.Log(α2));
        var sum = 0.0;
        foreach (var square in squares)
            sum += one - (0.5 * (ν + 1.0) * Math.Log(1.0 + (square / (ν * α2))));
        return sum;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
