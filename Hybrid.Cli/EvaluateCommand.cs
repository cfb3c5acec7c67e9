using System.CommandLine;
using Hybrid.Learn.Data;

namespace Hybrid.Cli;

/// <summary>The verb evaluate: its options and what they mean. The work is done by <see cref="EvaluateRun"/>.</summary>
internal static class EvaluateCommand
{
    public const string Name = "evaluate";

    public const string Examples = """
        Targets:
          TARGET=KEY says which key of a frame holds what: energy_ev (the lowest singlet; the same as singlet_1_energy_ev),
          singlet_2_energy_ev, triplet_1_energy_ev, singlet_1_strength, singlet_1_suspect (a flag: labels that are reported
          but not trusted; errors are shown with and without them), … A question mark after the key (KEY?) allows frames
          without it. States are compared in order of energy.

        Exit codes:
          0 all well; 1 some structure failed, the others are evaluated; 2 wrong usage; 130 interrupted.

        Examples:
          hybrid evaluate --model organic-excitations --data test.extxyz --target energy_ev=E1_CC2_eV
          hybrid evaluate --model stda-xtb --data test.extxyz --target energy_ev=E1_CC2_eV singlet_1_suspect=E1_CC2_suspect
          hybrid evaluate --model runs/first --data test.extxyz --target energy_ev=E1_CC2_eV --json errors.json

        """;

    private static readonly Option<string?> ModelName = OptionParsing.Text("--model", "NAME|FOLDER", $"The model of the excited states, a name from 'hybrid models' or a path to a folder [default: {ExcitationChoice.DefaultName}]");

    private static readonly Option<string?> Data = OptionParsing.Text("--data", "FILE", "Structures with labels: extended XYZ, also gzipped");

    private static readonly Option<string[]> Targets = new("--target")
    {
        Description = "Which keys of a frame hold which labels, such as energy_ev=E1_CC2_eV; several may follow one another",
        HelpName = "TARGET=KEY",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Json = OptionParsing.Text("--json", "FILE", "Also write the errors and failures as JSON");

    private static readonly Option<string?> Predictions = OptionParsing.Text("--predictions", "FILE", "Also write every predicted value beside its label as a table (CSV)");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Compares predicted excited states with labels: errors of each target.") { ModelName, Data, Targets, Json, Predictions, Threads };
        command.SetAction(parsed => new EvaluateRun(Request(parsed), streams, cancellation).Execute());
        return command;
    }

    private static EvaluateRequest Request(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(ModelName) ?? ExcitationChoice.DefaultName,
        Data = parsed.GetValue(Data) ?? throw new UsageException("--data: a file of structures with labels was expected, but there is none."),
        Labels = parsed.GetValue(Targets) is { Length: > 0 } targets
            ? FilesOnDisk.Loaded("--target", () => LabelMapping.Of(targets))
            : throw new UsageException("--target: at least one label such as energy_ev=E1_CC2_eV was expected, but there is none."),
        Json = parsed.GetValue(Json),
        Predictions = parsed.GetValue(Predictions),
        Threads = parsed.GetValue(Threads),
    };
}
