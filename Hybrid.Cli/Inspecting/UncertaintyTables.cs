using System.Globalization;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Uncertainty;
using Spectre.Console;

namespace Hybrid.Cli.Inspecting;

/// <summary>Tables of uncertainties.</summary>
internal sealed class UncertaintyTables(CommandStreams streams)
{
    private readonly TableWriter tables = new(streams.Output, streams.OutputIsTerminal);

    public void WriteCalibration(ModelUncertainty uncertainty, IReadOnlyList<UncertainState> valid, string data, TimeSpan time)
    {
        var fisher = uncertainty.Fisher;
        var table = TableWriter.New("Kind", "labels", "error of one", "α", "β", "q68", "q95", "mean error", "physics", "labels held against");
        foreach (var calibration in Shown(uncertainty))
        {
            var kind = calibration.Kind;
            var isInside = calibration.Class == CalibrationClass.Inside;
            table.AddRow(
                $"{kind.Title()}, {Which(calibration)}", isInside ? Number(fisher.Labels(kind), "0") : "", isInside && fisher.Labels(kind) > 0.0 ? Number(fisher.Noise(kind), "0.0000") : "", Number(calibration.Scale, "0.00"),
                Number(calibration.Floor, "0.0000"), Number(calibration.Quantile68, "0.00"), Number(calibration.Quantile95, "0.00"),
                Error(calibration.MeanErrors?.Model), Error(calibration.MeanErrors?.Physics), Labels(calibration));
        }

        tables.Write(table);
        WriteSpreads(TargetSpread.Of(uncertainty, valid), Sentence.Printable(data), isTrusted: true);
        if (uncertainty.OutsideData.Length > 0)
            tables.Line(FormattableString.Invariant($"Outside, and held against {uncertainty.OtherLevel}: {Sentence.Printable(uncertainty.OutsideData)}. With few labels β is shrunk towards that of all of them together, {ClassFit.PoolWeight:0} labels of its own count as much."));
        if (fisher.Failures > 0)
            tables.Line(FormattableString.Invariant($"Note: {fisher.Failures} training structures failed and say nothing."));
        tables.Line(FormattableString.Invariant($"{time.TotalSeconds:0.0} s"));
    }

    /// <summary>Those inside, and of the other classes those that labels gave.</summary>
    private static IEnumerable<TargetCalibration> Shown(ModelUncertainty uncertainty) => TargetKinds.All
        .SelectMany(kind => new[] { 1, TargetCalibration.Higher }.Select(rank => uncertainty.Calibration(kind, rank)))
        .Concat(TargetKinds.All.SelectMany(kind => new[] { CalibrationClass.OtherLevel, CalibrationClass.Outside }.Select(@class => uncertainty.Calibration(kind, 1, @class))).Where(calibration => calibration.IsCalibrated))
        .Distinct();

    private static string Error(double? error) => error is { } e ? Number(e, "0.000") : "";

    private static string Which(TargetCalibration calibration) => calibration.Class switch
    {
        CalibrationClass.Inside => calibration.Rank == 1 ? "lowest" : "higher",
        CalibrationClass.OtherLevel => "other level",
        _ => "outside",
    };

    private static string Labels(TargetCalibration calibration) => calibration switch
    {
        { Labels: 0 } => "none: not calibrated",
        { BorrowedFrom: { } other } => $"borrowed from {other.Title()}",
        { PooledShare: > 0.0 } => FormattableString.Invariant($"{calibration.Labels}, {100.0 * calibration.PooledShare:0} % pooled"),
        _ => calibration.Labels.ToString(CultureInfo.InvariantCulture),
    };

    public void WriteSpreads(IReadOnlyList<TargetSpread> spreads, string title, bool isTrusted)
    {
        var table = TableWriter.New(title, "unit", "labels", "in 68 %", "in 95 %", "mean ±", "rank corr.", "if calibrated");
        foreach (var spread in spreads)
        {
            var s = isTrusted ? spread.Trusted : spread.All;
            if (s.Count == 0)
                continue;
            table.AddRow(
                spread.Target, spread.Kind.Unit() == "1" ? "" : spread.Kind.Unit(), s.Count.ToString(CultureInfo.InvariantCulture), Number(100.0 * s.Coverage68, "0.0"), Number(100.0 * s.Coverage95, "0.0"),
                Number(s.MeanUncertainty, "0.0000"), Number(s.RankCorrelation, "0.000"), Number(s.CalibratedRankCorrelation, "0.000"));
        }

        tables.Write(table);
    }

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "none";
}
