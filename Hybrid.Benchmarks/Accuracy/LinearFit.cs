namespace Hybrid.Benchmarks.Accuracy;

/// <summary>y ≈ slope · x + intercept by least squares.</summary>
internal readonly record struct LinearFit(double Slope, double Intercept)
{
    public static LinearFit Of(IReadOnlyCollection<(double X, double Y)> pairs)
    {
        var (meanX, meanY) = (pairs.Average(pair => pair.X), pairs.Average(pair => pair.Y));
        var slope = pairs.Sum(pair => (pair.X - meanX) * (pair.Y - meanY)) / pairs.Sum(pair => (pair.X - meanX) * (pair.X - meanX));
        return new LinearFit(slope, meanY - slope * meanX);
    }

    public double Of(double x) => Slope * x + Intercept;
}
