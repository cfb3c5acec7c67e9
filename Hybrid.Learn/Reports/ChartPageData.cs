namespace Hybrid.Learn.Reports;

/// <summary>What stands in a page of charts as JSON.</summary>
internal sealed record ChartPageData(string Format, int Version, string Subtitle, ChartPageData.Plot[] Charts)
{
    public sealed record Plot(string Title, string XTitle, string YTitle, bool XLog, bool YLog, Trace[] Curves);

    public sealed record Trace(string Name, double?[] X, double?[] Y, double?[]? Errors);

    public static ChartPageData Of(ChartPage page) => new("hybrid-chart-page", 1, page.Subtitle, [.. page.Charts.Select(chart => new Plot(
        chart.Title, chart.XTitle, chart.YTitle, chart.IsXLogarithmic, chart.IsYLogarithmic,
        [.. chart.Curves.Select(curve => new Trace(curve.Name, Numbers(curve.X), Numbers(curve.Y), curve.Errors is { } errors ? Numbers(errors) : null))]))]);

    private static double?[] Numbers(IReadOnlyList<double> values) => [.. values.Select(value => double.IsFinite(value) ? value : (double?)null)];
}
