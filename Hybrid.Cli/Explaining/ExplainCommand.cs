using System.Collections.Immutable;
using System.CommandLine;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Explaining;

/// <summary>The verb explain: its options and what they mean. The work is done by <see cref="ExplainRun"/>.</summary>
internal static class ExplainCommand
{
    public const string Name = "explain";

    public const string Examples = """
        What is explained:
          The energy, and an excitation energy, as sums: physics term by term and atom by atom, and what each learned
          correction changed. The entries add up to the prediction; what the integration over the corrections misses is
          shown as its own number. The learned share is |learned| / (|physics| + |learned|), with physics the number
          when all corrections are off. Charges and dipole moments by atom are in the JSON. How to read it: docs/explain.md.

        Models:
          The energy is GFN2-xTB's unless --model names another ground state, published or trained; excitations are those of
          the trained model, or of the physics, that --model names, by default of organic-excitations for the elements it covers.

        Exit codes:
          0 all well; 1 some structure failed, the others are explained; 2 wrong usage; 130 interrupted.

        Examples:
          hybrid explain acetone.xyz
          hybrid explain acetone.xyz --state 3 --multiplicity both
          hybrid explain frames.extxyz more/*.sdf --json explained.jsonl
          hybrid explain acetone.xyz --model stda-xtb
          hybrid explain acetone.xyz --states 5 --html acetone.html

        """;

    private static readonly Option<string?> ModelName = OptionParsing.Text(
        "--model", "NAME|FOLDER", $"The model: a name from 'hybrid models' or a path to a folder [default: gfn2-xtb for the energy, {ExcitationChoice.DefaultName} for excitations]");

    private static readonly Option<int?> State = OptionParsing.Integer("--state", "N", "The excitation, counted from the lowest of its spin [default: 1]", 1);

    private static readonly Option<int?> States = OptionParsing.Integer("--states", "N", "The N lowest excitations of each spin, in place of a single one", 1);

    private static readonly Option<ImmutableArray<Multiplicity>> Multiplicities = ExcitationArguments.OfMultiplicity("Spin of the excitation [default: singlet]");

    private static readonly Option<string?> Json = OptionParsing.Text("--json", "FILE", "Also write every entry as JSON, one object per structure and line");

    private static readonly Option<string?> Html = OptionParsing.Text("--html", "FILE", "Also write a page that says in plain words what is physics, what is learned and whether to believe it; it needs no network");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures explained at the same time [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Takes predicted energies and excitations apart: physics and learned corrections, by term and atom.")
        {
            StructureArguments.Files, ModelName, State, States, Multiplicities, ExcitationArguments.Gate, Json, Html, StructureArguments.Charge, StructureArguments.Unpaired, StructureArguments.Format, Threads,
        };
        command.Validators.Add(StructureArguments.RefuseUnknownOptions);
        command.SetAction(parsed => new ExplainRun(Request(parsed), streams, cancellation).Execute());
        return command;
    }

    private static ExplainRequest Request(ParseResult parsed)
    {
        var multiplicities = parsed.GetValue(Multiplicities);
        return new ExplainRequest
        {
            Files = parsed.GetRequiredValue(StructureArguments.Files),
            ModelName = parsed.GetValue(ModelName),
            State = parsed.GetValue(State),
            States = parsed.GetValue(States),
            Multiplicities = multiplicities.IsDefault ? [Multiplicity.Singlet] : multiplicities,
            IsGated = parsed.GetValue(ExcitationArguments.Gate),
            Json = parsed.GetValue(Json),
            Html = parsed.GetValue(Html),
            Charge = parsed.GetValue(StructureArguments.Charge),
            Unpaired = parsed.GetValue(StructureArguments.Unpaired),
            Format = parsed.GetValue(StructureArguments.Format),
            Threads = parsed.GetValue(Threads),
        };
    }
}
