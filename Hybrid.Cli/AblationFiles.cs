using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Reports;

namespace Hybrid.Cli;

/// <summary>The comparison of an ablation as a table in Markdown, a table of all numbers, and a page with plots.</summary>
internal static class AblationFiles
{
    public const string Markdown = "ablation.md";

    public const string Csv = "ablation.csv";

    public const string Page = "ablation.html";

    public static void Write(string folder, IReadOnlyList<AblationScore> scores)
    {
        AtomicFile.WriteText(Path.Combine(folder, Markdown), writer => WriteMarkdown(writer, scores));
        AtomicFile.WriteText(Path.Combine(folder, Csv), writer => WriteCsv(writer, scores));
        if (scores.Count > 0)
            PageOf(scores).Write(Path.Combine(folder, Page));
    }

    private static void WriteMarkdown(TextWriter writer, IReadOnlyList<AblationScore> scores)
    {
        writer.WriteLine("Mean absolute errors of trusted labels; with several seeds the mean ± the standard deviation over them.");
        foreach (var target in ByTarget(scores))
        {
            var arms = target.Select(score => score.Arm).Distinct().ToArray();
            writer.WriteLine();
            writer.WriteLine($"### {target.Key.Test}: {target.Key.Target}{Unit(target.First())}");
            writer.WriteLine();
            writer.WriteLine($"| training structures | {string.Join(" | ", arms)} |");
            writer.WriteLine($"|---|{string.Concat(arms.Select(_ => "---|"))}");
            foreach (var size in target.Where(score => score.Size is not null).GroupBy(score => score.Size).OrderBy(group => group.Key))
                writer.WriteLine(FormattableString.Invariant($"| {size.Key} | {string.Join(" | ", arms.Select(arm => Cell(target.Where(score => score.Arm == arm && (score.Size == size.Key || score.Size is null)))))} |"));
        }
    }

    private static string Cell(IEnumerable<AblationScore> scores)
    {
        double[] errors = [.. scores.Select(Error).Where(double.IsFinite)];
        return errors.Length switch
        {
            0 => "",
            1 => FormattableString.Invariant($"{errors[0]:0.000}"),
            _ => FormattableString.Invariant($"{errors.Average():0.000} ± {Deviation(errors):0.000}"),
        };
    }

    private static void WriteCsv(TextWriter writer, IReadOnlyList<AblationScore> scores)
    {
        writer.WriteLine("arm,size,seed,test,target,unit,labels,mae,mean_error,rmse,trusted_labels,trusted_mae,trusted_mean_error,trusted_rmse");
        foreach (var score in scores)
        {
            var (all, trusted) = (score.Target.All, score.Target.Trusted);
            writer.WriteLine(string.Join(',', score.Arm, score.Size?.ToString(CultureInfo.InvariantCulture) ?? "", score.Seed.ToString(CultureInfo.InvariantCulture), score.Test, score.Target.Target, score.Target.Unit, Numbers(all), Numbers(trusted)));
        }

        static string Numbers(ErrorStatistics errors) => FormattableString.Invariant($"{errors.Count},{errors.MeanAbsolute:0.000000},{errors.Mean:0.000000},{errors.RootMeanSquare:0.000000}");
    }

    private static ChartPage PageOf(IReadOnlyList<AblationScore> scores)
    {
        var charts = ByTarget(scores).Select(target =>
        {
            double[] sizes = [.. target.Select(score => score.Size).OfType<int>().Distinct().Order().Select(size => (double)size)];
            return new Chart(
                $"{target.Key.Test}: {target.Key.Target}", "training structures", $"mean absolute error{Unit(target.First())}",
                [.. target.Select(score => score.Arm).Distinct().Select(arm => Curve(arm, sizes, [.. target.Where(score => score.Arm == arm)]))])
            {
                IsXLogarithmic = true,
                IsYLogarithmic = true,
            };
        }).ToArray();
        return new ChartPage("Physics alone, learning alone, and both", charts) { Subtitle = "Mean absolute errors of trusted labels; bars are standard deviations over seeds." };
    }

    /// <summary>What isn't trained has the same error at every size.</summary>
    private static ChartCurve Curve(string arm, double[] sizes, AblationScore[] scores)
    {
        var errors = Array.ConvertAll(sizes, size => scores.Where(score => score.Size is null || score.Size == size).Select(Error).Where(double.IsFinite).ToArray());
        return new ChartCurve(arm, sizes, Array.ConvertAll(errors, values => values.Length > 0 ? values.Average() : double.NaN))
        {
            Errors = Array.ConvertAll(errors, values => values.Length > 1 ? Deviation(values) : 0.0),
        };
    }

    private static IEnumerable<IGrouping<(string Test, string Target), AblationScore>> ByTarget(IReadOnlyList<AblationScore> scores) =>
        scores.GroupBy(score => (score.Test, score.Target.Target));

    private static double Error(AblationScore score) => score.Target.Trusted.MeanAbsolute;

    private static string Unit(AblationScore score) => score.Target.Unit == "1" ? "" : $" / {score.Target.Unit}";

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
