using System.Text.Json;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Predicting;

/// <summary>
/// One object per structure and line in the shape of QCSchema's AtomicResult (https://molssi.github.io/QCElemental), in
/// atomic units.
/// </summary>
internal sealed class JsonReport(TextWriter output, PredictRequest request, GroundModel model, DoubtSummary doubts) : IReport
{
    private readonly JsonLines lines = new(output);

    private bool HasForces => (request.Properties & Properties.Forces) != 0;

    private bool HasHessian => (request.Properties & Properties.Hessian) != 0;

    public void Write(InputFrame frame, Prediction prediction) => lines.Write(json =>
    {
        Begin(json, isSuccess: true, prediction.HasEnergy);
        WriteMolecule(json, prediction.Structure, prediction.UnpairedElectrons);
        WriteModel(json, prediction.Provenance.Model);
        WriteKeywords(json, prediction.Provenance.Options, prediction.Provenance.HasGuess);
        json.WriteStartObject("properties");
        json.WriteNumber("calcinfo_natom", prediction.Structure.AtomCount);
        if (prediction.HasEnergy)
            WriteGroundState(json, prediction);
        json.WriteEndObject();
        if (HasHessian)
            json.WriteNumbers("return_result", prediction.Hessian.Values);
        else if (HasForces)
            json.WriteNumbers("return_result", prediction.Gradient);
        else if (prediction.HasEnergy)
            json.WriteNumber("return_result", prediction.Energy);
        else
            json.WriteNumbers("return_result", prediction.Excitations.States.Select(state => state.Energy).ToArray());
        WriteProvenance(json, prediction.Provenance);
        json.WriteStartObject("extras");
        json.WriteStartObject("hybrid");
        WriteSource(json, frame);
        new HybridExtras(json, prediction, request.Properties, model, request.WithExactMembers).Write(frame.Place, doubts);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    public void WriteFailure(InputFrame frame, Prediction? prediction, string error) => lines.Write(json =>
    {
        Begin(json, isSuccess: false);
        if (frame.Content is { } structure)
            WriteMolecule(json, structure, structure.UnpairedElectrons);
        WriteModel(json, request.ModelName);
        WriteKeywords(json, request.Options, hasGuess: false);
        json.WriteStartObject("error");
        json.WriteString("error_type", prediction is null ? "input_error" : "convergence_error");
        json.WriteString("error_message", error);
        json.WriteEndObject();
        if (prediction is not null)
            WriteProvenance(json, prediction.Provenance);
        json.WriteStartObject("extras");
        json.WriteStartObject("hybrid");
        WriteSource(json, frame);
        if (prediction is not null)
            HybridExtras.WriteCertificate(json, prediction.Certificate);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteGroundState(Utf8JsonWriter json, Prediction prediction)
    {
        json.WriteNumber("return_energy", prediction.Energy);
        json.WriteNumber("scf_total_energy", prediction.Energy);
        if (HasForces)
            json.WriteNumbers("return_gradient", prediction.Gradient);
        if (HasHessian)
            json.WriteNumbers("return_hessian", prediction.Hessian.Values);
        json.WriteNumbers("scf_dipole_moment", prediction.Dipole);
        json.WriteNumber("scf_iterations", prediction.Certificate.Scf.Iterations);
    }

    private void Begin(Utf8JsonWriter json, bool isSuccess, bool hasEnergy = true)
    {
        json.WriteString("schema_name", "qcschema_output");
        json.WriteNumber("schema_version", 1);
        json.WriteBoolean("success", isSuccess);
        json.WriteString("driver", HasHessian ? "hessian" : HasForces ? "gradient" : hasEnergy ? "energy" : "properties");
    }

    internal static void WriteMolecule(Utf8JsonWriter json, Structure structure, int? unpairedElectrons)
    {
        json.WritePropertyName("molecule");
        WriteMoleculeObject(json, structure, unpairedElectrons);
    }

    /// <summary>A molecule of QCSchema.</summary>
    internal static void WriteMoleculeObject(Utf8JsonWriter json, Structure structure, int? unpairedElectrons)
    {
        json.WriteStartObject();
        json.WriteString("schema_name", "qcschema_molecule");
        json.WriteNumber("schema_version", 2);
        if (structure.Properties.TryGetValue("name", out var name))
            json.WriteString("name", name);
        json.WriteStartArray("symbols");
        foreach (var z in structure.AtomicNumbers)
            json.WriteStringValue(Element.Symbol(z));
        json.WriteEndArray();
        json.WriteNumbers("geometry", structure.Positions);
        json.WriteNumber("molecular_charge", structure.Charge);
        if (unpairedElectrons is { } unpaired)
            json.WriteNumber("molecular_multiplicity", unpaired + 1);
        json.WriteEndObject();
    }

    internal static void WriteModel(Utf8JsonWriter json, string method)
    {
        json.WriteStartObject("model");
        json.WriteString("method", method);
        json.WriteEndObject();
    }

    private static void WriteKeywords(Utf8JsonWriter json, PredictionOptions options, bool hasGuess)
    {
        json.WriteStartObject("keywords");
        json.WriteNumber("electronic_temperature", options.Scf.ElectronicTemperature);
        json.WriteNumber("accuracy", options.Scf.Accuracy);
        json.WriteNumber("max_iterations", options.Scf.MaxIterations);
        json.WriteNumbers("electric_field", options.ElectricField.IsDefaultOrEmpty ? [0.0, 0.0, 0.0] : options.ElectricField.AsSpan());
        json.WriteBoolean("guess", hasGuess);
        json.WriteEndObject();
    }

    internal static void WriteProvenance(Utf8JsonWriter json, Provenance provenance, string verb = PredictCommand.Name)
    {
        json.WriteStartObject("provenance");
        json.WriteString("creator", "HybridAtomistic");
        json.WriteString("version", provenance.LibraryVersion);
        json.WriteString("routine", $"hybrid {verb}");
        json.WriteString("level_of_theory", provenance.LevelOfTheory);
        json.WriteString("parameters", provenance.ParameterSource);
        json.WriteString("parameters_sha256", provenance.ParameterDigest);
        json.WriteString("linear_algebra", provenance.LinearAlgebra);
        json.WriteNumber("threads", provenance.Threads);
        json.WriteNumber("wall_time", provenance.WallTime.TotalSeconds);
        json.WriteEndObject();
    }

    internal static void WriteSource(Utf8JsonWriter json, InputFrame frame)
    {
        json.WriteString("source", frame.Source);
        json.WriteNumber("frame", frame.Number);
    }
}
