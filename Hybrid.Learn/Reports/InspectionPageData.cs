using Hybrid.Core.Elements;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Reports;

/// <summary>What stands in a page about a model as JSON.</summary>
/// <param name="Format">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Library">The version of the library.</param>
/// <param name="Subtitle">Below the heading.</param>
/// <param name="Bound">Of the drift of physical parameters, in prior widths.</param>
/// <param name="Summary">In plain words, one sentence each.</param>
/// <param name="IsKnown">True where what the data determine is known.</param>
/// <param name="Parameters">The physical parameters, in the order of the model; offsets of levels of theory stand in <paramref name="Offsets"/>.</param>
/// <param name="Offsets">What levels of theory differ by, eV.</param>
/// <param name="Combinations">The stiffest and the sloppiest.</param>
/// <param name="TradeOffs">The strongest.</param>
/// <param name="Elements">The map; null for none.</param>
/// <param name="Shifts">By parameter and surroundings; null where they weren't looked at.</param>
/// <param name="Structures">That the shifts are from.</param>
/// <param name="Provenance">Where the numbers come from.</param>
internal sealed record InspectionPageData(
    string Format, int Version, string Library, string Subtitle, double Bound, string[] Summary, bool IsKnown, InspectionPageData.Parameter[] Parameters, InspectionPageData.Parameter[] Offsets,
    InspectionPageData.Combination[] Combinations, InspectionPageData.TradeOff[] TradeOffs, InspectionPageData.Map? Elements, InspectionPageData.Shift[]? Shifts, int Structures, string[][] Provenance)
{
    public sealed record Parameter(string Name, string Table, string Meaning, string Unit, double Published, double Learned, double Drift, double? Deviation, double? LeftOver, string Verdict, bool IsAtBound);

    public sealed record Combination(int Number, double Information, double LeftOver, string Words);

    public sealed record TradeOff(string First, string Second, double Correlation);

    public sealed record Map(string[] Symbols, double[] Points, double[] Distances, double? ShownShare);

    public sealed record Shift(string Parameter, string Surroundings, int Count, double Mean, double Deviation, double Value, string Unit);

    private const int MostCombinations = 6, MostTradeOffs = 30;

    public static InspectionPageData Of(InspectionPage page)
    {
        var isKnown = page.Uncertainty is not null;
        var published = page.Model.Model is HybridModel hybrid ? hybrid.Published : null;
        var all = page.Parameters?.Parameters.Select(parameter => Of(parameter, isKnown, published)).ToArray() ?? [];
        var parameters = Array.FindAll(all, parameter => !IsOffset(parameter.Name));
        var combinations = isKnown ? page.Parameters?.Combinations ?? [] : [];
        return new InspectionPageData(
            "hybrid-inspection-page", 1, Physics.Models.Provenance.Library, SubtitleOf(page.Model), ParameterTable.BoundInPriorWidths, InspectionSentences.Of(page, parameters), isKnown,
            parameters, Array.FindAll(all, parameter => IsOffset(parameter.Name)),
            [.. Enumerable.Range(0, combinations.Length).Where(k => k < MostCombinations || k >= combinations.Length - MostCombinations)
                .Select(k => new Combination(k + 1, Finite(combinations[k].Information), Finite(combinations[k].LeftOver), combinations[k].InWords))],
            isKnown ? [.. (page.Parameters?.TradeOffs ?? []).Take(MostTradeOffs).Select(pair => new TradeOff(pair.First, pair.Second, Finite(pair.Correlation)))] : [],
            page.Elements is { } map ? new Map([.. map.Elements.Select(Element.Symbol)], [.. map.Points.Select(Finite)], [.. map.Distances.Select(Finite)], double.IsFinite(map.ShownShare) ? map.ShownShare : null) : null,
            page.Shifts is { } shifts ? [.. shifts.Shifts.Select(Of)] : null, page.Shifts?.Structures ?? 0, Lines(page));
    }

    private static bool IsOffset(string name) => name.StartsWith("offset.", StringComparison.Ordinal);

    private static Parameter Of(IdentifiedParameter parameter, bool isKnown, ParameterSet? published)
    {
        var table = parameter.Name.Split('[')[0];
        return new Parameter(
            parameter.Name, table, published is not null && published.Has(table) ? published[table].Meaning.TrimEnd('.') : "", parameter.Unit,
            Finite(parameter.Published), Finite(parameter.Learned), Finite(parameter.Drift), isKnown ? Finite(parameter.StandardDeviation) : null, isKnown ? Finite(parameter.LeftOver) : null,
            isKnown ? Words(parameter.Verdict) : "", parameter.IsAtBound);
    }

    private static Shift Of(LearnedShift shift) =>
        new(shift.Parameter, shift.Surroundings, shift.Count, Finite(shift.Mean), Finite(shift.StandardDeviation), Finite(shift.MeanValue), shift.Unit);

    public static string Words(ParameterVerdict verdict) => verdict switch
    {
        ParameterVerdict.Determined => "determined",
        ParameterVerdict.OnlyInCombination => "only in combination",
        _ => "not determined",
    };

    private static string SubtitleOf(LearnedModel model) => model.Description.Physics is { } physics
        ? $"{physics.Parameters} with learned parameters, for {string.Join(", ", model.Description.Elements)}"
        : $"learning alone, for {string.Join(", ", model.Description.Elements)}";

    private static string[][] Lines(InspectionPage page)
    {
        var lines = new List<string[]> { new[] { "model", page.Model.Name }, new[] { "SHA-256 of the model", page.Model.Digest } };
        if (page.Model.Description.Physics is { } physics)
            lines.Add(["published parameters", $"{physics.Parameters}, SHA-256 {physics.Sha256}"]);
        lines.Add(["level of theory", page.Model.Description.Level]);
        if (page.Uncertainty is { } uncertainty)
            lines.Add(["data", uncertainty.Data]);
        lines.Add(["version", Physics.Models.Provenance.Library]);
        return [.. lines];
    }

    private static double Finite(double value) => double.IsFinite(value)
        ? Math.Round(value, 9)
        : throw new ArgumentException(FormattableString.Invariant($"A finite number of the report was expected, but one is {value}."));
}
