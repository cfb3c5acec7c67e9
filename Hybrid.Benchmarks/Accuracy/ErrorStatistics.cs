namespace Hybrid.Benchmarks.Accuracy;

/// <summary>
/// Errors (prediction − label) of one quantity: mean absolute, mean, root mean square, and the absolute error that 90 % of
/// the molecules stay below. Failures are counted and left out of the means.
/// </summary>
internal sealed record ErrorStatistics(int Count, int Failures, double MeanAbsolute, double Mean, double RootMeanSquare, double Percentile90)
{
    public static ErrorStatistics Of(IReadOnlyCollection<double> errors, int failures)
    {
        if (errors.Count == 0)
            return new ErrorStatistics(0, failures, double.NaN, double.NaN, double.NaN, double.NaN);
        var sorted = errors.Select(Math.Abs).Order().ToArray();
        var at = 0.9 * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return new ErrorStatistics(
            errors.Count, failures, sorted.Average(), errors.Average(), Math.Sqrt(errors.Average(error => error * error)),
            sorted[below] + (at - below) * (sorted[above] - sorted[below]));
    }
}
