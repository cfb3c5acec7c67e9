namespace Hybrid.Core.IO;

/// <summary>The unit of a spectrum's axis.</summary>
public enum SpectralUnit
{
    /// <summary>Energy in eV.</summary>
    Electronvolt,

    /// <summary>Wavelength in nm.</summary>
    Nanometre,

    /// <summary>Wavenumber in cm⁻¹.</summary>
    InverseCentimetre,
}
