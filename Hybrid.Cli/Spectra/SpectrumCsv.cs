using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>
/// Curves as comma-separated values: lines that begin with # tell what the columns are, then a line of names, then numbers.
/// Can be read back as a measured curve.
/// </summary>
internal static class SpectrumCsv
{
    public static void Write(TextWriter writer, IReadOnlyList<SpectralSeries> series, Broadening broadening, SpectralAxis axis)
    {
        var isEnergy = axis.Unit == SpectralUnit.Electronvolt;
        writer.WriteLine($"# hybrid-spectrum 1, HybridAtomistic {Provenance.Library}");
        writer.WriteLine(FormattableString.Invariant(
            $"# {(isEnergy ? "photon energy in eV" : "wavelength in nm")}; epsilon: decadic molar absorptivity and delta_epsilon: circular dichroism (left minus right), both in L/(mol cm)"));
        writer.WriteLine(FormattableString.Invariant(
            $"# {broadening.Shape} bands, {broadening.FullWidth * Constants.ElectronvoltPerHartree:0.####} eV full width at half maximum"));
        for (var k = 0; k < series.Count; k++)
            writer.WriteLine(FormattableString.Invariant($"# {k + 1}: {Described(series[k])}"));
        writer.Write(isEnergy ? "energy_ev" : "wavelength_nm");
        for (var k = 1; k <= series.Count; k++)
            writer.Write(FormattableString.Invariant($",epsilon_{k},delta_epsilon_{k}{(series[k - 1].Ensemble is null ? "" : FormattableString.Invariant($",epsilon_{k}_lower,epsilon_{k}_upper"))}"));
        writer.WriteLine();
        var spectra = series.Select(one => one.Spectrum(broadening, axis)).ToArray();
        var bands = series.Select(one => one.Band(broadening, axis)).ToArray();
        for (var p = 0; p < axis.Count; p++)
        {
            writer.Write(FormattableString.Invariant($"{axis.Values[p]:0.######}"));
            for (var k = 0; k < spectra.Length; k++)
            {
                writer.Write(FormattableString.Invariant($",{spectra[k].MolarAbsorptivity[p]:G8},{spectra[k].CircularDichroism[p]:G8}"));
                if (bands[k] is { } band)
                    writer.Write(FormattableString.Invariant($",{band.Lower[p]:G8},{band.Upper[p]:G8}"));
            }

            writer.WriteLine();
        }
    }

    private static string Described(SpectralSeries series)
    {
        var geometries = series.Geometries is { } words ? $", {words}" : "";
        return FormattableString.Invariant(
            $"{series.Frame.Place}, {Formula.Of(series.Structure)}{geometries}; {series.Method}, {series.Excitations.States.Length} states; parameters {series.Source.Model.Name}, SHA-256 {series.Excitations.ParameterDigest}");
    }
}
