using System.CommandLine;
using Hybrid.Cli.Reading;

namespace Hybrid.Cli.Inspecting;

/// <summary>The verb inspect: its options and what they mean. The work is done by <see cref="InspectRun"/>.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    public const string Examples = """
        Report:
          Each physical parameter beside its published value, with its drift in prior widths; what the training data say about
          it (determined, only in combination, not determined), which combinations they fix best and worst, and which pairs
          make up for one another. That needs uncertainty.safetensors, which 'hybrid calibrate' leaves beside a model;
          --uncertainty FILE takes another one, such as of other data. With --data also how the parameters that the network
          moves differ between the surroundings of atoms.

        Exit codes:
          0 all well; 1 it failed; 2 wrong usage; 130 interrupted.

        Examples:
          hybrid inspect organic-excitations
          hybrid inspect organic-excitations --data molecules.extxyz --json report.json --html report.html
          hybrid inspect runs/second --uncertainty quick.safetensors

        """;

    private static readonly Argument<string> Model = new("MODEL") { Description = "A trained model, a name from 'hybrid models' or a path to its folder" };

    private static readonly Option<string?> Data = OptionParsing.Text("--data", "FILE", "Structures whose atoms' parameters are listed by element and surroundings");

    private static readonly Option<string?> Uncertainty = OptionParsing.Text("--uncertainty", "FILE", "What the data say, made by 'hybrid calibrate' [default: the file beside the model]");

    private static readonly Option<string?> Json = OptionParsing.Text("--json", "FILE", "Also write everything as JSON");

    private static readonly Option<string?> Html = OptionParsing.Text("--html", "FILE", "Also write a page with parameters, map of the elements and surroundings; it needs no network");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Shows what a trained model learned, and what its data determine.") { Model, Data, Uncertainty, Json, Html, Threads };
        command.SetAction(parsed => new InspectRun(
            new InspectRequest
            {
                Model = parsed.GetRequiredValue(Model),
                Data = parsed.GetValue(Data),
                Uncertainty = parsed.GetValue(Uncertainty),
                Json = parsed.GetValue(Json),
                Html = parsed.GetValue(Html),
                Threads = parsed.GetValue(Threads),
            },
            streams, cancellation).Execute());
        return command;
    }
}
