using System.Text;
using Hybrid.Core.Elements;
using Hybrid.Learn.Losses;

namespace Examples.Stories;

/// <summary>Molecules outside the domain of the training data, and how the model says so.</summary>
public sealed class DomainStory
{
    /// <summary>From molecules like those of the training data to those that the model knows nothing of.</summary>
    private static readonly string[] names = ["pyridine", "acetone", "acetone_1.4", "acetone_1.6", "acetone_1.8", "acetone_2.0", "n2o", "nitric_acid", "ozone", "chlorobenzene"];

    /// <summary>Asks about all of them.</summary>
    public DomainStory(Teller teller)
    {
        ArgumentNullException.ThrowIfNull(teller);
        Told = [.. names.Select(name => Ask(teller, name))];
    }

    /// <summary>What the model says of each molecule, in the order of the story.</summary>
    public IReadOnlyList<Answer> Told { get; }

    /// <summary>What it says of one of them.</summary>
    public Answer this[string molecule] => Told.Single(answer => answer.Molecule == molecule);

    /// <summary>Numbers and figure.</summary>
    public Story AsStory()
    {
        var text = new StringBuilder();
        text.Append("molecule               S1, eV     ±  learned share  farthest atom  to believe?\n");
        foreach (var answer in Told)
        {
            var (energy, width, share) = answer.State is { } state
                ? (FormattableString.Invariant($"{state.Energy:0.00}"), state.HalfWidth is { } half ? FormattableString.Invariant($"{half:0.00}") : "–", FormattableString.Invariant($"{100 * state.Explanation.MlShare:0.0} %"))
                : ("–", "–", "–");
            var farthest = answer.Distance is { } distance ? FormattableString.Invariant($"{answer.Farthest} {distance:0.00}") : "–";
            text.Append(FormattableString.Invariant($"{Words(answer.Molecule),-20}{energy,9}{width,6}{share,15}{farthest,15}  {answer.Verdict}\n"));
        }

        text.Append('\n');
        foreach (var answer in Told.Where(answer => answer.Reason.Length > 0))
            text.Append(FormattableString.Invariant($"{Words(answer.Molecule)}: {answer.Reason}\n"));
        return new Story("domain", text.ToString(), Figure().Svg());
    }

    private BarFigure Figure()
    {
        Answer[] shown = [.. Told.Where(answer => answer.Distance is not null)];
        return new BarFigure("Error bars (eV), and distances to the training data (1 is their edge)", [.. shown.Select(answer => Words(answer.Molecule))],
        [
            ("± of the lowest singlet, eV", [.. shown.Select(answer => answer.State?.HalfWidth ?? double.NaN)]),
            ("distance of the farthest atom", [.. shown.Select(answer => answer.Distance ?? double.NaN)]),
        ]);
    }

    private static Answer Ask(Teller teller, string molecule)
    {
        var distances = teller.DomainDistances(molecule);
        var farthest = distances is null ? 0 : Enumerable.Range(0, distances.Count).MaxBy(atom => distances[atom]);
        var label = FormattableString.Invariant($"{Element.Symbol(teller.Structure(molecule).AtomicNumbers[farthest])}{farthest + 1}");
        try
        {
            var state = teller.Singlets(molecule, 1)[0];
            return new Answer(molecule, state, distances?[farthest], label, state.Trust.Verdict, state.Trust.Level is "care" ? state.Trust.Reasons[0] : "");
        }
        catch (PredictionException refusal)
        {
            return new Answer(molecule, null, distances?[farthest], label, "No prediction.", refusal.Message);
        }
    }

    private static string Words(string name) => name.StartsWith("acetone_", StringComparison.Ordinal) ? $"acetone, C=O {name[8..]} Å" : name.Replace('_', ' ');

    /// <summary>What the model says of a molecule.</summary>
    /// <param name="Molecule">Its name.</param>
    /// <param name="State">The lowest singlet; null where there is none.</param>
    /// <param name="Distance">Of the atom that is farthest from the training data; null where the model isn't for an element.</param>
    /// <param name="Farthest">That atom.</param>
    /// <param name="Verdict">Whether to believe it.</param>
    /// <param name="Reason">Why not; empty where it is believed.</param>
    public sealed record Answer(string Molecule, ExplainedSinglet? State, double? Distance, string Farthest, string Verdict, string Reason);
}
