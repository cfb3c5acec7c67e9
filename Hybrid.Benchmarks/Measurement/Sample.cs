namespace Hybrid.Benchmarks.Measurement;

/// <summary>Several measurements of one time, in seconds.</summary>
internal sealed class Sample
{
    private readonly List<double> seconds = [];

    public double Median
    {
        get
        {
            var sorted = seconds.Order().ToArray();
            var middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
        }
    }

    public double Smallest => seconds.Min();

    public double Largest => seconds.Max();

    public IReadOnlyList<double> Seconds => seconds;

    public void Add(double time) => seconds.Add(time);
}
