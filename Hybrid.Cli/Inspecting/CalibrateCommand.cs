using System.CommandLine;
using Hybrid.Cli.Reading;

namespace Hybrid.Cli.Inspecting;

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

        Outside of the training data:
          Validation data say nothing about molecules unlike them, nor about what the model's level of theory is off by. --outside
          names labels that do; --transitions, --target, --level, --part and --where read them as in 'hybrid evaluate'. They are
          never learned from. Labels that the training met count with the error that they would have had without it, to first order
          in the last layers; better, --left-out names configurations of trainings without some of them (their models stand in
          the output folders that they name), and such labels count with the errors of these.

        Exit codes:
          0 calibrated; 1 it failed; 2 wrong usage; 130 interrupted, the same command goes on.

        Examples:
          hybrid calibrate runs/second organic.yaml
          hybrid calibrate models/organic-excitations models/organic-excitations/training.yaml --threads 1
          hybrid calibrate runs/second organic.yaml --samples 2000 --output quick.safetensors
          hybrid calibrate runs/second organic.yaml --outside molecules.extxyz --transitions transitions.csv --level TBE/aug-cc-pVTZ \
            --target molecule=parent --where geometry_state=ground --part 1/2 --left-out first.yaml second.yaml

        """;

    private static readonly Argument<string> Model = new("MODEL") { Description = "A trained model, a name from 'hybrid models' or a path to its folder" };

    private static readonly Argument<string> Configuration = new("CONFIG") { Description = "The YAML file that it was trained with" };

    private static readonly Option<int?> Samples = OptionParsing.Integer("--samples", "N", "Only so many of the training structures of each level of theory, chosen by molecule [default: all]", 1);

    private static readonly Option<string?> Outside = OptionParsing.Text("--outside", "FILE", "Structures with labels unlike the training data, or of another level of theory, on which such predictions are calibrated");

    private static readonly LabelArguments OutsideLabels = new();

    private static readonly Option<string[]> LeftOut = new("--left-out")
    {
        Description = "Configurations of finished trainings that left out some of these labels: theirs are the errors of labels that MODEL was trained on",
        HelpName = "CONFIG",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Output = OptionParsing.Text("--output", "FILE", "Where to write instead of the model's folder");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time; the result doesn't depend on it [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Finds out how sure a trained model is of its weights and predictions.") { Model, Configuration, Samples, Outside };
        OutsideLabels.AddTo(command);
        command.Add(LeftOut);
        command.Add(Output);
        command.Add(Threads);
        command.SetAction(parsed => new CalibrateRun(
            new CalibrateRequest
            {
                Model = parsed.GetRequiredValue(Model),
                Configuration = parsed.GetRequiredValue(Configuration),
                Samples = parsed.GetValue(Samples),
                Outside = OutsideData(parsed),
                LeftOut = parsed.GetValue(LeftOut) ?? [],
                Output = parsed.GetValue(Output),
                Threads = parsed.GetValue(Threads),
            },
            streams, cancellation).Execute());
        return command;
    }

    private static LabelledData? OutsideData(ParseResult parsed)
    {
        if (parsed.GetValue(Outside) is { } file)
            return OutsideLabels.Of(parsed, file);
        if (parsed.GetValue(LeftOut) is { Length: > 0 })
            throw new UsageException("--left-out: --outside was expected with it, but there is none.");
        return OutsideLabels.AreGiven(parsed) ? throw new UsageException("--outside: a file was expected for the options that say which labels it has, but there is none.") : null;
    }
}
