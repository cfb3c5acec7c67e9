namespace Hybrid.Learn.Comparison;

/// <summary>Errors of predictions, predicted minus reference, in numbers.</summary>
/// <param name="Count">How many; the others are not numbers without any.</param>
/// <param name="MeanAbsolute">The mean absolute error.</param>
/// <param name="Mean">The mean error.</param>
/// <param name="RootMeanSquare">The root of the mean squared error.</param>
/// <param name="Ninetieth">Nine of ten errors are no larger than this: of the sorted sizes the one at place ⌈0.9 n⌉.</param>
/// <param name="Largest">The largest error by size.</param>
public sealed record ErrorStatistics(int Count, double MeanAbsolute, double Mean, double RootMeanSquare, double Ninetieth, double Largest)
{
    /// <summary>Of some errors.</summary>
    public static ErrorStatistics Of(IReadOnlyCollection<double> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var n = errors.Count;
        if (n == 0)
            return new ErrorStatistics(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        double[] sizes = [.. errors.Select(Math.Abs).Order()];
        return new ErrorStatistics(
            n, sizes.Sum() / n, errors.Sum() / n, Math.Sqrt(errors.Sum(error => error * error) / n), sizes[(int)Math.Ceiling(0.9 * n) - 1], sizes[^1]);
    }
}
