using System.Globalization;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Comparison;

namespace Hybrid.Cli.Ablating;

/// <summary>All numbers of an ablation: a line for each training, set and target.</summary>
internal static class AblationCsv
{
    public static void Write(TextWriter writer, IReadOnlyList<AblationScore> scores)
    {
        writer.WriteLine("arm,size,seed,test,chose_weights,structures,failures,target,unit,labels,mae,mean_error,rmse,trusted_labels,trusted_mae,trusted_mean_error,trusted_rmse");
        foreach (var score in scores)
        {
            foreach (var target in score.Targets)
            {
                writer.WriteLine(string.Join(
                    ',', CsvText.Quoted(score.Arm), score.Size?.ToString(CultureInfo.InvariantCulture) ?? "", score.Seed.ToString(CultureInfo.InvariantCulture),
                    CsvText.Quoted(score.Test.Name), score.Test.HasChosenWeights ? "1" : "0", score.Test.Samples.Count.ToString(CultureInfo.InvariantCulture),
                    score.Failures.ToString(CultureInfo.InvariantCulture), target.Target, target.Unit, Numbers(target.All), Numbers(target.Trusted)));
            }
        }
    }

    private static string Numbers(ErrorStatistics errors) => errors.Count == 0
        ? "0,,,"
        : FormattableString.Invariant($"{errors.Count},{errors.MeanAbsolute:0.000000},{errors.Mean:0.000000},{errors.RootMeanSquare:0.000000}");
}
