using System.Text.Json;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Predicting;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>One object per spectrum and line, in the shape of those of predict.</summary>
internal sealed class SpectrumJson(TextWriter output, SpectrumRequest request, SpectralAxis axis, MeasuredSpectrum? measured)
{
    private readonly JsonLines lines = new(output);

    public void Write(SpectralSeries series) => lines.Write(json =>
    {
        json.WriteBoolean("success", true);
        JsonReport.WriteMolecule(json, series.Structure, unpairedElectrons: 0);
        JsonReport.WriteModel(json, series.Model.Ground.Name);
        JsonReport.WriteProvenance(json, Provenance(series), SpectrumCommand.Name);
        json.WriteStartObject("extras");
        json.WriteStartObject("hybrid");
        JsonReport.WriteSource(json, series.Frame);
        json.WriteString("geometries", series.Geometries ?? "as given");
        ExcitationChoice.Write(json, series.Source);
        ExcitationExtras.Write(json, series.Excitations, groundEnergy: null, series.Uncertain, series.Applicability);
        WriteSpectrum(json, series);
        if (measured is not null)
            WriteComparison(json, SpectralComparison.Of(series.Members, request.Broadening, measured.Curve));
        json.WriteStartArray("warnings");
        foreach (var note in series.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public static void WriteFailure(TextWriter output, SpectrumRequest request, InputFrame frame, string error) => new JsonLines(output).Write(json =>
    {
        json.WriteBoolean("success", false);
        JsonReport.WriteModel(json, string.Join(',', request.Models));
        json.WriteStartObject("error");
        json.WriteString("error_type", frame.Content is null ? "input_error" : "convergence_error");
        json.WriteString("error_message", Sentence.Of(error));
        json.WriteEndObject();
        json.WriteStartObject("extras");
        json.WriteStartObject("hybrid");
        JsonReport.WriteSource(json, frame);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteSpectrum(Utf8JsonWriter json, SpectralSeries series)
    {
        var spectrum = series.Spectrum(request.Broadening, axis);
        json.WriteStartObject("spectrum");
        json.WriteNumber("geometry_count", series.Members.Count);
        json.WriteString("broadening", JsonNamingPolicy.SnakeCaseLower.ConvertName(request.Broadening.Shape.ToString()));
        json.WriteNumber("full_width_ev", request.Broadening.FullWidth * Constants.ElectronvoltPerHartree);
        json.WriteNumbers(axis.Unit == SpectralUnit.Electronvolt ? "energy_ev" : "wavelength_nm", axis.Values);
        json.WriteNumbers("molar_absorptivity_l_mol_cm", spectrum.MolarAbsorptivity);
        json.WriteNumbers("circular_dichroism_l_mol_cm", spectrum.CircularDichroism);
        if (series.Band(request.Broadening, axis) is { } band)
        {
            json.WriteNumbers("molar_absorptivity_lower", band.Lower);
            json.WriteNumbers("molar_absorptivity_upper", band.Upper);
        }

        json.WriteEndObject();
    }

    private static void WriteComparison(Utf8JsonWriter json, SpectralComparison comparison)
    {
        json.WriteStartObject("experiment");
        json.WriteNumber("measured_peak_ev", comparison.MeasuredPeak * Constants.ElectronvoltPerHartree);
        json.WriteNumber("peak_shift_ev", comparison.PeakShift * Constants.ElectronvoltPerHartree);
        json.WriteNumber("similarity", comparison.Similarity);
        json.WriteEndObject();
    }

    private Provenance Provenance(SpectralSeries series) => new(
        Physics.Models.Provenance.Library, series.Source.Model.Name, series.Excitations.Hamiltonian, series.Source.Model.Parameters.Source,
        series.Excitations.ParameterDigest, DenseLinearAlgebra.Default.Name, PredictionOptions.Default with { Excitations = request.Excitations },
        HasGuess: false, request.Threads ?? Environment.ProcessorCount, series.Time);
}
