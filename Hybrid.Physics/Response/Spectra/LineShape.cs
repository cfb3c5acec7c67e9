namespace Hybrid.Physics.Response.Spectra;

/// <summary>The form of a broadened line.</summary>
public enum LineShape
{
    /// <summary>exp(−x²/(2σ²))/(σ√(2π)).</summary>
    Gaussian,

    /// <summary>(γ/π)/(x² + γ²).</summary>
    Lorentzian,
}
