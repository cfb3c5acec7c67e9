using System.Text.Json;
using System.Text.Json.Nodes;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Core.IO;

namespace Hybrid.Benchmarks.Xtb;

/// <summary>The comparisons as a file for programs.</summary>
internal static class XtbReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string path, string xtbVersion, Clock clock, IReadOnlyList<string> providers, IReadOnlyList<XtbComparison> comparisons)
    {
        var report = new JsonObject
        {
            ["format"] = "hybrid-benchmark-xtb",
            ["version"] = 1,
            ["xtb"] = xtbVersion,
            ["machine"] = MachineState.Description,
            ["load"] = MachineState.Load,
            ["clock"] = clock.Name,
            ["units"] = "seconds",
            ["comparisons"] = new JsonArray([.. comparisons.Select(comparison => Entry(comparison, providers))]),
        };
        AtomicFile.WriteText(path, writer => writer.Write(report.ToJsonString(Indented) + "\n"));
    }

    private static JsonObject Entry(XtbComparison comparison, IReadOnlyList<string> providers) => new()
    {
        ["structure"] = comparison.Structure,
        ["atoms"] = comparison.Atoms,
        ["method"] = comparison.Method,
        ["scf_iterations"] = comparison.Iterations,
        ["energy_difference_hartree"] = comparison.EnergyDifference,
        ["xtb"] = Times(comparison.Xtb),
        ["hybrid"] = new JsonArray([.. providers.Select((provider, k) =>
        {
            var entry = Times(comparison.Ours[k]);
            entry["linear_algebra"] = provider;
            entry["ratio"] = comparison.Ratio(k);
            return entry;
        })]),
    };

    private static JsonObject Times(Sample sample) => new()
    {
        ["median"] = sample.Median,
        ["min"] = sample.Smallest,
        ["max"] = sample.Largest,
        ["runs"] = new JsonArray([.. sample.Seconds.Select(seconds => JsonValue.Create(seconds))]),
    };
}
