using Hybrid.Core.Elements;
using Hybrid.Core.Units;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Reports;

/// <summary>What stands in a page as JSON, in the units that its reader sees (eV, Å).</summary>
internal sealed record PageData(
    string Format, int Version, string Library, string Title, double AbsorptivityPerStrength, double ElectronvoltNanometres,
    PageData.Display Settings, PageData.Spectrum[] Spectra, PageData.Curve? Measured)
{
    public sealed record Display(string Shape, double FullWidth, string Unit, double[]? Range);

    public sealed record Curve(string Name, double[] Energies, double[] Values, bool IsMolar);

    public sealed record Spectrum(
        string Name, string Method, string[] Elements, double[] Positions, State[] States, QuantisedGrid[] Orbitals, string[][] Provenance);

    public sealed record State(
        string Label, int Multiplicity, double Energy, double Strength, double? Rotatory, string Character, string[] Configurations, Pair[] Pairs);

    /// <param name="Weight">The part of the excitation.</param>
    /// <param name="Hole">Index in <see cref="Spectrum.Orbitals"/>.</param>
    /// <param name="Particle">Index in <see cref="Spectrum.Orbitals"/>.</param>
    public sealed record Pair(double Weight, int Hole, int Particle);

    /// <summary>N_A e²/(4 ln 10 ε0 me c²) in L mol⁻¹ cm⁻¹ times hc in cm⁻¹ → eV: the area of a band of f = 1 over photon energies.</summary>
    private const double AbsorptivityPerCentimetre =
        0.1 * 6.02214076e23 * 1.602176634e-19 * 1.602176634e-19
        / (4.0 * 2.302585092994046 * 8.8541878128e-12 * 9.1093837015e-31 * 299792458.0 * 299792458.0);

    private const double InverseCentimetrePerElectronvolt = Constants.InverseCentimetrePerHartree / Constants.ElectronvoltPerHartree;

    public static PageData Of(SpectrumPage page)
    {
        if (page.Spectra.Count == 0)
            throw new ArgumentException("At least one spectrum was expected, but the page has none.", nameof(page));
        var display = page.Display;
        var settings = new Display(
            display.Shape == LineShape.Gaussian ? "gaussian" : "lorentzian", Finite(display.FullWidthEv, "A width"),
            display.Unit == SpectralUnit.Electronvolt ? "ev" : "nm", display.RangeEv is { } range ? [range.Lowest, range.Highest] : null);
        return new PageData(
            "hybrid-spectrum-page", 1, Provenance.Library, page.Title, AbsorptivityPerCentimetre / InverseCentimetrePerElectronvolt,
            1e7 / InverseCentimetrePerElectronvolt, settings, [.. page.Spectra.Select(Of)], page.Measured is { } measured ? Of(measured) : null);
    }

    private static Curve Of(MeasuredSpectrum measured)
    {
        if (measured.EnergiesEv.Count != measured.Absorption.Count)
            throw new ArgumentException($"One value per energy was expected, but {measured.EnergiesEv.Count} energies and {measured.Absorption.Count} values came.");
        var points = measured.EnergiesEv.Zip(measured.Absorption)
            .OrderBy(point => point.First)
            .Select(point => (Energy: Finite(point.First, "A measured energy"), Value: Finite(point.Second, "A measured value")))
            .ToArray();
        return new Curve(measured.Name, [.. points.Select(point => point.Energy)], [.. points.Select(point => point.Value)], measured.IsMolar);
    }

    private static Spectrum Of(PredictedSpectrum spectrum)
    {
        var orbitals = new Dictionary<OrbitalGrid, int>(ReferenceEqualityComparer.Instance);
        var counts = new Dictionary<int, int>();
        var states = spectrum.States.OrderBy(state => state.Energy).Select(state => Of(state, orbitals, counts)).ToArray();
        var structure = spectrum.Structure;
        return new Spectrum(
            spectrum.Name, spectrum.Method,
            [.. structure.AtomicNumbers.ToArray().Select(Element.Symbol)],
            [.. structure.Positions.ToArray().Select(x => Math.Round(x * Constants.AngstromPerBohr, 5))],
            states,
            [.. orbitals.OrderBy(entry => entry.Value).Select(entry => QuantisedGrid.Of(entry.Key))],
            [.. spectrum.Provenance.Select(line => new[] { line.Key, line.Value })]);
    }

    private static State Of(PredictedState state, Dictionary<OrbitalGrid, int> orbitals, Dictionary<int, int> counts)
    {
        var multiplicity = (int)state.Multiplicity;
        var number = counts[multiplicity] = counts.GetValueOrDefault(multiplicity) + 1;
        var letter = multiplicity == 1 ? "S" : "T";
        return new State(
            FormattableString.Invariant($"{letter}{number}"), multiplicity,
            Rounded(state.Energy * Constants.ElectronvoltPerHartree, "The energy of a state"), Rounded(state.OscillatorStrength, "An oscillator strength"),
            state.RotatoryStrength is { } r ? Rounded(r, "A rotatory strength") : null, state.Character, [.. state.Configurations],
            [.. state.Orbitals.Select(pair => new Pair(Rounded(pair.Weight, "A weight"), Index(pair.Hole), Index(pair.Particle)))]);

        int Index(OrbitalGrid orbital)
        {
            if (!orbitals.TryGetValue(orbital, out var index))
                orbitals.Add(orbital, index = orbitals.Count);
            return index;
        }
    }

    private static double Rounded(double value, string what) => Math.Round(Finite(value, what), 6);

    private static double Finite(double value, string what) => double.IsFinite(value)
        ? value
        : throw new ArgumentException(FormattableString.Invariant($"{what} should be a finite number, but is {value}."));
}
