using Hybrid.Learn.Comparison;
using Hybrid.Learn.Reports;

namespace Hybrid.Cli.Ablating;

/// <summary>The errors of an ablation over the number of training structures, as plots.</summary>
internal static class AblationCurves
{
    public static ChartPage Page(IReadOnlyList<AblationScore> scores)
    {
        var charts = scores.GroupBy(score => score.Test).SelectMany(test => ByTarget(test).Select(target => ChartOf(test.Key, target.Key, [.. target]))).ToArray();
        return new ChartPage("Physics alone, learning alone, and both", charts)
        {
            Subtitle = "Mean absolute errors of labels that no flag is set for; bars are standard deviations over seeds.",
        };
    }

    public static IEnumerable<IGrouping<string, (AblationScore Score, TargetErrors Errors)>> ByTarget(IEnumerable<AblationScore> scores) =>
        scores.SelectMany(score => score.Targets.Select(errors => (Score: score, Errors: errors))).GroupBy(result => result.Errors.Target);

    public static string Unit(TargetErrors target) => target.Unit == "1" ? "" : $" / {target.Unit}";

    public static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static Chart ChartOf(AblationTest test, string target, (AblationScore Score, TargetErrors Errors)[] results)
    {
        double[] sizes = [.. results.Select(result => result.Score.Size).OfType<int>().Distinct().Order().Select(size => (double)size)];
        return new Chart(
            $"{test.Name}: {target}{(test.HasChosenWeights ? " (chose the weights)" : "")}", "training structures", $"mean absolute error{Unit(results[0].Errors)}",
            [.. results.GroupBy(result => result.Score.Arm).Select(arm => Curve(arm.Key, sizes, [.. arm]))])
        {
            IsXLogarithmic = true,
            IsYLogarithmic = true,
        };
    }

    /// <summary>What isn't trained has the same error at every size.</summary>
    private static ChartCurve Curve(string arm, double[] sizes, (AblationScore Score, TargetErrors Errors)[] results)
    {
        var errors = Array.ConvertAll(sizes, size => results.Where(result => result.Score.Size is null || result.Score.Size == size)
            .Select(result => result.Errors.Trusted.MeanAbsolute).Where(double.IsFinite).ToArray());
        return new ChartCurve(arm, sizes, Array.ConvertAll(errors, values => values.Length > 0 ? values.Average() : double.NaN))
        {
            Errors = Array.ConvertAll(errors, values => values.Length > 1 ? Deviation(values) : 0.0),
        };
    }
}
