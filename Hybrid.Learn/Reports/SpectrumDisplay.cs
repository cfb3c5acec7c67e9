using Hybrid.Core.IO;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Learn.Reports;

/// <summary>How a page shows spectra when it opens; its reader can change all of it but the range.</summary>
public sealed record SpectrumDisplay
{
    /// <summary>Shape and width of the bands; full widths from 0.05 to 1.5 eV can be chosen on the page.</summary>
    public Broadening Broadening { get; init; } = Broadening.FromElectronvolt(LineShape.Gaussian, 0.4);

    /// <summary>The unit of the horizontal axis: eV or nm.</summary>
    public SpectralUnit Unit { get; init; } = SpectralUnit.Electronvolt;

    /// <summary>The part of the axis that is shown, eV; null for all states.</summary>
    public (double Lowest, double Highest)? RangeEv { get; init; }
}
