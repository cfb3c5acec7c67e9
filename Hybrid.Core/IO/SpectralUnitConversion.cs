using Hybrid.Core.Units;

namespace Hybrid.Core.IO;

/// <summary>Between the units of a spectrum's axis and the energy of its photons.</summary>
public static class SpectralUnitConversion
{
    /// <summary>The energy of a photon, Eh.</summary>
    /// <param name="unit">The unit of <paramref name="value"/>.</param>
    /// <param name="value">A point on the axis, not zero.</param>
    public static double ToHartree(this SpectralUnit unit, double value) => unit switch
    {
        SpectralUnit.Nanometre => Constants.NanometreHartree / value,
        SpectralUnit.InverseCentimetre => value / Constants.InverseCentimetrePerHartree,
        _ => value / Constants.ElectronvoltPerHartree,
    };

    /// <summary>The point on an axis that belongs to the energy of a photon in Eh.</summary>
    /// <param name="unit">The unit of the result.</param>
    /// <param name="energy">Eh, not zero.</param>
    public static double FromHartree(this SpectralUnit unit, double energy) => unit switch
    {
        SpectralUnit.Nanometre => Constants.NanometreHartree / energy,
        SpectralUnit.InverseCentimetre => energy * Constants.InverseCentimetrePerHartree,
        _ => energy * Constants.ElectronvoltPerHartree,
    };
}
