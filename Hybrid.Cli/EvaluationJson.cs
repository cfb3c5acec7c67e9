using System.Text.Json;
using Hybrid.Learn.Comparison;

namespace Hybrid.Cli;

/// <summary>Errors for programs: one object.</summary>
internal static class EvaluationJson
{
    public static void Write(TextWriter output, EvaluationReport report) => new JsonLines(output).Write(json =>
    {
        json.WriteString("format", "hybrid-evaluation");
        json.WriteNumber("version", 1);
        json.WriteStartObject("model");
        json.WriteString("name", report.Model);
        json.WriteString("sha256", report.Digest);
        json.WriteEndObject();
        json.WriteString("data", report.Data);
        json.WriteNumber("structures", report.Names.Count);
        json.WriteNumber("left_out_without_order", report.Comparison.Unordered);
        json.WriteStartArray("targets");
        foreach (var target in report.Targets)
        {
            json.WriteStartObject();
            json.WriteString("target", target.Target);
            json.WriteString("unit", target.Unit);
            Write(json, "all", target.All);
            Write(json, "trusted", target.Trusted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failures");
        foreach (var failure in report.Comparison.Failures)
        {
            json.WriteStartObject();
            json.WriteString("name", failure.Name);
            json.WriteNumber("structure", failure.Sample + 1);
            json.WriteString("reason", Sentence.Of(failure.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("wall_time", report.Time.TotalSeconds);
    });

    private static void Write(Utf8JsonWriter json, string name, ErrorStatistics errors)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", errors.Count);
        if (errors.Count > 0)
        {
            json.WriteNumber("mean_absolute_error", errors.MeanAbsolute);
            json.WriteNumber("mean_error", errors.Mean);
            json.WriteNumber("root_mean_square_error", errors.RootMeanSquare);
            json.WriteNumber("ninetieth_percentile", errors.Ninetieth);
            json.WriteNumber("largest_error", errors.Largest);
        }

        json.WriteEndObject();
    }
}
