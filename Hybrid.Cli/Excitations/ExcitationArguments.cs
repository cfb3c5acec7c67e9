using System.Collections.Immutable;
using System.CommandLine;
using Hybrid.Cli.Reading;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Excitations;

/// <summary>The options of excited states that several verbs have in common.</summary>
internal static class ExcitationArguments
{
    private static readonly Option<int?> States = OptionParsing.Integer("--states", "N", "Excited states of each spin; a degenerate set is never cut [default: 10; spectrum: 20]", 1);

    private static readonly Option<ImmutableArray<Multiplicity>> Multiplicities = OfMultiplicity("Spin of the excited states [default: singlet]");

    private static readonly Option<double?> Window = OptionParsing.Number("--window", "EV", "All excited states up to this energy instead of a number of them", 1e-3, 1e3);

    private static readonly Option<KernelKind> Kernel = OptionParsing.Parsed(
        "--kernel", "simplified|published|own", "How excitations interact: simplified (sTDA-xTB, invariant, all configurations), published (as std2 does it, for comparison), own (that of the model's energy: gfn1-xtb, gfn2-xtb) [default: simplified]",
        word => word switch { "simplified" => KernelKind.Simplified, "published" => KernelKind.Published, "own" => KernelKind.Own, _ => (KernelKind?)null },
        "simplified, published or own");

    private static readonly Option<bool> Casida = new("--casida") { Description = "Full linear response with de-excitations instead of the Tamm–Dancoff approximation" };

    private static readonly Option<string?> Model = OptionParsing.Text(
        "--excitations", "NAME|FOLDER", $"The model of the excited states, a name from 'hybrid models' or a path to a folder [default: {ExcitationChoice.DefaultName} for the elements it covers, else stda-xtb]");

    /// <summary>Also of verbs without the other options.</summary>
    public static Option<bool> Gate { get; } = new("--gate") { Description = "Corrections of the trained model fade to the physics about atoms unlike those of its training data" };

    /// <summary>The option that chooses spins.</summary>
    public static Option<ImmutableArray<Multiplicity>> OfMultiplicity(string description) => OptionParsing.Parsed(
        "--multiplicity", "singlet|triplet|both", description,
        word => word switch
        {
            "singlet" => [Multiplicity.Singlet],
            "triplet" => [Multiplicity.Triplet],
            "both" => [Multiplicity.Singlet, Multiplicity.Triplet],
            _ => (ImmutableArray<Multiplicity>?)null,
        },
        "singlet, triplet or both");

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Model, States, Multiplicities, Window, Kernel, Casida, Gate })
            command.Add(option);
    }

    /// <summary>The model that was named; null for the default.</summary>
    public static string? ModelName(ParseResult parsed) => parsed.GetValue(Model);

    /// <param name="parsed">The command line.</param>
    /// <param name="states">How many states where it doesn't say.</param>
    public static ExcitationOptions Of(ParseResult parsed, int states)
    {
        var multiplicities = parsed.GetValue(Multiplicities);
        return new ExcitationOptions
        {
            States = parsed.GetValue(States) ?? states,
            Multiplicities = multiplicities.IsDefault ? ExcitationOptions.Default.Multiplicities : multiplicities,
            Window = parsed.GetValue(Window) / Constants.ElectronvoltPerHartree,
            Kernel = parsed.GetValue(Kernel),
            IsFullResponse = parsed.GetValue(Casida),
        };
    }
}
