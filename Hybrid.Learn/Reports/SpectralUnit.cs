namespace Hybrid.Learn.Reports;

/// <summary>What a spectrum is drawn over.</summary>
public enum SpectralUnit
{
    /// <summary>Photon energy in eV.</summary>
    Electronvolt,

    /// <summary>Wavelength in vacuum, nm.</summary>
    Nanometre,
}
