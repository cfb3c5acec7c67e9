using System.Globalization;
using Hybrid.Cli.Writing;
using Hybrid.Core.Units;
using Spectre.Console;

namespace Hybrid.Cli.Optimising;

/// <summary>An optimisation for people.</summary>
internal sealed class OptimisationTable(CommandStreams streams)
{
    private readonly TableWriter tables = new(streams.Output, streams.OutputIsTerminal);

    public void Write(OptimisationReport report)
    {
        var structure = report.Stages[^1].Result.Last.Structure;
        tables.Title(FormattableString.Invariant($"{report.Frame.Place}: {Formula.Of(structure)}, charge {structure.Charge:+0;-0;0}"));
        foreach (var stage in report.Stages)
            tables.Line($"{stage.Surface}: {stage.Result.Message}");
        WriteEnergies(report);
        if (report.ExcitedStage is not null)
            WriteExcitations(report);
        tables.Line();
        foreach (var stage in report.Stages)
        {
            foreach (var warning in stage.Warnings)
                tables.Line($"Note: {stage.Label}: {warning}");
        }

        tables.Line($"Written: {Sentence.Printable(report.Request.OutputPath)}, {Sentence.Printable(report.Request.TrajectoryPath)}");
        tables.Line(FormattableString.Invariant($"{report.WallTime.TotalSeconds:0.000} s"));
    }

    private void WriteEnergies(OptimisationReport report)
    {
        var table = TableWriter.New("Energy", "Eh", "gradient, Eh/a0");
        foreach (var stage in report.Stages)
        {
            var (first, last) = (stage.Result.Steps[0], stage.Result.Steps[^1]);
            var start = stage == report.Stages[0] ? "at the start" : "at the minimum of S0";
            table.AddRow($"{stage.Label} {start}", Number(first.Energy, 8), Scientific(first.GradientNorm));
            table.AddRow($"{stage.Label} at its minimum", Number(last.Energy, 8), Scientific(last.GradientNorm));
            if (last.GroundEnergy is { } ground)
                table.AddRow($"S0 at the minimum of {stage.Label}", Number(ground, 8), string.Empty);
        }

        tables.Write(table);
    }

    private void WriteExcitations(OptimisationReport report)
    {
        var label = report.Request.Label;
        var table = TableWriter.New("Excitation", "Eh", "eV", "nm");
        Add("vertical, at the start", report.VerticalAtStart);
        Add("vertical, at the minimum of S0", report.VerticalExcitation);
        Add("adiabatic, between the minima", report.AdiabaticExcitation);
        Add($"emission, at the minimum of {label}", report.Emission);
        tables.Write(table);
        tables.Line();
        tables.Line($"E0 is {report.Ground}; vertical excitation and emission are ω of {report.Excitations} ({report.KernelName} kernel, Tamm–Dancoff), {label} is E0 + ω.");

        void Add(string name, double? energy)
        {
            if (energy is { } e)
                table.AddRow(name, Number(e, 6), Number(e * Constants.ElectronvoltPerHartree, 4), Number(Constants.NanometreHartree / e, 1));
        }
    }

    private static string Number(double value, int decimals) => value.ToString($"F{decimals}", CultureInfo.InvariantCulture);

    private static string Scientific(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
