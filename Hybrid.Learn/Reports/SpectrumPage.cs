using Hybrid.Core.IO;

namespace Hybrid.Learn.Reports;

/// <summary>
/// One file with spectra, states and orbitals to look at in a browser. It holds everything that it needs and asks no server.
/// </summary>
/// <remarks>
/// The bands are made in the browser from the states: ε(E) = K f g(E − E_N) with K = N_A e²/(4 ln 10 ε0 me c²) = 28 707
/// L mol⁻¹ cm⁻¹ eV and g of area one; Δε(E) = E_N R g/22.97 with R in 10⁻⁴⁰ cgs, as in <see cref="Physics.Response.Spectra.Spectrum"/>. An orbital is drawn as the surface that encloses a
/// chosen part of φ². The page is described in docs/spectrum-page.md.
/// </remarks>
/// <param name="Title">The heading.</param>
/// <param name="Spectra">At least one.</param>
public sealed record SpectrumPage(string Title, IReadOnlyList<PredictedSpectrum> Spectra)
{
    /// <summary>A curve to compare with.</summary>
    public MeasuredSpectrum? Measured { get; init; }

    /// <summary>How the page looks when it opens.</summary>
    public SpectrumDisplay Display { get; init; } = new();

    /// <summary>Writes the page to a file, which appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">There is no spectrum, or a number can't be shown.</exception>
    /// <exception cref="IOException">The file can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Write(string path)
    {
        var data = PageData.Of(this);
        AtomicFile.WriteText(path, writer => PageTemplate.Spectrum.Write(writer, Title, data, PageJson.Default.PageData));
    }

    /// <summary>Writes the page.</summary>
    /// <exception cref="ArgumentException">There is no spectrum, or a number can't be shown.</exception>
    public void Write(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        PageTemplate.Spectrum.Write(writer, Title, PageData.Of(this), PageJson.Default.PageData);
    }
}
