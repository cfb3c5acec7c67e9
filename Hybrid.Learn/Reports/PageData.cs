using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Learn.Reports;

/// <summary>What stands in a page as JSON, in the units that its reader sees (eV, Å).</summary>
internal sealed record PageData(
    string Format, int Version, string Library, string Title, double AbsorptivityPerStrength, double DichroismPerStrength, double ElectronvoltNanometres,
    PageData.Display Settings, PageData.Series[] Spectra, PageData.Curve? Measured)
{
    public sealed record Display(string Shape, double FullWidth, string Unit, double[]? Range);

    public sealed record Curve(string Name, double[] Energies, double[] Values, bool IsMolar);

    public sealed record Series(
        string Name, string Method, string[] Elements, double[] Positions, State[] States, QuantisedGrid[] Orbitals, string[][] Provenance,
        Mean? Average);

    /// <param name="Name">What was averaged.</param>
    /// <param name="Lines">Energy (eV), strength and rotatory strength (10⁻⁴⁰ cgs) of each line, divided by the number of geometries.</param>
    public sealed record Mean(string Name, Line[] Lines);

    public sealed record Line(double Energy, double Strength, double Rotatory);

    public sealed record State(
        string Label, int Multiplicity, double Energy, double Strength, double? Rotatory, string Character, string[] Configurations, Pair[] Pairs);

    /// <param name="Weight">The part of the excitation.</param>
    /// <param name="Hole">Index in <see cref="Series.Orbitals"/>.</param>
    /// <param name="Particle">Index in <see cref="Series.Orbitals"/>.</param>
    public sealed record Pair(double Weight, int Hole, int Particle);

    private const double InverseCentimetrePerElectronvolt = Constants.InverseCentimetrePerHartree / Constants.ElectronvoltPerHartree;

    public static PageData Of(SpectrumPage page)
    {
        if (page.Spectra.Count == 0)
            throw new ArgumentException("At least one spectrum was expected, but the page has none.", nameof(page));
        var display = page.Display;
        var settings = new Display(
            display.Broadening.Shape == LineShape.Gaussian ? "gaussian" : "lorentzian",
            Rounded(display.Broadening.FullWidth * Constants.ElectronvoltPerHartree, "A width"), Word(display.Unit), display.RangeEv is { } range ? [range.Lowest, range.Highest] : null);
        return new PageData(
            "hybrid-spectrum-page", 1, Provenance.Library, page.Title,
            Constants.IntegratedAbsorptivityPerOscillatorStrength / InverseCentimetrePerElectronvolt, 1.0 / Constants.RotatoryStrengthInCgsPerIntegratedDichroism,
            1e7 / InverseCentimetrePerElectronvolt, settings, [.. page.Spectra.Select(Of)], page.Measured is { } measured ? Of(measured) : null);
    }

    private static string Word(SpectralUnit unit) => unit switch
    {
        SpectralUnit.Electronvolt => "ev",
        SpectralUnit.Nanometre => "nm",
        _ => throw new ArgumentException($"A page shows eV or nm, but {unit} was asked for."),
    };

    private static Curve Of(MeasuredSpectrum measured)
    {
        var energies = Array.ConvertAll(measured.Curve.Energies(), energy => Rounded(energy * Constants.ElectronvoltPerHartree, "A measured energy"));
        var values = measured.Curve.Intensities.ToArray();
        Array.Sort(energies, values);
        return new Curve(measured.Name, energies, values, measured.IsMolar);
    }

    private static Series Of(PredictedSpectrum spectrum)
    {
        var orbitals = new Dictionary<OrbitalGrid, int>(ReferenceEqualityComparer.Instance);
        var counts = new Dictionary<int, int>();
        var states = spectrum.States.OrderBy(state => state.Energy).Select(state => Of(state, orbitals, counts)).ToArray();
        var structure = spectrum.Structure;
        return new Series(
            spectrum.Name, spectrum.Method,
            [.. structure.AtomicNumbers.ToArray().Select(Element.Symbol)],
            [.. structure.Positions.ToArray().Select(x => Math.Round(x * Constants.AngstromPerBohr, 5))],
            states,
            [.. orbitals.OrderBy(entry => entry.Value).Select(entry => QuantisedGrid.Of(entry.Key))],
            [.. spectrum.Provenance.Select(line => new[] { line.Key, line.Value })],
            spectrum.Average is { } average ? Of(average) : null);
    }

    private static Mean Of(AveragedLines average)
    {
        var count = average.Members.Count;
        return new Mean(average.Name, [.. average.Members.SelectMany(member => member).Select(stick => new Line(
            Rounded(stick.Energy * Constants.ElectronvoltPerHartree, "The energy of a line"), Small(stick.OscillatorStrength / count),
            Small(stick.RotatoryStrength * Constants.RotatoryStrengthInCgsPerAtomicUnit / count)))]);
    }

    /// <summary>A share of a strength, to seven digits.</summary>
    private static double Small(double value) => Finite(value, "A strength") is var finite && finite == 0.0
        ? 0.0
        : double.Parse(finite.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

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
