using System.Text.Json;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Inspecting;

/// <summary>What a model learned, for programs: one object.</summary>
internal static class InspectionJson
{
    public static void Write(TextWriter output, Inspection inspection) => new JsonLines(output).Write(json =>
    {
        json.WriteString("format", "hybrid-inspection");
        json.WriteNumber("version", 1);
        json.WriteStartObject("model");
        json.WriteString("name", inspection.Model.Name);
        json.WriteString("sha256", inspection.Model.Digest);
        json.WriteEndObject();
        if (inspection.Uncertainty is { } uncertainty)
            WriteData(json, uncertainty);
        if (inspection.Identifiability is { } parameters)
            WriteParameters(json, parameters, inspection.Uncertainty is not null);
        if (inspection.Elements is { } elements)
            WriteElements(json, elements);
        if (inspection.Shifts is { } shifts)
            WriteShifts(json, shifts);
    });

    private static void WriteData(Utf8JsonWriter json, ModelUncertainty uncertainty)
    {
        json.WriteString("data", uncertainty.Data);
        json.WriteString("outside_data", uncertainty.OutsideData);
        json.WriteString("other_level", uncertainty.OtherLevel);
        json.WriteStartArray("calibration");
        foreach (var calibration in uncertainty.Calibrations)
        {
            var kind = calibration.Kind;
            json.WriteStartObject();
            json.WriteString("kind", kind.Key());
            json.WriteString("states", calibration.Rank == 1 ? "lowest" : "higher");
            json.WriteString("unit", kind.Unit());
            json.WriteNumber("training_labels", uncertainty.Fisher.Labels(kind));
            json.WriteNumber("noise", uncertainty.Fisher.Noise(kind));
            json.WriteNumber("scale", calibration.Scale);
            json.WriteNumber("floor", calibration.Floor);
            json.WriteNumber("quantile_68", calibration.Quantile68);
            json.WriteNumber("quantile_95", calibration.Quantile95);
            json.WriteNumber("validation_labels", calibration.Labels);
            json.WriteString("class", JsonNamingPolicy.SnakeCaseLower.ConvertName(calibration.Class.ToString()));
            json.WriteNumber("pooled_share", calibration.PooledShare);
            json.WriteBoolean("is_calibrated", calibration.IsCalibrated);
            if (calibration.BorrowedFrom is { } other)
                json.WriteString("borrowed_from", other.Key());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteParameters(Utf8JsonWriter json, Identifiability report, bool isKnown)
    {
        json.WriteStartArray("parameters");
        foreach (var parameter in report.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteString("unit", parameter.Unit);
            json.WriteNumber("published", parameter.Published);
            json.WriteNumber("learned", parameter.Learned);
            json.WriteNumber("drift", parameter.Drift);
            json.WriteBoolean("at_bound", parameter.IsAtBound);
            if (isKnown)
            {
                json.WriteNumber("standard_deviation", parameter.StandardDeviation);
                json.WriteNumber("left_over", parameter.LeftOver);
                json.WriteNumber("left_over_if_network_known", parameter.LeftOverByPhysics);
                json.WriteNumber("left_over_if_all_known", parameter.LeftOverAlone);
                json.WriteString("verdict", JsonNamingPolicy.SnakeCaseLower.ConvertName(parameter.Verdict.ToString()));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!isKnown)
            return;
        json.WriteStartArray("combinations");
        foreach (var combination in report.Combinations)
        {
            json.WriteStartObject();
            json.WriteNumber("information", combination.Information);
            json.WriteNumber("left_over", combination.LeftOver);
            json.WriteString("words", combination.InWords);
            json.WriteNumbers("components", combination.Components.AsSpan());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("trade_offs");
        foreach (var pair in report.TradeOffs)
        {
            json.WriteStartObject();
            json.WriteString("first", pair.First);
            json.WriteString("second", pair.Second);
            json.WriteNumber("correlation", pair.Correlation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteElements(Utf8JsonWriter json, ElementMap map)
    {
        json.WriteStartObject("element_map");
        json.WriteStartArray("elements");
        foreach (var z in map.Elements)
            json.WriteStringValue(Element.Symbol(z));
        json.WriteEndArray();
        json.WriteNumbers("points", map.Points.AsSpan());
        json.WriteNumbers("distances", map.Distances.AsSpan());
        if (double.IsFinite(map.ShownShare))
            json.WriteNumber("shown_share", map.ShownShare);
        json.WriteEndObject();
    }

    private static void WriteShifts(Utf8JsonWriter json, LearnedShifts shifts)
    {
        json.WriteStartArray("shifts");
        foreach (var shift in shifts.Shifts)
        {
            json.WriteStartObject();
            json.WriteString("parameter", shift.Parameter);
            json.WriteString("surroundings", shift.Surroundings);
            json.WriteNumber("sites", shift.Count);
            json.WriteNumber("mean_drift", shift.Mean);
            json.WriteNumber("standard_deviation", shift.StandardDeviation);
            json.WriteNumber("mean_value", shift.MeanValue);
            json.WriteString("unit", shift.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
