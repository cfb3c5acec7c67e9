using Hybrid.Cli.Excitations;
using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Learn.Reports;

namespace Hybrid.Cli.Spectra;

/// <summary>The page of the curves of a run.</summary>
internal static class SpectrumPageOf
{
    /// <summary>States with orbitals on a page: each pair takes about 0.1 MB.</summary>
    private const int MostStatesWithOrbitals = 40;

    private const int MostPairs = 2;

    /// <summary>Names in a title.</summary>
    private const int MostNames = 3;

    public static SpectrumPage Series(IReadOnlyList<SpectralSeries> series, SpectrumRequest request, MeasuredSpectrum? measured)
    {
        var names = series.Select(one => one.Name).Distinct().ToArray();
        var title = names.Length <= MostNames ? string.Join(", ", names) : FormattableString.Invariant($"{names[0]} and {names.Length - 1} others");
        var perSpectrum = Math.Max(1, MostStatesWithOrbitals / series.Count);
        return new SpectrumPage(title, [.. series.Select(one => Predicted(one, perSpectrum))])
        {
            Measured = measured,
            Display = new SpectrumDisplay { Broadening = request.Broadening, Unit = request.Unit, RangeEv = RangeEv(request) },
        };
    }

    private static PredictedSpectrum Predicted(SpectralSeries series, int statesWithOrbitals)
    {
        var excitations = series.Excitations;
        var brightest = Enumerable.Range(0, excitations.Analyses.Length)
            .OrderByDescending(k => excitations.States[k].OscillatorStrength).Take(statesWithOrbitals).ToHashSet();
        var states = excitations.States.AsParallel().AsOrdered().Select((state, k) => PredictedState.Of(
            state, excitations.Analyses.IsEmpty ? string.Empty : ExcitationTables.Character(excitations, k),
            brightest.Contains(k) ? TransitionOrbitalPair.Of(excitations.Analyses[k].NaturalOrbitals, series.Structure, excitations.Shells, MostPairs) : []));
        return new PredictedSpectrum(series.Name, series.Source.Method, series.Structure, [.. states], Provenance(series))
        {
            Average = series.Geometries is { } words ? new AveragedLines(words, series.Members) : null,
        };
    }

    private static List<KeyValuePair<string, string>> Provenance(SpectralSeries series)
    {
        var excitations = series.Excitations;
        var lines = new List<KeyValuePair<string, string>>
        {
            new("geometry", series.Geometries is { } words ? $"{series.Frame.Place}, {words}" : $"{series.Frame.Place}, as given"),
            new("excited states", series.Method),
            new("parameters", series.Source.Model.Parameters.Source),
            new("SHA-256 of the parameters", excitations.ParameterDigest),
            new("configurations", FormattableString.Invariant($"{excitations.Configurations.Used} of {excitations.Configurations.All}")),
            new("model", series.Model.Ground.Name),
            new("version", Physics.Models.Provenance.Library),
            new("linear algebra", DenseLinearAlgebra.Default.Name),
        };
        if (series.Source.Remark is { } remark)
            lines.Insert(2, new KeyValuePair<string, string>("excitation model", remark));
        lines.AddRange(series.Notes.Select(note => new KeyValuePair<string, string>("note", note)));
        return lines;
    }

    private static (double, double)? RangeEv(SpectrumRequest request)
    {
        if (request.Range is not { } range)
            return null;
        var ends = (EV(range.Low), EV(range.High));
        return ends.Item1 < ends.Item2 ? ends : (ends.Item2, ends.Item1);

        double EV(double value) => request.Unit.ToHartree(value) * Constants.ElectronvoltPerHartree;
    }
}
