using System.Text;
using Hybrid.Core.Structures;
using Hybrid.Learn.Interpretation;
using Hybrid.Physics.Geometry;

namespace Examples.Stories;

/// <summary>What the correction learned about carbonyl groups.</summary>
public sealed class CarbonylsStory
{
    private const string CarbonylOxygen = "O(C)", HydroxylOxygen = "O(C,H)";

    private readonly (ExplainedSinglet State, int Oxygen, int Carbon, int Atoms)[] states;

    /// <summary>Asks about carbonyl compounds, alcohols and phenol.</summary>
    public CarbonylsStory(Teller teller)
    {
        ArgumentNullException.ThrowIfNull(teller);
        var names = teller.Molecules("carbonyls");
        states = [.. names.Select(name => Carbonyl(teller.Singlets(name, 1)[0], teller.Structure(name)))];
        var shifts = LearnedShifts.Of(teller.Model, [.. names.Concat(teller.Molecules("hydroxyls")).Select(teller.Structure)], threads: 1).Shifts;
        Oxygens = [.. shifts.Where(shift => shift.Surroundings == CarbonylOxygen)
            .Select(shift => (shift, shifts.Single(other => other.Parameter == shift.Parameter && other.Surroundings == HydroxylOxygen)))];
    }

    /// <summary>The parameters of carbonyl oxygen, each beside that of hydroxyl oxygen.</summary>
    public IReadOnlyList<(LearnedShift Carbonyl, LearnedShift Hydroxyl)> Oxygens { get; }

    /// <summary>The lowest singlets.</summary>
    public IReadOnlyList<ExplainedSinglet> Lowest => [.. states.Select(state => state.State)];

    /// <summary>What was learned of each lowest singlet on the oxygen of C=O, eV.</summary>
    public IReadOnlyList<double> LearnedOnOxygens => [.. states.Select(one => one.State.LearnedOn(one.Oxygen))];

    /// <summary>And on all atoms outside of C=O.</summary>
    public IReadOnlyList<double> LearnedElsewhere => [.. states.Select(one => Others(one).Sum(one.State.LearnedOn))];

    /// <summary>What was learned on an atom, its size, eV: the mean over the atoms of the C=O groups.</summary>
    public double OnCarbonyls => states.Average(one => (Math.Abs(one.State.LearnedOn(one.Oxygen)) + Math.Abs(one.State.LearnedOn(one.Carbon))) / 2);

    /// <summary>The same over all other atoms.</summary>
    public double OnOthers => states.Average(one => Others(one).Average(atom => Math.Abs(one.State.LearnedOn(atom))));

    /// <summary>Numbers and figure.</summary>
    public Story AsStory()
    {
        var text = new StringBuilder();
        text.Append("learned drift in prior widths   carbonyl oxygen  hydroxyl oxygen\n");
        foreach (var (carbonyl, hydroxyl) in Oxygens)
            text.Append(FormattableString.Invariant($"{carbonyl.Parameter,-32}{Drift(carbonyl),15}  {Drift(hydroxyl),15}\n"));
        text.Append("\nlowest singlet, eV           physics  learned  prediction  learned on O    on C  elsewhere  alike for all\n");
        foreach (var one in states)
        {
            var (state, elsewhere) = (one.State, Others(one).Sum(one.State.LearnedOn));
            var everywhere = state.Learned - state.LearnedOn(one.Oxygen) - state.LearnedOn(one.Carbon) - elsewhere;
            text.Append(FormattableString.Invariant(
                $"{Words(state.Molecule),-17}{state.Character,-10}{state.Physics,9:0.00}{state.Learned,9:+0.00;-0.00}{state.Energy,12:0.00}{state.LearnedOn(one.Oxygen),14:+0.00;-0.00}{state.LearnedOn(one.Carbon),8:+0.00;-0.00}{elsewhere,11:+0.00;-0.00}{everywhere,15:+0.00;-0.00}\n"));
        }

        text.Append(FormattableString.Invariant($"\nsize of what was learned on an atom of C=O {OnCarbonyls:0.00} eV, on another atom {OnOthers:0.00} eV\n"));
        return new Story("carbonyls", text.ToString(), Figure().Svg());
    }

    private BarFigure Figure() => new(
        "Learned part of the lowest excitation (eV)", [.. states.Select(one => Words(one.State.Molecule))],
        [
            ("on the oxygen of C=O", [.. states.Select(one => one.State.LearnedOn(one.Oxygen))]),
            ("on the carbon of C=O", [.. states.Select(one => one.State.LearnedOn(one.Carbon))]),
            ("on all other atoms", [.. states.Select(one => Others(one).Sum(one.State.LearnedOn))]),
        ]);

    private static (ExplainedSinglet State, int Oxygen, int Carbon, int Atoms) Carbonyl(ExplainedSinglet state, Structure structure)
    {
        var bonds = new CovalentBonds(structure);
        var oxygen = Enumerable.Range(0, structure.AtomCount).Single(atom => AtomKind.Of(structure, bonds, atom) == CarbonylOxygen);
        return (state, oxygen, bonds.Neighbours(oxygen)[0], structure.AtomCount);
    }

    private static IEnumerable<int> Others((ExplainedSinglet State, int Oxygen, int Carbon, int Atoms) one) =>
        Enumerable.Range(0, one.Atoms).Where(atom => atom != one.Oxygen && atom != one.Carbon);

    private static string Drift(LearnedShift shift) => FormattableString.Invariant($"{shift.Mean:+0.00;-0.00} ± {shift.StandardDeviation:0.00}");

    private static string Words(string name) => name.Replace('_', ' ');
}
