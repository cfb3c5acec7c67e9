using System.CommandLine;
using System.Globalization;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Core.IO;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Cli.Spectra;

/// <summary>The verb spectrum: its options and what they mean. The work is done by <see cref="SpectrumRun"/>.</summary>
internal static class SpectrumCommand
{
    public const string Name = "spectrum";

    public const string Examples = """
        Spectra:
          One for each file and model, or for each frame of a file; --average makes one of all frames of a file, --ensemble
          one of geometries that the vibrations visit: a Wigner distribution about the structure, which should be a minimum
          of the model's ground state. ε is the decadic molar absorptivity, Δε the circular dichroism.

        Models:
          With gfn2-xtb and gfn1-xtb the excited states come from --excitations, and the model itself is needed for
          vibrations only; with --kernel own they are those of the model's own Hamiltonian.

        Exit codes:
          0 all well; 1 some structure failed, the others are shown; 2 wrong usage; 130 interrupted.

        Examples:
          hybrid spectrum caffeine.xyz --html caffeine.html
          hybrid spectrum caffeine.xyz --uncertainty --csv caffeine.csv
          hybrid spectrum cis.xyz trans.xyz --unit nm --range 200:400 --csv both.csv
          hybrid spectrum caffeine.xyz --experiment measured.csv --html caffeine.html
          hybrid spectrum benzene.xyz --ensemble 100 --temperature 298 --seed 7
          hybrid spectrum trajectory.xyz --average --width 0.1
          hybrid spectrum benzene.xyz --model gfn1-xtb,gfn2-xtb --kernel own
          hybrid spectrum caffeine.xyz --excitations stda-xtb

        """;

    /// <summary>Enough to show what a spectrometer in solution sees of most molecules.</summary>
    private const int DefaultStates = 20;

    /// <summary>eV; bands of molecules in solution are about as wide.</summary>
    private const double DefaultWidth = 0.4;

    private static readonly Option<string?> ModelNames = OptionParsing.Text(
        "--model", "NAME[,NAME…]", "Models, names from 'hybrid models' or paths to folders, with commas between [default: gfn2-xtb with the excited states of --excitations]");

    private static readonly Option<string?> Html = OptionParsing.Text("--html", "FILE", "Also write a page with spectra, states and orbitals; it needs no network");

    private static readonly Option<string?> Csv = OptionParsing.Text("--csv", "FILE", "Also write the curves as a table, ε and Δε of each spectrum");

    private static readonly Option<LineShape> Shape = OptionParsing.Parsed(
        "--broadening", "gaussian|lorentzian", "Shape of the bands [default: gaussian]",
        word => word switch { "gaussian" => LineShape.Gaussian, "lorentzian" => LineShape.Lorentzian, _ => (LineShape?)null }, "gaussian or lorentzian");

    private static readonly Option<double?> Width = OptionParsing.Number("--width", "EV", "Full width of the bands at half maximum [default: 0.4]", 1e-3, 10.0);

    private static readonly Option<SpectralUnit> Unit = OptionParsing.Parsed(
        "--unit", "ev|nm", "Unit of the axis [default: ev]",
        word => word switch { "ev" => SpectralUnit.Electronvolt, "nm" => SpectralUnit.Nanometre, _ => (SpectralUnit?)null }, "ev or nm");

    private static readonly Option<(double Low, double High)> Range = OptionParsing.Parsed(
        "--range", "LOW:HIGH", "Limits of the axis in its unit [default: all states]", Limits, "two positive numbers, the lower one first, with a colon between");

    private static readonly Option<string?> Experiment = OptionParsing.Text("--experiment", "FILE", "Lay a measured curve over the spectra: a table of two columns, eV, nm or cm-1 and intensity");

    private static readonly Option<bool> Molar = new("--molar") { Description = "The measured intensities are molar absorptivities in L/(mol cm), not to be scaled" };

    private static readonly Option<bool> Average = new("--average") { Description = "One spectrum for all frames of a file: their mean" };

    private static readonly Option<int?> Ensemble = OptionParsing.Integer("--ensemble", "N", "The mean over N geometries from the vibrations of the model's ground state", 1);

    private static readonly Option<double?> Temperature = OptionParsing.Number("--temperature", "K", "Of the vibrations of --ensemble [default: 298.15]", 0.0, 1e5);

    private static readonly Option<int?> Seed = OptionParsing.Integer("--seed", "N", "Of the geometries of --ensemble: equal seeds, equal geometries [default: 1]", 0);

    private static readonly Option<bool> Uncertainty = new("--uncertainty") { Description = "States with error bars and curves with bands, where the trained model behind them has uncertainty.safetensors" };

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Geometries computed at the same time [default: all cores]", 1);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Predicts absorption spectra: a table and a plot, a page to look at, a table of the curves.")
        {
            StructureArguments.Files, ModelNames, Html, Csv, Shape, Width, Unit, Range, Experiment, Molar, Average, Ensemble, Temperature, Seed,
            StructureArguments.Charge, StructureArguments.Unpaired, StructureArguments.Format, Uncertainty, Threads,
        };
        ExcitationArguments.AddTo(command);
        command.Validators.Add(StructureArguments.RefuseUnknownOptions);
        command.SetAction(parsed => new SpectrumRun(Request(parsed), streams, cancellation).Execute());
        return command;
    }

    private static (double, double)? Limits(string word)
    {
        var parts = word.Split(':');
        return parts.Length == 2 && Parsed(parts[0]) is { } low && Parsed(parts[1]) is { } high && low < high ? (low, high) : null;

        static double? Parsed(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 1e-3 && value <= 1e6 ? value : null;
    }

    private static SpectrumRequest Request(ParseResult parsed) => new()
    {
        Files = parsed.GetRequiredValue(StructureArguments.Files),
        Models = (parsed.GetValue(ModelNames) ?? "gfn2-xtb").Split(',', StringSplitOptions.TrimEntries),
        ExcitationModel = ExcitationArguments.ModelName(parsed),
        IsGated = parsed.GetValue(ExcitationArguments.Gate),
        Charge = parsed.GetValue(StructureArguments.Charge),
        Unpaired = parsed.GetValue(StructureArguments.Unpaired),
        Excitations = ExcitationArguments.Of(parsed, DefaultStates),
        Broadening = Broadening.FromElectronvolt(parsed.GetValue(Shape), parsed.GetValue(Width) ?? DefaultWidth),
        Unit = parsed.GetValue(Unit),
        Range = parsed.GetValue(Range) is { High: > 0.0 } range ? range : null,
        Html = parsed.GetValue(Html),
        Csv = parsed.GetValue(Csv),
        Experiment = parsed.GetValue(Experiment),
        IsMolar = parsed.GetValue(Molar),
        Averages = parsed.GetValue(Average),
        Ensemble = parsed.GetValue(Ensemble),
        Temperature = parsed.GetValue(Temperature),
        Seed = parsed.GetValue(Seed),
        WithUncertainty = parsed.GetValue(Uncertainty),
        Format = parsed.GetValue(StructureArguments.Format),
        Threads = parsed.GetValue(Threads),
    };
}
