using System.CommandLine;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;

namespace Hybrid.Cli.Evaluating;

/// <summary>The verb evaluate: its options and what they mean. The work is done by <see cref="EvaluateRun"/>.</summary>
internal static class EvaluateCommand
{
    public const string Name = "evaluate";

    public const string Examples = """
        Targets:
          TARGET=KEY says which key of a frame holds what: energy_ev (the lowest singlet; the same as singlet_1_energy_ev),
          singlet_2_energy_ev, triplet_1_energy_ev, singlet_1_strength, singlet_1_suspect (a flag: labels that are reported
          but not trusted; errors are shown with and without them), … A question mark after the key (KEY?) allows frames
          without it. States are compared in order of energy. Of the ground state: total_energy_eh, forces_eh_per_bohr,
          charges, dipole_debye, quadrupole_au, orbital_energies_ev, gap_ev.

        Tables of transitions:
          --transitions takes a table (CSV) with one transition per line, in columns named as in the QUEST database: molecule
          (the name of a frame), spin_multiplicity, TBE_eV, f, is_rydberg, safe, is_genuine_double, transition_id. The
          lowest valence singlet and triplet of each molecule are compared: the lowest of the reference that is not Rydberg
          against the lowest predicted state that the analysis of characters does not call Rydberg. --target then only says
          which key tells that structures are one molecule: molecule=parent.

        Levels of theory:
          --level names the level of the labels where it isn't the model's own. With --uncertainty their errors are held
          against intervals for another level, where 'hybrid calibrate --outside' made some.

        Parts of a file:
          --part 2/2 is the second of two halves by molecule (seed 0; what a molecule is says the target molecule=KEY, without
          it the bonds), --where KEY=VALUE takes frames with a value, --new-to leaves out molecules of a training file (the
          same elements and bonds), --larger-than N takes more than N atoms other than hydrogen.

        Exit codes:
          0 all well; 1 some structure failed, the others are evaluated; 2 wrong usage; 130 interrupted.

        Examples:
          hybrid evaluate --model organic-excitations --data test.extxyz --target energy_ev=E1_CC2_eV
          hybrid evaluate --model stda-xtb --data test.extxyz --target energy_ev=E1_CC2_eV singlet_1_suspect=E1_CC2_suspect
          hybrid evaluate --model stda-xtb --data molecules.extxyz --transitions transitions.csv --predictions states.csv
          hybrid evaluate --data molecules.extxyz --transitions transitions.csv --target molecule=parent --part 2/2 --where geometry_state=ground
          hybrid evaluate --data test.extxyz --target energy_ev=E1_CC2_eV --uncertainty
          hybrid evaluate --model runs/first --data test.extxyz --target energy_ev=E1_CC2_eV --json errors.json

        """;

    private static readonly Option<string?> ModelName = OptionParsing.Text("--model", "NAME|FOLDER", $"The model of the excited states, a name from 'hybrid models' or a path to a folder [default: {ExcitationChoice.DefaultName}]");

    private static readonly Option<string?> Data = OptionParsing.Text("--data", "FILE", "Structures with labels: extended XYZ, also gzipped");

    private static readonly LabelArguments Labels = new();

    private static readonly Option<bool> Uncertainty = new("--uncertainty") { Description = "Also hold the model's uncertainties against the errors: coverage of intervals, rank correlation" };

    private static readonly Option<string?> Json = OptionParsing.Text("--json", "FILE", "Also write the errors and failures as JSON");

    private static readonly Option<string?> Predictions = OptionParsing.Text("--predictions", "FILE", "Also write every predicted value beside its label as a table (CSV)");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Compares predictions with labels: errors of each target.") { ModelName, Data };
        Labels.AddTo(command);
        foreach (var option in new Option[] { Uncertainty, ExcitationArguments.Gate, Json, Predictions, Threads })
            command.Add(option);
        command.SetAction(parsed => new EvaluateRun(Request(parsed), streams, cancellation).Execute());
        return command;
    }

    private static EvaluateRequest Request(ParseResult parsed) => new()
    {
        Model = parsed.GetValue(ModelName) ?? ExcitationChoice.DefaultName,
        Data = Labels.Of(parsed, parsed.GetValue(Data) ?? throw new UsageException("--data: a file of structures with labels was expected, but there is none.")),
        IsGated = parsed.GetValue(ExcitationArguments.Gate),
        WithUncertainty = parsed.GetValue(Uncertainty),
        Json = parsed.GetValue(Json),
        Predictions = parsed.GetValue(Predictions),
        Threads = parsed.GetValue(Threads),
    };
}
