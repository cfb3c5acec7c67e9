using System.Globalization;
using Hybrid.Cli.Inspecting;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Comparison;
using Spectre.Console;

namespace Hybrid.Cli.Evaluating;

/// <summary>Errors for people.</summary>
internal sealed class EvaluationTable(CommandStreams streams)
{
    /// <summary>More are counted, not named.</summary>
    private const int MostNamed = 10;

    private readonly TableWriter tables = new(streams.Output, streams.OutputIsTerminal);

    public void Write(EvaluationReport report)
    {
        tables.Title($"{report.Model} on {Sentence.Printable(report.Data)}");
        tables.Line(FormattableString.Invariant($"{report.Names.Count} structures, SHA-256 {report.Digest[..12]}; predicted minus reference, {(report.IsJoined ? "lowest valence states" : "states in order of energy")}"));
        WriteErrors(report, report.HasDistrusted ? "All labels" : "Target", target => target.All);
        if (report.HasDistrusted)
            WriteErrors(report, "Without flagged labels", target => target.Trusted);
        if (report.Uncertainty is { } uncertainty)
            WriteUncertainty(report, uncertainty);
        tables.Line();
        if (report.Comparison.Unordered > 0)
            tables.Line(FormattableString.Invariant($"Note: {report.Comparison.Unordered} structures lack the label of a lower state, so that the order of theirs says nothing; they are left out."));
        var failures = report.Comparison.Failures;
        foreach (var failure in failures.Take(MostNamed))
            streams.Error.WriteLine(FormattableString.Invariant($"hybrid: {Sentence.Printable(failure.Name)}{(report.IsJoined ? "" : FormattableString.Invariant($" (structure {failure.Sample + 1})"))}: {Sentence.Of(failure.Reason)}"));
        if (failures.Count > 0)
            streams.Error.WriteLine(FormattableString.Invariant($"hybrid: {failures.Count} of {report.Names.Count} structures failed{(failures.Count > MostNamed ? "; --json names all" : "")}."));
        tables.Line(FormattableString.Invariant($"{report.Time.TotalSeconds:0.0} s, {report.Names.Count / report.Time.TotalSeconds:0.0} structures per second"));
    }

    private void WriteUncertainty(EvaluationReport report, EvaluatedUncertainty uncertainty)
    {
        var spreads = new UncertaintyTables(streams);
        spreads.WriteSpreads(uncertainty.Spreads, report.HasDistrusted ? "Uncertainty, all labels" : "Uncertainty", isTrusted: false);
        if (report.HasDistrusted)
            spreads.WriteSpreads(uncertainty.Spreads, "Uncertainty, without flagged labels", isTrusted: true);
        if (uncertainty.States.Count(state => state.EnergyVariance is null) is > 0 and var missing)
            tables.Line(FormattableString.Invariant($"Note: {missing} states have no derivatives and no uncertainty."));
    }

    private void WriteErrors(EvaluationReport report, string title, Func<TargetErrors, ErrorStatistics> errors)
    {
        var table = TableWriter.New(title, "unit", "labels", "MAE", "mean", "RMSE", "90 %", "largest");
        foreach (var target in report.Targets)
        {
            var e = errors(target);
            table.AddRow(
                target.Target, target.Unit == "1" ? "" : target.Unit, e.Count.ToString(CultureInfo.InvariantCulture), Number(e.MeanAbsolute), Number(e.Mean),
                Number(e.RootMeanSquare), Number(e.Ninetieth), Number(e.Largest));
        }

        tables.Write(table);
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "none";
}
