using System.Globalization;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Parameters;
using Spectre.Console;

namespace Hybrid.Cli.Inspecting;

/// <summary>What a model learned, for people.</summary>
internal sealed class InspectionTables(CommandStreams streams)
{
    /// <summary>More are counted, not shown; --json has all.</summary>
    private const int MostCombinations = 6, MostPairs = 12, MostSurroundings = 8;

    private readonly TableWriter tables = new(streams.Output, streams.OutputIsTerminal);

    public void Write(Inspection inspection)
    {
        var (model, uncertainty) = (inspection.Model, inspection.Uncertainty);
        tables.Title($"{model.Name}: {(model.Description.Physics is { } physics ? $"{physics.Parameters} with learned parameters" : "learning alone")}, SHA-256 {model.Digest[..12]}");
        tables.Line(uncertainty is null
            ? $"No {UncertaintyFile.FileName} beside the model: what its data determine is not known; 'hybrid calibrate' finds out."
            : $"Data: {Sentence.Printable(uncertainty.Data)}");
        if (inspection.Identifiability is { } parameters)
            WriteParameters(parameters, uncertainty is not null);
        if (inspection.Elements is { } elements)
            WriteElements(elements);
        if (inspection.Shifts is { } shifts)
            WriteShifts(shifts);
    }

    private void WriteParameters(Identifiability report, bool isKnown)
    {
        var table = isKnown
            ? TableWriter.New("Parameter", "published", "learned", "drift", "±", "left over", "alone").AddColumn(new TableColumn("[grey]the data say[/]").NoWrap().PadLeft(2))
            : TableWriter.New("Parameter", "published", "learned", "drift");
        foreach (var parameter in report.Parameters)
        {
            string[] values = [Name(parameter.Name), Number(parameter.Published, "0.#####"), Number(parameter.Learned, "0.#####"), Number(parameter.Drift, "+0.00;-0.00;0.00")];
            table.AddRow(isKnown
                ? [.. values, Number(parameter.StandardDeviation, "0.00"), Number(parameter.LeftOver, "0.00"), Number(parameter.LeftOverAlone, "0.00"), $"{Words(parameter.Verdict)}{(parameter.IsAtBound ? ", at its bound" : "")}"]
                : values);
        }

        tables.Write(table);
        tables.Line(FormattableString.Invariant($"Drift in prior widths, bound by {ParameterTable.BoundInPriorWidths:0}; offsets in eV."));
        if (!isKnown)
            return;
        tables.Line(FormattableString.Invariant($"Left over: standard deviation after the data over that before. Determined below {Identifiability.LargestLeftOver:0.0}; only in combination where it would be below if all else were known (alone)."));
        WriteCombinations(report);
        if (report.TradeOffs.IsEmpty)
            return;
        var pairs = TableWriter.New("Make up for one another", "correlation");
        foreach (var pair in report.TradeOffs.Take(MostPairs))
            pairs.AddRow(Name($"{pair.First} and {pair.Second}"), Number(pair.Correlation, "+0.00;-0.00"));
        tables.Write(pairs);
        if (report.TradeOffs.Length > MostPairs)
            tables.Line(FormattableString.Invariant($"and {report.TradeOffs.Length - MostPairs} more"));
    }

    private void WriteCombinations(Identifiability report)
    {
        var table = TableWriter.New("Combination of parameters", "information", "left over").AddColumn(new TableColumn("[grey]made of[/]").NoWrap().PadLeft(2));
        var count = report.Combinations.Length;
        for (var k = 0; k < count; k++)
        {
            if (k >= MostCombinations && k < count - MostCombinations)
                continue;
            var combination = report.Combinations[k];
            table.AddRow(
                FormattableString.Invariant($"{k + 1}{(k == 0 ? ", stiffest" : k == count - 1 ? ", sloppiest" : "")}"), combination.Information.ToString("0.0e+0", CultureInfo.InvariantCulture),
                Number(combination.LeftOver, "0.000"), Name(combination.InWords));
        }

        tables.Write(table);
    }

    private void WriteElements(ElementMap map)
    {
        var table = TableWriter.New("Map of the elements", "x", "y").AddColumn(new TableColumn("[grey]nearest[/]").NoWrap().PadLeft(2));
        var n = map.Elements.Length;
        for (var i = 0; i < n; i++)
        {
            var nearest = Enumerable.Range(0, n).Where(j => j != i).OrderBy(j => map.Distances[(i * n) + j]).Select(j => FormattableString.Invariant($"{Element.Symbol(map.Elements[j])} {map.Distances[(i * n) + j]:0.0}")).Take(3);
            table.AddRow(Element.Symbol(map.Elements[i]), Number(map.Points[2 * i], "0.00"), Number(map.Points[(2 * i) + 1], "0.00"), string.Join(", ", nearest));
        }

        tables.Write(table);
        tables.Line(FormattableString.Invariant($"Two directions of the learned embedding; they hold {100.0 * map.ShownShare:0} % of its variance."));
    }

    private void WriteShifts(LearnedShifts shifts)
    {
        var table = TableWriter.New("Parameter", "surroundings", "sites", "mean drift", "scatter", "mean value");
        foreach (var parameter in shifts.Shifts.GroupBy(shift => shift.Parameter))
        {
            foreach (var shift in parameter.Take(MostSurroundings))
                table.AddRow(Name(shift.Parameter), shift.Surroundings, shift.Count.ToString(CultureInfo.InvariantCulture), Number(shift.Mean, "+0.00;-0.00;0.00"), Number(shift.StandardDeviation, "0.00"), Number(shift.MeanValue, "0.0000"));
        }

        tables.Write(table);
        tables.Line(FormattableString.Invariant($"{shifts.Structures} structures; the most frequent surroundings of each parameter, drift in prior widths. O(C) is a carbonyl, O(C,H) a hydroxyl oxygen."));
    }

    private static string Words(ParameterVerdict verdict) => verdict switch
    {
        ParameterVerdict.Determined => "determined",
        ParameterVerdict.OnlyInCombination => "only in combination",
        _ => "not determined",
    };

    /// <summary>Brackets are markup to a table.</summary>
    private static string Name(string text) => Markup.Escape(Sentence.Printable(text));

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
