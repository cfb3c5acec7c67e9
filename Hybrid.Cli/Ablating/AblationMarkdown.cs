using Hybrid.Learn.Comparison;

namespace Hybrid.Cli.Ablating;

/// <summary>The errors of an ablation for people: a table for each set and target, with the numbers of labels beneath.</summary>
internal static class AblationMarkdown
{
    public static void Write(TextWriter writer, IReadOnlyList<AblationScore> scores)
    {
        writer.WriteLine("Mean absolute errors; with several seeds the mean ± the standard deviation over them.");
        foreach (var test in scores.GroupBy(score => score.Test))
        {
            if (test.Key.HasChosenWeights)
            {
                writer.WriteLine();
                writer.WriteLine($"**{test.Key.Name}** is also the set that chose the weights: its errors are those of a choice, not of a test.");
            }

            WriteFailures(writer, test.Key, [.. test]);
            foreach (var target in AblationCurves.ByTarget(test))
                WriteTarget(writer, test.Key, target.Key, [.. target]);
        }
    }

    private static void WriteFailures(TextWriter writer, AblationTest test, AblationScore[] scores)
    {
        if (scores.All(score => score.Failures == 0))
            return;
        writer.WriteLine();
        var failed = scores.Where(score => score.Failures > 0)
            .Select(score => FormattableString.Invariant($"{score.Arm}{(score.Size is { } size ? FormattableString.Invariant($" {size}, seed {score.Seed}") : "")}: {score.Failures}"));
        writer.WriteLine(FormattableString.Invariant($"Of {test.Samples.Count} structures of {test.Name} these lack a prediction: {string.Join("; ", failed)}."));
    }

    private static void WriteTarget(TextWriter writer, AblationTest test, string name, (AblationScore Score, TargetErrors Errors)[] results)
    {
        writer.WriteLine();
        writer.WriteLine($"### {test.Name}: {name}{AblationCurves.Unit(results[0].Errors)}");
        var hasFlagged = results.Any(result => result.Errors.All.Count != result.Errors.Trusted.Count);
        WriteTable(writer, hasFlagged ? "All labels" : null, results, errors => errors.All);
        if (hasFlagged)
            WriteTable(writer, "Without flagged labels", results, errors => errors.Trusted);
        if (results.Select(result => result.Errors.All.Count).Distinct().Count() == 1)
            return;
        writer.WriteLine();
        writer.WriteLine("**The numbers of labels differ**, because structures lack a prediction: these errors are not of the same set.");
    }

    private static void WriteTable(TextWriter writer, string? title, (AblationScore Score, TargetErrors Errors)[] results, Func<TargetErrors, ErrorStatistics> of)
    {
        var arms = results.Select(result => result.Score.Arm).Distinct().ToArray();
        writer.WriteLine();
        if (title is not null)
        {
            writer.WriteLine($"{title}:");
            writer.WriteLine();
        }

        writer.WriteLine($"| training structures | {string.Join(" | ", arms)} |");
        writer.WriteLine($"|---|{string.Concat(arms.Select(_ => "---|"))}");
        foreach (var size in results.Select(result => result.Score.Size).OfType<int>().Distinct().Order())
        {
            writer.WriteLine(FormattableString.Invariant($"| {size} | {string.Join(" | ", arms.Select(arm => Cell(results
                .Where(result => result.Score.Arm == arm && (result.Score.Size is null || result.Score.Size == size)).Select(result => of(result.Errors).MeanAbsolute))))} |"));
        }

        writer.WriteLine($"| labels | {string.Join(" | ", arms.Select(arm => Range(results.Where(result => result.Score.Arm == arm).Select(result => of(result.Errors).Count))))} |");
    }

    private static string Cell(IEnumerable<double> values)
    {
        double[] errors = [.. values.Where(double.IsFinite)];
        return errors.Length switch
        {
            0 => "",
            1 => FormattableString.Invariant($"{errors[0]:0.000}"),
            _ => FormattableString.Invariant($"{errors.Average():0.000} ± {AblationCurves.Deviation(errors):0.000}"),
        };
    }

    private static string Range(IEnumerable<int> counts)
    {
        int[] sorted = [.. counts.Order()];
        return sorted[0] == sorted[^1] ? FormattableString.Invariant($"{sorted[0]}") : FormattableString.Invariant($"{sorted[0]} to {sorted[^1]}");
    }
}
