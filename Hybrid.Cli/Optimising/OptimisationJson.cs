using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hybrid.Cli.Predicting;
using Hybrid.Cli.Writing;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Optimisation;

namespace Hybrid.Cli.Optimising;

/// <summary>
/// One object on one line in the shape of QCSchema's OptimizationResult (https://molssi.github.io/QCElemental), in atomic
/// units unless a name says otherwise; the frames are in the trajectory's file.
/// </summary>
internal sealed class OptimisationJson(TextWriter output)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(OptimisationReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
            Write(json, report);
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, OptimisationReport report)
    {
        var (request, last) = (report.Request, report.Stages[^1]);
        json.WriteStartObject();
        json.WriteString("schema_name", "qcschema_optimization_output");
        json.WriteNumber("schema_version", 1);
        json.WriteBoolean("success", report.IsConverged);
        json.WritePropertyName("initial_molecule");
        WriteMolecule(json, report.Frame.Structure);
        json.WritePropertyName("final_molecule");
        WriteMolecule(json, last.Result.Last.Structure);
        json.WriteNumbers("energies", last.Result.Steps.Select(step => step.Energy).ToArray());
        if (!report.IsConverged)
        {
            json.WriteStartObject("error");
            json.WriteString("error_type", Word(last.Result.Status));
            json.WriteString("error_message", $"{last.Label}: {last.Result.Message}");
            json.WriteEndObject();
        }

        json.WriteStartObject("keywords");
        json.WriteNumber("energy_threshold", request.Settings.EnergyThreshold);
        json.WriteNumber("gradient_threshold", request.Settings.GradientThreshold);
        json.WriteNumber("electronic_temperature", request.Options.Scf.ElectronicTemperature);
        json.WriteNumber("accuracy", request.Options.Scf.Accuracy);
        json.WriteEndObject();
        json.WriteStartObject("provenance");
        json.WriteString("creator", "HybridAtomistic");
        json.WriteString("version", Provenance.Library);
        json.WriteString("routine", "hybrid optimize");
        json.WriteNumber("wall_time", report.WallTime.TotalSeconds);
        json.WriteEndObject();
        WriteExtras(json, report);
        json.WriteEndObject();
    }

    private static void WriteExtras(Utf8JsonWriter json, OptimisationReport report)
    {
        json.WriteStartObject("extras");
        json.WriteStartObject("hybrid");
        json.WriteString("source", report.Frame.Source);
        json.WriteString("state", report.Request.Label);
        json.WriteString("ground_method", report.Ground);
        if (report.Excitations is { } excitations)
        {
            json.WriteString("excitation_method", excitations);
            json.WriteString("kernel", report.KernelName);
        }

        WriteEnergy(json, "vertical_excitation_energy_at_start_ev", report.VerticalAtStart);
        WriteEnergy(json, "vertical_excitation_energy_ev", report.VerticalExcitation);
        WriteEnergy(json, "adiabatic_excitation_energy_ev", report.AdiabaticExcitation);
        WriteEnergy(json, "emission_energy_ev", report.Emission);
        if (report.IsConverged)
            json.WriteString("output", report.Request.OutputPath);
        json.WriteString("trajectory", report.Request.TrajectoryPath);
        json.WriteStartArray("surfaces");
        foreach (var stage in report.Stages)
            WriteStage(json, stage);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStage(Utf8JsonWriter json, OptimisedStage stage)
    {
        var result = stage.Result;
        json.WriteStartObject();
        json.WriteString("label", stage.Label);
        json.WriteString("surface", stage.Surface);
        json.WriteString("status", Word(result.Status));
        json.WriteNumber("evaluations", result.Evaluations);
        json.WriteBoolean("gradient_valid", result.Last.IsGradientValid);
        json.WriteNumbers("energies", result.Steps.Select(step => step.Energy).ToArray());
        json.WriteNumbers("gradient_norms", result.Steps.Select(step => step.GradientNorm).ToArray());
        if (result.Last.ExcitationEnergy is not null)
        {
            json.WriteNumbers("excitation_energies_ev", result.Steps.Select(step => step.ExcitationEnergy!.Value * Constants.ElectronvoltPerHartree).ToArray());
            json.WriteNumbers("state_overlaps", result.Steps.Skip(1).Select(step => step.StateOverlap!.Value).ToArray());
        }

        json.WriteStartArray("warnings");
        foreach (var warning in stage.Warnings)
            json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMolecule(Utf8JsonWriter json, Structure structure) =>
        JsonReport.WriteMoleculeObject(json, structure, structure.UnpairedElectrons);

    private static void WriteEnergy(Utf8JsonWriter json, string name, double? energy)
    {
        if (energy is { } e)
            json.WriteNumber(name, e * Constants.ElectronvoltPerHartree);
    }

    private static string Word(OptimisationStatus status) => status switch
    {
        OptimisationStatus.Converged => "converged",
        OptimisationStatus.MaxSteps => "max_steps",
        OptimisationStatus.FieldFailed => "field_failed",
        OptimisationStatus.StateLost => "state_lost",
        OptimisationStatus.Stalled => "stalled",
        _ => "cancelled",
    };
}
