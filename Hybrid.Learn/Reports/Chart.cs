namespace Hybrid.Learn.Reports;

/// <summary>Curves over common axes.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="XTitle">What is on the horizontal axis, with its unit.</param>
/// <param name="YTitle">What is on the vertical axis, with its unit.</param>
/// <param name="Curves">By the order in which they are drawn.</param>
public sealed record Chart(string Title, string XTitle, string YTitle, IReadOnlyList<ChartCurve> Curves)
{
    /// <summary>True for a logarithmic horizontal axis.</summary>
    public bool IsXLogarithmic { get; init; }

    /// <summary>True for a logarithmic vertical axis.</summary>
    public bool IsYLogarithmic { get; init; }
}
