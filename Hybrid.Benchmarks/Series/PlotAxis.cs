namespace Hybrid.Benchmarks.Series;

/// <summary>Numbers from <paramref name="Low"/> to <paramref name="High"/> along a line of a drawing.</summary>
internal sealed record PlotAxis(double Low, double High, double From, double To)
{
    public double At(double value) => From + (value - Low) / (High - Low) * (To - From);
}
