using System.CommandLine;

namespace Hybrid.Cli;

/// <summary>The verb calibrate: its options and what they mean. The work is done by <see cref="CalibrateRun"/>.</summary>
internal static class CalibrateCommand
{
    public const string Name = "calibrate";

    public const string Examples = """
        Uncertainty:
          Sums up what the training data (data.train of the configuration, each structure once) say about the physical
          parameters and the last layers of a model, and calibrates the spread of its predictions on data.valid. The result,
          uncertainty.safetensors in the model's folder, is what --uncertainty and 'hybrid inspect' read. An interrupted run
          goes on where it ended. docs/uncertainty.md has the equations.

        Exit codes:
          0 calibrated; 1 it failed; 2 wrong usage; 130 interrupted, the same command goes on.

        Examples:
          hybrid calibrate runs/second organic.yaml
          hybrid calibrate models/organic-excitations models/organic-excitations/training.yaml --threads 1
          hybrid calibrate runs/second organic.yaml --samples 2000 --output quick.safetensors

        """;

    private static readonly Argument<string> Model = new("MODEL") { Description = "A trained model, a name from 'hybrid models' or a path to its folder" };

    private static readonly Argument<string> Configuration = new("CONFIG") { Description = "The YAML file that it was trained with" };

    private static readonly Option<int?> Samples = OptionParsing.Integer("--samples", "N", "Only so many of the training structures, chosen by molecule [default: all]", 1);

    private static readonly Option<string?> Output = OptionParsing.Text("--output", "FILE", "Where to write instead of the model's folder");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time; the result doesn't depend on it [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Finds out how sure a trained model is of its weights and predictions.") { Model, Configuration, Samples, Output, Threads };
        command.SetAction(parsed => new CalibrateRun(
            new CalibrateRequest
            {
                Model = parsed.GetRequiredValue(Model),
                Configuration = parsed.GetRequiredValue(Configuration),
                Samples = parsed.GetValue(Samples),
                Output = parsed.GetValue(Output),
                Threads = parsed.GetValue(Threads),
            },
            streams, cancellation).Execute());
        return command;
    }
}
