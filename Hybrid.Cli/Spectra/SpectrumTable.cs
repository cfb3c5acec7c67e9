using Hybrid.Cli.Excitations;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>Spectra for people: the states, the curve as a small plot, what it comes from and what was written.</summary>
internal sealed class SpectrumTable(CommandStreams streams, SpectrumRequest request, SpectralAxis axis, MeasuredSpectrum? measured)
{
    /// <summary>L/(mol cm), more than rounding leaves of forbidden transitions.</summary>
    private const double SmallestAbsorptivity = 1e-3;

    private readonly TableWriter tables = new(streams.Output, streams.OutputIsTerminal);

    public void Write(SpectralSeries series)
    {
        var structure = series.Structure;
        tables.Title(FormattableString.Invariant($"{series.Frame.Place}: {Formula.Of(structure)}, charge {structure.Charge:+0;-0;0}"));
        if (request.Ensemble is not null)
            tables.Line("States of the structure as it is");
        else if (series.Geometries is not null)
            tables.Line(FormattableString.Invariant($"States of frame {series.Frame.Number}"));
        new ExcitationTables(tables).Write(series.Excitations, series.Source, series.Uncertain, series.Applicability);
        if (series.Excitations.States.IsEmpty && series.Members.All(member => member.Count == 0))
        {
            tables.Line();
            return;
        }

        WriteCurve(series);
    }

    public void WriteFoot(IReadOnlyList<SpectralSeries> series)
    {
        if (request.Html is not null)
            tables.Line($"page    {Sentence.Printable(request.Html)}");
        if (request.Csv is not null)
            tables.Line($"curves  {Sentence.Printable(request.Csv)}");
        if (request.Html is not null || request.Csv is not null)
            tables.Line();
        var seconds = series.Sum(one => one.Time.TotalSeconds);
        tables.Line(FormattableString.Invariant($"{seconds:0.000} s with {DenseLinearAlgebra.Default.Name}"));
    }

    private void WriteCurve(SpectralSeries series)
    {
        var spectrum = series.Spectrum(request.Broadening, axis);
        if (System.Numerics.Tensors.TensorPrimitives.Max(spectrum.MolarAbsorptivity) < SmallestAbsorptivity)
        {
            tables.Line();
            tables.Line("None of these states absorbs light between the ends of the axis.");
            tables.Line();
            return;
        }

        var shape = request.Broadening.Shape == LineShape.Gaussian ? "Gaussian" : "Lorentzian";
        var width = request.Broadening.FullWidth * Constants.ElectronvoltPerHartree;
        tables.Line();
        tables.Line(FormattableString.Invariant($"ε in L/(mol cm), {shape} bands {width:0.0##} eV wide at half maximum{(series.Geometries is { } geometries ? $", {geometries}" : "")}"));
        foreach (var line in SpectrumPlot.Lines(spectrum))
            tables.Line(line);
        tables.Line();
        WriteHighest(spectrum);
        var options = series.Excitations.Options;
        if (options.Window is null && !series.Excitations.States.IsEmpty && series.Members.Any(member => member.Count > 0))
            tables.Line(FormattableString.Invariant($"Complete up to {Place(LastEnergy(series))}; --states {2L * options.States} goes further"));
        WriteComparison(series);
        foreach (var note in series.Notes)
            tables.Line($"Note: {note}");
        tables.Line();
    }

    private void WriteHighest(Spectrum spectrum)
    {
        var ε = spectrum.MolarAbsorptivity;
        var top = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(ε);
        tables.Line(FormattableString.Invariant($"Highest at {Place(axis.Energies[top])} with ε = {Significant(ε[top])} L/(mol cm)"));
    }

    private void WriteComparison(SpectralSeries series)
    {
        if (measured is null)
            return;
        var comparison = SpectralComparison.Of(series.Members, request.Broadening, measured.Curve);
        var shift = comparison.PeakShift * Constants.ElectronvoltPerHartree;
        tables.Line(FormattableString.Invariant(
            $"Against {Sentence.Printable(measured.Name)}, highest at {Place(comparison.MeasuredPeak)}: predicted {Math.Abs(shift):0.00} eV {(shift < 0.0 ? "lower" : "higher")}, similarity {comparison.Similarity:0.000}"));
    }

    /// <summary>Of the spin and the geometry whose list ends first.</summary>
    private static double LastEnergy(SpectralSeries series) => Math.Min(
        series.Excitations.States.GroupBy(state => state.Multiplicity).Min(states => states.Max(state => state.Energy)),
        series.Members.Where(member => member.Count > 0).Min(member => member.Max(stick => stick.Energy)));

    private static string Place(double energy) => FormattableString.Invariant(
        $"{SpectralUnit.Electronvolt.FromHartree(energy):0.00} eV ({SpectralUnit.Nanometre.FromHartree(energy):0} nm)");

    private static string Significant(double value) => FormattableString.Invariant($"{(value >= 1000.0 ? 100.0 * Math.Round(value / 100.0) : value):0.##}");
}
