using System.CommandLine;
using Hybrid.Cli.Configuration;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Training;

namespace Hybrid.Cli.Ablating;

/// <summary>The verb ablate: its options and what they mean. The work is done by <see cref="AblateRun"/>.</summary>
internal static class AblateCommand
{
    public const string Name = "ablate";

    public const string Examples = """
        What is compared:
          Physics with fitted parameters, learning alone, and both together (the arms of the configuration), trained on the
          same structures from the same seed, otherwise as its own file says where the arm names one (epochs too), scored on
          data.test (without it on data.valid, which has chosen the weights) and beside untrained physics.
          Smaller training sets are parts of larger ones. ablation.md, ablation.csv and ablation.html in the output folder
          hold the errors; each training has a folder of its own, goes on from its checkpoint when the command runs again,
          and is skipped when it is finished.

        Examples:
          hybrid ablate organic.yaml
          hybrid ablate organic.yaml --sizes 250,1000,all --seeds 3

        """;

    private static readonly Option<string?> Sizes = OptionParsing.Text("--sizes", "N,N,…", "Sizes of the first training set; all takes all of it [default: ablation.sizes in the file]");

    private static readonly Option<int?> Seeds = OptionParsing.Integer("--seeds", "N", "Trainings of each size, with different subsets and weights to begin with [default: ablation.seeds in the file]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Trains physics alone, learning alone and both together on equal data, and compares them.")
        {
            TrainCommand.Configuration, Sizes, Seeds, TrainCommand.Threads, TrainCommand.Output,
        };
        command.SetAction(parsed => new AblateRun(
            new AblateRequest
            {
                Configuration = parsed.GetRequiredValue(TrainCommand.Configuration),
                Sizes = parsed.GetValue(Sizes) is { } text
                    ? AblationConfiguration.Parsed(text.Split(',', StringSplitOptions.TrimEntries)) ?? throw new UsageException($"--sizes: numbers with commas between or all were expected, but \"{text}\" came.")
                    : null,
                Seeds = parsed.GetValue(Seeds),
                Threads = parsed.GetValue(TrainCommand.Threads),
                Output = parsed.GetValue(TrainCommand.Output),
            },
            streams, cancellation).Execute());
        return command;
    }
}
