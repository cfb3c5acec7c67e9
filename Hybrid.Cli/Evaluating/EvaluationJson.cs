using System.Text.Json;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Evaluating;

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
        if (report.Uncertainty is { } uncertainty)
            Write(json, uncertainty);
        json.WriteStartArray("distrust_first");
        foreach (var line in report.Doubts().Lines())
            json.WriteStringValue(line);
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

    private static void Write(Utf8JsonWriter json, EvaluatedUncertainty uncertainty)
    {
        json.WriteStartObject("uncertainty");
        json.WriteString("data", uncertainty.Model.Data);
        json.WriteStartArray("targets");
        foreach (var spread in uncertainty.Spreads)
        {
            json.WriteStartObject();
            json.WriteString("target", spread.Target);
            json.WriteString("unit", spread.Kind.Unit());
            Write(json, "all", spread.All);
            Write(json, "trusted", spread.Trusted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SpreadStatistics spread)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", spread.Count);
        if (spread.Count > 0)
        {
            json.WriteNumber("coverage_68", spread.Coverage68);
            json.WriteNumber("coverage_95", spread.Coverage95);
            json.WriteNumber("mean_uncertainty", spread.MeanUncertainty);
        }

        // A single label, or uncertainties that are all alike, have no order.
        if (double.IsFinite(spread.RankCorrelation))
            json.WriteNumber("rank_correlation", spread.RankCorrelation);
        if (double.IsFinite(spread.CalibratedRankCorrelation))
            json.WriteNumber("rank_correlation_if_calibrated", spread.CalibratedRankCorrelation);
        json.WriteEndObject();
    }

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
