namespace Hybrid.Learn.Reports;

/// <summary>How a page shows spectra when it opens; its reader can change all of it.</summary>
public sealed record SpectrumDisplay
{
    /// <summary>The shape of the bands.</summary>
    public LineShape Shape { get; init; } = LineShape.Gaussian;

    /// <summary>Their full width at half maximum, eV; 0.05 to 1.5 can be chosen on the page.</summary>
    public double FullWidthEv { get; init; } = 0.4;

    /// <summary>The unit of the horizontal axis.</summary>
    public SpectralUnit Unit { get; init; } = SpectralUnit.Electronvolt;

    /// <summary>The part of the axis that is shown, eV; null for all states.</summary>
    public (double Lowest, double Highest)? RangeEv { get; init; }
}
