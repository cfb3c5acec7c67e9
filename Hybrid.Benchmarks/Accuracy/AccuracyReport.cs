namespace Hybrid.Benchmarks.Accuracy;

/// <summary>The errors as a page of Markdown.</summary>
internal sealed class AccuracyReport
{
    private readonly LabelledMolecule[] molecules;
    private readonly int fittedCount;
    private readonly IReadOnlyList<SourceAccuracy> accuracies;

    /// <param name="molecules">Those that errors are taken over.</param>
    /// <param name="fittedCount">How many molecules lines were fitted on; 0 when none were given.</param>
    /// <param name="accuracies">One entry for each method, in the order of the tables.</param>
    public AccuracyReport(LabelledMolecule[] molecules, int fittedCount, IReadOnlyList<SourceAccuracy> accuracies)
    {
        this.molecules = molecules;
        this.fittedCount = fittedCount;
        this.accuracies = accuracies;
    }

    public void Write(TextWriter writer)
    {
        writer.WriteLine(FormattableString.Invariant($"""
            # Accuracy of excitations
            The two lowest singlets of {molecules.Length} molecules of QM8's test split (up to eight C, N, O atoms) against RI-CC2/def2-TZVP. Every line below, but for the last section, is written by one command:

                dotnet run -c Release --project Hybrid.Benchmarks -- accuracy PATH/test.extxyz --train PATH/train.extxyz --baselines PATH/baselines.json --markdown docs/accuracy.md

            Labels: Ramakrishnan, Hartmann, Tapavicza, von Lilienfeld, J. Chem. Phys. 143, 084111 (2015), doi:10.1063/1.4928757, at the geometries of QM9, doi:10.1038/sdata.2014.22.

            - Each method numbers its states by its own energies: its E1 need not be CC2's electronic state.
            - An error is prediction − CC2; energies in eV, strengths (length gauge) without unit. 90 %: nine of ten molecules are closer than that.
            - **Trusted** labels are those that the data set does not flag: a label is suspect where CC2 lies more than 0.6 eV above both functionals, which mostly means that its lowest state is missing. {Suspects(Quantity.E1)} E1 and {Suspects(Quantity.E2)} E2 are left out there, with their strengths.
            - **Fitted**: after one line y = a x + b for each method's energies by least squares{(fittedCount > 0 ? FormattableString.Invariant($" on {fittedCount} training molecules at even distances in the file") : "")}; trusted errors after a fit on trusted labels. Such a line mends what scale and shift can mend, and no more.
            - A strength belongs to one state: where two states lie close, or a method orders them otherwise than CC2, f1 and f2 change places, and inside a degenerate pair they are arbitrary.
            - Molecules for which a method has no such state are counted as failures and left out of its means.
            - def2-TZVP has no diffuse functions: CC2's own Rydberg states are too high here, so a method that has them right looks too low for small saturated molecules.
            """));
        Summary(writer);
        foreach (var quantity in Enum.GetValues<Quantity>())
            Details(writer, quantity);
        BySaturation(writer);
        writer.WriteLine("\n## Where the numbers come from");
        foreach (var accuracy in accuracies)
            writer.WriteLine($"- **{accuracy.Source.Name}**: {accuracy.Source.Origin}");
    }

    private void Summary(TextWriter writer)
    {
        writer.WriteLine("\n## Mean absolute errors\n");
        var table = new MarkdownTable(writer, "method", "E1", "E2", "f1", "f2", "E1, trusted", "E2, trusted", "f1, trusted", "f2, trusted", "E1, fitted", "E2, fitted");
        foreach (var accuracy in accuracies)
        {
            table.Row([
                accuracy.Source.Name,
                .. Enum.GetValues<Quantity>().Select(quantity => Number(quantity, accuracy.All(quantity).MeanAbsolute)),
                .. Enum.GetValues<Quantity>().Select(quantity => Number(quantity, accuracy.Trusted(quantity).MeanAbsolute)),
                Number(Quantity.E1, accuracy.AllFitted(Quantity.E1)?.MeanAbsolute), Number(Quantity.E2, accuracy.AllFitted(Quantity.E2)?.MeanAbsolute)]);
        }
    }

    private void Details(TextWriter writer, Quantity quantity)
    {
        writer.WriteLine($"\n## {Title(quantity)}\n");
        string[] lines = IsEnergy(quantity) ? ["fitted: mean abs.", "fitted, trusted"] : [];
        var table = new MarkdownTable(writer, ["method", "failures", "mean abs.", "mean", "rms", "90 %", "trusted: mean abs.", "mean", "rms", "90 %", .. lines]);
        foreach (var accuracy in accuracies)
        {
            var (all, trusted) = (accuracy.All(quantity), accuracy.Trusted(quantity));
            string[] fitted = IsEnergy(quantity)
                ? [Number(quantity, accuracy.AllFitted(quantity)?.MeanAbsolute), Number(quantity, accuracy.TrustedFitted(quantity)?.MeanAbsolute)]
                : [];
            table.Row([accuracy.Source.Name, FormattableString.Invariant($"{all.Failures}"), .. Cells(all), .. Cells(trusted), .. fitted]);
        }

        string[] Cells(ErrorStatistics errors) =>
            [Number(quantity, errors.MeanAbsolute), Signed(quantity, errors.Mean), Number(quantity, errors.RootMeanSquare), Number(quantity, errors.Percentile90)];
    }

    private void BySaturation(TextWriter writer)
    {
        var saturated = molecules.Count(molecule => molecule.IsSaturated);
        writer.WriteLine(FormattableString.Invariant(
            $"\n## Saturated or not\nE1, trusted labels. {saturated} molecules have neither multiple bonds nor aromatic rings; {molecules.Length - saturated} have.\n"));
        var table = new MarkdownTable(writer, "method", "saturated: mean abs.", "mean", "unsaturated: mean abs.", "mean");
        foreach (var accuracy in accuracies)
        {
            var (without, with) = (accuracy.TrustedWhere(Quantity.E1, saturated: true), accuracy.TrustedWhere(Quantity.E1, saturated: false));
            table.Row(
                accuracy.Source.Name, Number(Quantity.E1, without.MeanAbsolute), Signed(Quantity.E1, without.Mean),
                Number(Quantity.E1, with.MeanAbsolute), Signed(Quantity.E1, with.Mean));
        }
    }

    private int Suspects(Quantity quantity) => molecules.Count(molecule => molecule.IsSuspect(quantity));

    private static string Title(Quantity quantity) => quantity switch
    {
        Quantity.E1 => "E1, energy of the lowest singlet / eV",
        Quantity.E2 => "E2, energy of the second singlet / eV",
        Quantity.F1 => "f1, oscillator strength of the lowest singlet",
        _ => "f2, oscillator strength of the second singlet",
    };

    /// <summary>Energies with three decimals, strengths with four, a dash where there is nothing.</summary>
    private static string Number(Quantity quantity, double? value) =>
        value is not { } number || double.IsNaN(number) ? "–" : IsEnergy(quantity) ? FormattableString.Invariant($"{number:0.000}") : FormattableString.Invariant($"{number:0.0000}");

    private static string Signed(Quantity quantity, double value) =>
        double.IsNaN(value) ? "–" : IsEnergy(quantity) ? FormattableString.Invariant($"{value:+0.000;−0.000}") : FormattableString.Invariant($"{value:+0.0000;−0.0000}");

    private static bool IsEnergy(Quantity quantity) => quantity is Quantity.E1 or Quantity.E2;
}
