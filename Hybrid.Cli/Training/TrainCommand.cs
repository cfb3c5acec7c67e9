using System.CommandLine;
using Hybrid.Cli.Reading;

namespace Hybrid.Cli.Training;

/// <summary>The verb train: its options and what they mean. The work is done by <see cref="TrainRun"/>.</summary>
internal static class TrainCommand
{
    public const string Name = "train";

    public const string Examples = """
        Files:
          All go to the output folder: the trained model (model.json, weights.safetensors, README.md), which --excitations and
          hybrid evaluate --model take; checkpoint.safetensors, from which --resume goes on bit for bit; log.csv and
          log.jsonl with a line for each epoch; curve.html, the learning curve. docs/training.md describes the configuration.

        Exit codes:
          0 trained; 1 it failed; 2 wrong usage; 130 interrupted, with a checkpoint.

        Examples:
          hybrid train examples/train/indo.yaml
          hybrid train organic.yaml --threads 8 --output runs/second
          hybrid train organic.yaml --resume

        """;

    public static readonly Argument<string> Configuration = new("CONFIG") { Description = "A YAML file that says what is trained on what" };

    public static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time; the result doesn't depend on it [default: all cores]", 1);

    public static readonly Option<string?> Output = OptionParsing.Text("--output", "FOLDER", "Where everything is written [default: output in the file, else its name]");

    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on from the last checkpoint in the output folder" };

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Trains a model: parameters of the physics and corrections by a network.") { Configuration, Resume, Threads, Output };
        command.SetAction(parsed => new TrainRun(
            new TrainRequest
            {
                Configuration = parsed.GetRequiredValue(Configuration),
                Resumes = parsed.GetValue(Resume),
                Threads = parsed.GetValue(Threads),
                Output = parsed.GetValue(Output),
            },
            streams, cancellation).Execute());
        return command;
    }
}
