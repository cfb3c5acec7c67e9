using System.Text.Json;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Predicting;
using Hybrid.Cli.Writing;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Explaining;

/// <summary>One object per structure and line, in the shape of those of predict, in atomic units.</summary>
internal sealed class ExplainJson(TextWriter output, ExplainRequest request, ExplainModels models)
{
    private readonly JsonLines lines = new(output);

    public void Write(ExplainedStructure explained) => lines.Write(json =>
    {
        json.WriteString("schema_name", "hybrid-explanation");
        json.WriteNumber("schema_version", 1);
        json.WriteBoolean("success", explained.Error is null);
        if (explained.Frame.Content is { } structure)
            JsonReport.WriteMolecule(json, structure, structure.UnpairedElectrons);
        JsonReport.WriteModel(json, models.Ground.Name);
        JsonReport.WriteProvenance(json, Provenance(explained), ExplainCommand.Name);
        if (explained.Error is { } error)
        {
            json.WriteStartObject("error");
            json.WriteString("error_type", explained.Frame.Content is null ? "input_error" : "convergence_error");
            json.WriteString("error_message", error);
            json.WriteEndObject();
        }

        json.WriteStartArray("explanations");
        foreach (var explanation in explained.All)
            Write(json, explanation, explained);
        json.WriteEndArray();
        json.WriteStartObject("extras");
        json.WriteStartObject("hybrid");
        JsonReport.WriteSource(json, explained.Frame);
        if (explained.Source is { } source)
            ExcitationChoice.Write(json, source);
        json.WriteStartArray("warnings");
        foreach (var note in explained.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Explanation explanation, ExplainedStructure explained)
    {
        json.WriteStartObject();
        json.WriteString("quantity", explanation.Quantity.ToString());
        json.WriteNumber("value", explanation.Value);
        json.WriteString("unit", explanation.Unit);
        json.WriteNumber("physics", explanation.Physics);
        json.WriteNumber("learned", explanation.Learned);
        WriteInterval(json, explained.Quantity(explanation).Interval);
        WriteTrust(json, explained.Molecule!.Trust(explained.Quantity(explanation)));
        json.WriteStartArray("entries");
        foreach (var entry in explanation.Entries)
            Write(json, entry);
        json.WriteEndArray();
        json.WriteNumber("quadrature_error", explanation.QuadratureError);
        json.WriteNumber("ml_share", explanation.MlShare);
        json.WriteNumber("degeneracy", explanation.Degeneracy);
        json.WriteNumber("smallest_overlap", explanation.SmallestOverlap);
        json.WriteNumber("path_points", explanation.PathPoints);
        json.WriteStartArray("notes");
        foreach (var note in explanation.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteInterval(Utf8JsonWriter json, PredictionInterval? interval)
    {
        if (interval is null)
        {
            json.WriteNull("uncertainty");
            return;
        }

        json.WriteStartObject("uncertainty");
        json.WriteNumber("half_width_68", interval.HalfWidth68);
        json.WriteNumber("half_width_95", interval.HalfWidth95);
        json.WriteBoolean("calibrated", interval.IsCalibrated);
        json.WriteEndObject();
    }

    private static void WriteTrust(Utf8JsonWriter json, TrustStatement trust)
    {
        json.WriteStartObject("trust");
        json.WriteString("level", trust.Level);
        json.WriteString("verdict", trust.Verdict);
        json.WriteStartArray("reasons");
        foreach (var reason in trust.Reasons)
            json.WriteStringValue(reason);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExplanationEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("term", entry.Term);
        json.WriteString("kind", entry.Kind == EntryKind.Physics ? "physics" : "learned");
        json.WriteStartArray("atoms");
        foreach (var atom in entry.Atoms)
            json.WriteNumberValue(atom);
        json.WriteEndArray();
        json.WriteNumber("value", entry.Value);
        json.WriteEndObject();
    }

    private Provenance Provenance(ExplainedStructure explained) => new(
        Physics.Models.Provenance.Library, models.Ground.Name, models.Ground.Parameters.Name, models.Ground.Parameters.Source, models.Learned?.Digest ?? models.Ground.Parameters.Digest,
        DenseLinearAlgebra.Default.Name, PredictionOptions.Default, HasGuess: false, request.Threads ?? Environment.ProcessorCount, explained.Time);
}
