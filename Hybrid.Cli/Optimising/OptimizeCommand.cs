using System.CommandLine;
using System.CommandLine.Parsing;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Physics.Models;
using Hybrid.Physics.Optimisation;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;

namespace Hybrid.Cli.Optimising;

/// <summary>The verb optimize: its options and what they mean. The work is done by <see cref="OptimizeRun"/>.</summary>
internal static class OptimizeCommand
{
    public const string Name = "optimize";

    public const string Examples = """
        Excited states:
          E_N = E_0 of --model + ω_N of --excitations. The ground state is optimised first, and the excited state from its
          minimum on, which gives vertical, adiabatic and emission energies; --skip-ground starts from the file as it is.
          A state that reaches another one or the ground state (a conical intersection) has no smooth minimum there; the
          run then says so and fails.

        Files:
          The optimised structure and every step on the way (extended XYZ, energies in the second lines) are written, by
          default as FILE.opt.xyz and FILE.opt.trajectory.xyz (FILE.S1.opt.xyz, … for excited states) in the current
          folder; files of that name are replaced. A run that fails or is interrupted leaves the trajectory.

        Exit codes:
          0 a minimum was reached; 1 none was; 2 wrong usage; 130 interrupted.

        Examples:
          hybrid optimize caffeine.xyz
          hybrid optimize naphthalene.xyz --state 1
          hybrid optimize ethylene.xyz --state 1 --multiplicity triplet --output t1.xyz --format json

        """;

    private static readonly Argument<string> InputFile = new("FILE")
    {
        Description = "One structure: XYZ, extended XYZ, POSCAR, MOL or SDF, also gzipped; - reads standard input.",
    };

    private static readonly Option<string?> ModelName = OptionParsing.Text("--model", "NAME|FOLDER", "The model of the ground state [default: gfn2-xtb]");

    private static readonly Option<string?> Excitations = OptionParsing.Text("--excitations", "NAME|FOLDER", "The model of the excitation energies, a name from 'hybrid models' or a path to a folder [default: stda-xtb]");

    private static readonly Option<int?> State = OptionParsing.Integer("--state", "N", "0 for the ground state, 1 for the lowest excited state of its spin, … [default: 0]", 0);

    private static readonly Option<Multiplicity?> Spin = OptionParsing.Choice<Multiplicity?>(
        "--multiplicity", "Of the excited state [default: singlet]", ("singlet", Multiplicity.Singlet), ("triplet", Multiplicity.Triplet));

    private static readonly Option<KernelKind?> Kernel = OptionParsing.Choice<KernelKind?>(
        "--kernel", "How excitations interact; own is for gfn1-xtb and gfn2-xtb as --excitations [default: simplified]",
        ("simplified", KernelKind.Simplified), ("own", KernelKind.Own));

    private static readonly Option<StateFollowing?> Follow = OptionParsing.Choice<StateFollowing?>(
        "--follow", "Where states cross: stay with the N-th by energy, or with the one of the same character [default: energy]",
        ("energy", StateFollowing.ByEnergy), ("character", StateFollowing.ByCharacter));

    private static readonly Option<bool> SkipGround = new("--skip-ground") { Description = "Start an excited state from the file as it is; no adiabatic energy" };

    private static readonly Option<OptimisationSettings?> Level = OptionParsing.Choice<OptimisationSettings?>(
        "--level", "Thresholds of energy and gradient, those of xtb [default: normal: 5e-6 Eh, 1e-3 Eh/a0]",
        ("crude", OptimisationSettings.Crude), ("normal", OptimisationSettings.Normal), ("tight", OptimisationSettings.Tight), ("vtight", OptimisationSettings.VeryTight));

    private static readonly Option<int?> MaxSteps = OptionParsing.Integer("--max-steps", "N", "How often each surface is computed [default: 3 per atom, at least 200]", 1);

    private static readonly Option<string?> Output = OptionParsing.Text("--output", "FILE", "Where to write the optimised structure; the file appears complete or not at all [default: FILE.opt.xyz in the current folder]");

    private static readonly Option<string?> Trajectory = OptionParsing.Text("--trajectory", "FILE", "Where to write the steps [default: beside the output]");

    private static readonly Option<OutputFormat?> Format = OptionParsing.Choice<OutputFormat?>("--format", "How to print the result [default: table]", ("table", OutputFormat.Table), ("json", OutputFormat.Json));

    private static readonly Option<double?> Temperature = OptionParsing.Number("--electronic-temperature", "K", "Of the Fermi distribution [default: 300]", 0.0, 1e6);

    private static readonly Option<double?> Accuracy = OptionParsing.Number("--accuracy", "X", "Scales the convergence threshold of 1e-6 e of the field; smaller is tighter [default: 1]", 1e-6, 1e4);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Optimises the geometry of the ground state or of an excited state.")
        {
            InputFile, ModelName, State, Spin, Kernel, Follow, SkipGround, Excitations, StructureArguments.Charge, StructureArguments.Unpaired, Level, MaxSteps, Output, Trajectory, Format, Temperature, Accuracy,
        };
        command.Validators.Add(RefuseUnknownOptions);
        command.SetAction(parsed => new OptimizeRun(Request(parsed), streams, cancellation).Execute());
        return command;
    }

    /// <summary>A word that looks like an option is not a file name.</summary>
    private static void RefuseUnknownOptions(CommandResult command)
    {
        if (command.GetResult(InputFile)?.Tokens.FirstOrDefault(token => token.Value.Length > 1 && token.Value[0] == '-') is { } word)
            command.AddError($"There is no option {word.Value}; a file of that name is ./{word.Value}.");
    }

    private static OptimizeRequest Request(ParseResult parsed) => new()
    {
        File = parsed.GetRequiredValue(InputFile),
        Model = parsed.GetValue(ModelName) ?? "gfn2-xtb",
        Excitations = parsed.GetValue(Excitations) ?? "stda-xtb",
        Charge = parsed.GetValue(StructureArguments.Charge),
        Unpaired = parsed.GetValue(StructureArguments.Unpaired),
        State = parsed.GetValue(State) ?? 0,
        Multiplicity = parsed.GetValue(Spin) ?? Multiplicity.Singlet,
        Kernel = parsed.GetValue(Kernel) ?? KernelKind.Simplified,
        Following = parsed.GetValue(Follow) ?? StateFollowing.ByEnergy,
        SkipsGround = parsed.GetValue(SkipGround),
        Settings = (parsed.GetValue(Level) ?? OptimisationSettings.Normal) with { MaxSteps = parsed.GetValue(MaxSteps) },
        Format = parsed.GetValue(Format) ?? OutputFormat.Table,
        Output = parsed.GetValue(Output),
        Trajectory = parsed.GetValue(Trajectory),
        Options = new PredictionOptions
        {
            Scf = new ScfSettings
            {
                ElectronicTemperature = parsed.GetValue(Temperature) ?? ScfSettings.Default.ElectronicTemperature,
                Accuracy = parsed.GetValue(Accuracy) ?? ScfSettings.Default.Accuracy,
            },
        },
    };
}
