using Hybrid.Core.Units;

namespace Hybrid.Physics.Response.Spectra;

/// <summary>
/// The form and width of a line, a function g of the distance x from its centre with ∫g dx = 1.
/// </summary>
/// <remarks>
/// The width is always the full width at half maximum. Other widths of the literature: the standard deviation is
/// σ = FWHM/(2√(2 ln 2)) = FWHM/2.3548; the half width at 1/e of the maximum, which many programs ask for, is
/// √2 σ = FWHM/1.6651; the γ of a Lorentzian is FWHM/2.
/// </remarks>
public readonly record struct Broadening
{
    private static readonly double FullWidthsPerDeviation = 2.0 * Math.Sqrt(2.0 * Math.Log(2.0));

    /// <summary>A line.</summary>
    /// <param name="shape">Its form.</param>
    /// <param name="fullWidth">The full width at half maximum, Eh.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive and finite.</exception>
    public Broadening(LineShape shape, double fullWidth)
    {
        if (!(fullWidth > 0.0 && double.IsFinite(fullWidth)))
            throw new ArgumentOutOfRangeException(nameof(fullWidth), fullWidth, "A positive width was expected.");
        Shape = shape;
        FullWidth = fullWidth;
    }

    /// <summary>The form.</summary>
    public LineShape Shape { get; }

    /// <summary>The full width at half maximum, Eh.</summary>
    public double FullWidth { get; }

    /// <summary>σ of a Gaussian or γ of a Lorentzian, Eh.</summary>
    public double Scale => Shape == LineShape.Gaussian ? FullWidth / FullWidthsPerDeviation : 0.5 * FullWidth;

    /// <summary>A line from its full width at half maximum in eV.</summary>
    public static Broadening FromElectronvolt(LineShape shape, double fullWidth) => new(shape, fullWidth / Constants.ElectronvoltPerHartree);

    /// <summary>A Gaussian from its standard deviation in eV.</summary>
    public static Broadening FromStandardDeviationInElectronvolt(double deviation) =>
        FromElectronvolt(LineShape.Gaussian, FullWidthsPerDeviation * deviation);

    /// <summary>g(x), 1/Eh, for x in Eh.</summary>
    public double Value(double x)
    {
        var s = Scale;
        var u = x / s;
        return Shape == LineShape.Gaussian
            ? Math.Exp(-0.5 * u * u) / (s * Math.Sqrt(2.0 * Math.PI))
            : 1.0 / (Math.PI * s * (1.0 + (u * u)));
    }

    /// <summary>dg/dx, 1/Eh².</summary>
    internal double Slope(double x)
    {
        var s = Scale;
        return Shape == LineShape.Gaussian
            ? -x / (s * s) * Value(x)
            : -2.0 * x / ((x * x) + (s * s)) * Value(x);
    }
}
