using Hybrid.Benchmarks.Accuracy;

namespace Hybrid.Benchmarks.Series;

/// <summary>The series as tables of Markdown.</summary>
internal sealed class SeriesReport(IReadOnlyList<SeriesMolecule> molecules, IReadOnlyList<SeriesPrediction> predictions)
{
    /// <summary>Errors are taken against these alone: the others lie below a vertical energy by what no model here computes.</summary>
    private static readonly LiteratureKind[] comparable = [LiteratureKind.Vertical, LiteratureKind.Corrected];

    public void Write(TextWriter writer)
    {
        writer.WriteLine("### Which state");
        writer.WriteLine(StateRule.InWords);
        writer.WriteLine("\n### What single excitations cannot give");
        writer.WriteLine("The dark 2¹Ag state of polyenes, which lies near or below ¹Bu from octatetraene on and takes part in everything that happens after absorption, is to a large part a double excitation. No model here has double excitations, so none has this state, trained or not. The ¹Lb states of the acenes and the bright states of cyanines also have a share of double excitations, and the Tamm–Dancoff approximation raises strong transitions: energies that are too high there are no surprise in untrained physics.");
        foreach (var series in molecules.GroupBy(molecule => molecule.Series))
            Table(writer, series.Key, [.. series]);
        Errors(writer);
        writer.WriteLine("\n### The models\n");
        foreach (var prediction in predictions)
        {
            writer.WriteLine($"- **{prediction.Model.Name}**: {prediction.Model.Origin}");
            foreach (var (molecule, reason) in prediction.Failures)
                writer.WriteLine($"    - {molecule} has no states: {reason}");
        }
    }

    private void Table(TextWriter writer, string series, SeriesMolecule[] members)
    {
        writer.WriteLine($"\n### {char.ToUpperInvariant(series[0])}{series[1..]}\nEnergies in eV, strengths in brackets.\n");
        var table = new MarkdownTable(writer, ["molecule", "size", "state", "literature", .. predictions.Select(prediction => prediction.Model.Name)]);
        foreach (var molecule in members)
        {
            foreach (var state in molecule.States)
                table.Row([molecule.Name, FormattableString.Invariant($"{molecule.Size}"), state, Literature(molecule, state), .. predictions.Select(prediction => Cell(prediction[molecule, state]))]);
            if (molecule.States.SequenceEqual(["La", "Lb"]))
                table.Row(["", "", "La − Lb", Gap(Best(molecule, "La")?.Energy, Best(molecule, "Lb")?.Energy), .. predictions.Select(prediction => Gap(prediction[molecule, "La"]?.Energy, prediction[molecule, "Lb"]?.Energy))]);
        }
    }

    private void Errors(TextWriter writer)
    {
        writer.WriteLine("\n### Mean absolute errors / mean errors, eV\nAgainst the best vertical or corrected value where there is one; origins and maxima in solution are shown and not counted.\n");
        var table = new MarkdownTable(writer, ["series", "states", .. predictions.Select(prediction => prediction.Model.Name)]);
        var comparisons = from molecule in molecules
                          from state in molecule.States
                          from value in Best(molecule, state) is { } best ? new[] { best } : []
                          select (Molecule: molecule, State: state, value.Energy);
        foreach (var group in comparisons.GroupBy(entry => entry.Molecule.Series == "acenes" ? $"acenes, {entry.State}" : entry.Molecule.Series))
        {
            table.Row([group.Key, FormattableString.Invariant($"{group.Count()}"), .. predictions.Select(prediction => Error([.. group
                .Select(entry => prediction[entry.Molecule, entry.State]?.Energy - entry.Energy)]))]);
        }
    }

    private static LiteratureValue? Best(SeriesMolecule molecule, string state) =>
        molecule.Literature.FirstOrDefault(value => value.State == state && comparable.Contains(value.Kind));

    private static string Error(double?[] errors)
    {
        double[] found = [.. errors.OfType<double>()];
        return found.Length == 0 ? "–"
            : FormattableString.Invariant($"{found.Average(Math.Abs):0.00} / {found.Average():+0.00;−0.00}{(found.Length < errors.Length ? $" ({errors.Length - found.Length} missing)" : "")}");
    }

    private static string Literature(SeriesMolecule molecule, string state) => molecule.Literature.Where(value => value.State == state).ToArray() is { Length: > 0 } values
        ? string.Join("; ", values.Select(value => FormattableString.Invariant($"{value.Energy:0.00} {value.Kind.ToString().ToLowerInvariant()}")))
        : "–";

    private static string Cell(SeriesState? state) => state is null ? "–" : FormattableString.Invariant($"{state.Energy:0.00} ({state.Strength:0.00})");

    private static string Gap(double? la, double? lb) => la - lb is { } gap ? FormattableString.Invariant($"{gap:+0.00;−0.00}") : "–";
}
