namespace Hybrid.Learn.Reports;

/// <summary>A curve of a chart. What is no finite number is a gap.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="X">Along the horizontal axis.</param>
/// <param name="Y">As many numbers.</param>
public sealed record ChartCurve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Half the length of an error bar at each point; null for none.</summary>
    public IReadOnlyList<double>? Errors { get; init; }
}
