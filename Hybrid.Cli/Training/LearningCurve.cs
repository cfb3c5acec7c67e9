using Hybrid.Learn.Reports;
using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>The page of a training: losses and errors by epoch.</summary>
internal static class LearningCurve
{
    public static ChartPage Page(string name, IReadOnlyList<EpochReport> reports)
    {
        double[] epochs = [.. reports.Select(report => (double)report.Epoch)];
        var charts = new List<Chart>
        {
            new("Loss", "epoch", "mean loss per structure",
                [Curve("train", report => report.Train.Loss), Curve("validation", report => report.Valid?.Loss)]) { IsYLogarithmic = true },
        };
        for (var k = 0; k < reports[0].Train.Terms.Count; k++)
        {
            var (number, term) = (k, reports[0].Train.Terms[k]);
            charts.Add(new Chart(
                term.Name, "epoch", term.Unit == "1" ? "mean absolute error" : $"mean absolute error / {term.Unit}",
                [Curve("train", report => report.Train.Terms[number].MeanAbsoluteError), Curve("validation", report => report.Valid?.Terms[number].MeanAbsoluteError)])
            {
                IsYLogarithmic = true,
            });
        }

        charts.Add(new Chart("Learning rate", "epoch", "learning rate", [Curve("learning rate", report => report.LearningRate)]));
        return new ChartPage($"Training {name}", charts)
        {
            Subtitle = FormattableString.Invariant($"{reports[^1].Epoch} epochs, {reports[^1].Step} steps; training errors are with the weights of each step, validation errors with averaged weights"),
        };

        ChartCurve Curve(string title, Func<EpochReport, double?> value) => new(title, epochs, [.. reports.Select(report => value(report) ?? double.NaN)]);
    }
}
