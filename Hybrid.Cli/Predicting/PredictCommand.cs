using System.CommandLine;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response;
using Hybrid.Physics.Scf;

namespace Hybrid.Cli.Predicting;

/// <summary>The verb predict: its options and what they mean. The work is done by <see cref="PredictRun"/>.</summary>
internal static class PredictCommand
{
    public const string Name = "predict";

    public const string Examples = """
        Charge and spin:
          A frame's own charge and multiplicity (keys of extended XYZ, charges of a molfile) come before --charge and
          --unpaired, which apply to frames that don't say. Without either: charge 0 and the lowest spin.

        Periodic cells:
          POSCAR files and periodic frames of extended XYZ are read, but the methods so far treat molecules: a periodic
          structure is refused and counts as failed.

        Output:
          The table shows atomic units beside eV, ångström and debye. JSON is one object per structure and line in the
          shape of QCSchema's AtomicResult, in atomic units; what QCSchema has no word for is under extras.hybrid.

        Exit codes:
          0 all well; 1 some structure failed, the others are answered; 2 wrong usage; 130 interrupted.

        Environment:
          HYBRID_MODELS  folders with further models
          HYBRID_BLAS    none for managed linear algebra, or the name of a BLAS/LAPACK library
          NO_COLOR       no colours on a terminal

        Examples:
          hybrid predict caffeine.xyz
          hybrid predict anion.xyz --charge -1 --properties forces,charges
          hybrid predict frames.extxyz.gz more/*.sdf --model gfn1-xtb --format json --output results.jsonl
          hybrid predict water.xyz --properties vibrations,polarizability --symmetry-number 2
          hybrid predict benzene.xyz --properties excitations --states 6 --multiplicity both
          hybrid predict benzene.xyz --properties excitations --uncertainty --gate
          hybrid predict water.xyz --matrices water.npz --molden water.molden
          cat frames.xyz | hybrid predict - --format json --threads 4

        """;

    private static readonly Option<string?> ModelName = OptionParsing.Text(
        "--model", "NAME|FOLDER", "The model: a name from 'hybrid models' or a path to a folder [default: gfn2-xtb]");

    private static readonly Option<Properties> Asked = OptionParsing.Parsed(
        "--properties", "LIST", $"What to compute, with commas between: {PropertyNames.All} [default: energy]", PropertyNames.Parse,
        $"a list of {PropertyNames.All}");

    private static readonly Option<bool> Uncertainty = new("--uncertainty") { Description = "Excited states with error bars, where the trained model behind them has uncertainty.safetensors" };

    private static readonly Option<MemberPropagation> Members = OptionParsing.Choice("--members", "How the members of the ensemble behind --uncertainty are followed: to first order, or also exactly, which costs 32 more predictions and tells where both differ [default: linear]", ("linear", MemberPropagation.Linear), ("exact", MemberPropagation.Exact));

    private static readonly Option<string?> Output = OptionParsing.Text("--output", "FILE", "Where to write results; the file appears complete or not at all [default: standard output]");

    private static readonly Option<string?> Molden = OptionParsing.Text("--molden", "FILE", "Also write the orbitals of a single structure for viewers");

    private static readonly Option<string?> Matrices = OptionParsing.Text("--matrices", "FILE", "Also write H, H0, S, P and C as .npz for numpy.load; with several structures the names begin with 1_, 2_, …");

    private static readonly Option<int?> Threads = OptionParsing.Integer("--threads", "N", "Structures computed at the same time; for a single one the gradients of its Hessian, or, from 100 atoms on, the threads of a native BLAS [default: all cores, 1 for a BLAS]", 1);

    private static readonly Option<double?> Temperature = OptionParsing.Number("--electronic-temperature", "K", "Of the Fermi distribution [default: 300]", 0.0, 1e6);

    private static readonly Option<double?> Accuracy = OptionParsing.Number("--accuracy", "X", "Scales the convergence threshold of 1e-6 e; smaller is tighter [default: 1]", 1e-6, 1e4);

    private static readonly Option<int?> MaxIterations = OptionParsing.Integer("--max-iterations", "N", "Of the self-consistent field, after which a structure fails [default: 250]", 1);

    private static readonly Option<double?> GasTemperature = OptionParsing.Number("--temperature", "K", "Of the thermochemistry that comes with vibrations [default: 298.15]", 1e-3, 1e5);

    private static readonly Option<double?> Pressure = OptionParsing.Number("--pressure", "PA", "Of the thermochemistry [default: 101325]", 1e-6, 1e12);

    private static readonly Option<int?> SymmetryNumber = OptionParsing.Integer("--symmetry-number", "N", "Of the molecule's rotations, 2 for water; not detected [default: 1]", 1);

    private static readonly Option<double?> RotorCutoff = OptionParsing.Number("--rotor-cutoff", "CM-1", "Softer vibrations count as free rotors in the entropy (quasi-RRHO); 50 is usual, 0 is harmonic [default: 0]", 0.0, 1e4);

    public static Command Create(CommandStreams streams, CancellationToken cancellation)
    {
        var command = new Command(Name, "Predicts properties of the structures in files.")
        {
            StructureArguments.Files, ModelName, StructureArguments.Charge, StructureArguments.Unpaired, Asked, StructureArguments.Format, Uncertainty, Members, Output, Molden, Matrices, Threads, Temperature, Accuracy, MaxIterations, GasTemperature, Pressure, SymmetryNumber, RotorCutoff,
        };
        ExcitationArguments.AddTo(command);
        command.Validators.Add(StructureArguments.RefuseUnknownOptions);
        command.SetAction(parsed => new PredictRun(Request(parsed), streams, cancellation).Execute());
        return command;
    }

    private static PredictRequest Request(ParseResult parsed) => new()
    {
        Files = parsed.GetRequiredValue(StructureArguments.Files),
        ModelName = parsed.GetValue(ModelName) ?? "gfn2-xtb",
        ExcitationModel = ExcitationArguments.ModelName(parsed),
        IsGated = parsed.GetValue(ExcitationArguments.Gate),
        Charge = parsed.GetValue(StructureArguments.Charge),
        Unpaired = parsed.GetValue(StructureArguments.Unpaired),
        Properties = parsed.GetValue(Asked),
        Format = parsed.GetValue(StructureArguments.Format),
        WithUncertainty = parsed.GetValue(Uncertainty) || parsed.GetValue(Members) == MemberPropagation.Exact,
        WithExactMembers = parsed.GetValue(Members) == MemberPropagation.Exact,
        Output = parsed.GetValue(Output),
        Molden = parsed.GetValue(Molden),
        Matrices = parsed.GetValue(Matrices),
        Threads = parsed.GetValue(Threads),
        Options = new PredictionOptions
        {
            Excitations = ExcitationArguments.Of(parsed, ExcitationOptions.Default.States),
            Displacement = new DisplacementSettings { Threads = parsed.GetValue(Threads) },
            Thermochemistry = new ThermochemicalConditions
            {
                Temperature = parsed.GetValue(GasTemperature) ?? ThermochemicalConditions.Default.Temperature,
                PressureInPascal = parsed.GetValue(Pressure) ?? ThermochemicalConditions.Default.PressureInPascal,
                SymmetryNumber = parsed.GetValue(SymmetryNumber) ?? ThermochemicalConditions.Default.SymmetryNumber,
                RotorCutoffInInverseCentimetres = parsed.GetValue(RotorCutoff) ?? ThermochemicalConditions.Default.RotorCutoffInInverseCentimetres,
            },
            Scf = new ScfSettings
            {
                ElectronicTemperature = parsed.GetValue(Temperature) ?? ScfSettings.Default.ElectronicTemperature,
                Accuracy = parsed.GetValue(Accuracy) ?? ScfSettings.Default.Accuracy,
                MaxIterations = parsed.GetValue(MaxIterations) ?? ScfSettings.Default.MaxIterations,
            },
        },
    };
}
