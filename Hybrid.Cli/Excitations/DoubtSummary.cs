using Hybrid.Cli.Writing;
using Hybrid.Core.Units;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Excitations;

/// <summary>What to distrust first of many predictions. Says nothing where there is nothing to say, and nothing about a single structure.</summary>
internal sealed class DoubtSummary
{
    /// <summary>Structures that a line names.</summary>
    private const int MostNamed = 3;

    /// <summary>Error bars are wide that are so many times the middle one.</summary>
    private const double Wide = 3.0;

    /// <summary>With fewer error bars there is no middle to compare with.</summary>
    private const int FewestBars = 5;

    /// <summary>Eh; a frontier as narrow as that makes the closed shell doubtful (0.5 eV).</summary>
    private const double SmallGap = 0.5 / Constants.ElectronvoltPerHartree;

    private readonly List<(DoubtKind Kind, string Place, double Weight)> doubts = [];
    private readonly List<(string Place, double Width)> bars = [];
    private int count;

    /// <summary>A structure that is no prediction: it is told elsewhere, and here only where a calculation didn't converge.</summary>
    public void AddFailure(string place, bool isUnconverged)
    {
        count++;
        if (isUnconverged)
            doubts.Add((DoubtKind.Unconverged, place, 0.0));
    }

    /// <summary>A converged ground state.</summary>
    public void Add(string place, Certificate certificate)
    {
        count++;
        if (certificate.HasFractionalOccupations || certificate.Gap < SmallGap)
            doubts.Add((DoubtKind.SmallGap, place, -(certificate.Gap ?? 0.0)));
    }

    /// <summary>Its excited states, or those of a structure of which nothing else was computed.</summary>
    public void Add(string place, MolecularExcitations excitations, ExcitationSource source, UncertainExcitations? uncertain, Applicability? applicability, bool isCounted = false)
    {
        count += isCounted ? 1 : 0;
        if (excitations.States.IsEmpty)
            return;
        var lowest = excitations.States[0];
        if (lowest.Energy < SmallGap)
            doubts.Add((DoubtKind.LowExcitation, place, -lowest.Energy));
        if (lowest.IsNearDegenerate && excitations.IsGradientDefined(0))
            doubts.Add((DoubtKind.NearDegenerate, place, -lowest.GapToNearest));
        if (source.IsForOtherElement)
            doubts.Add((DoubtKind.UnseenElement, place, 0.0));
        if (applicability is not null)
            AddDistance(place, applicability.Class, applicability.Largest);
        if (uncertain?.States[0] is { } bar)
            bars.Add((place, bar.EnergyUncertainty));
        if (uncertain?.Checks?.OfType<PropagationCheck>().Where(check => !check.Agrees).Max(check => (double?)check.Difference) is { } difference)
            doubts.Add((DoubtKind.Propagation, place, difference));
    }

    /// <summary>A state that was compared with a label.</summary>
    public void Add(string place, UncertainState state, double? halfWidth)
    {
        count++;
        if (state.Class == CalibrationClass.Outside)
            AddDistance(place, state.Class, 0.0);
        if (halfWidth is { } width)
            bars.Add((place, width));
    }

    /// <summary>A line for each kind of doubt.</summary>
    public IReadOnlyList<string> Lines()
    {
        if (count < 2)
            return [];
        double[] widths = [.. bars.Select(bar => bar.Width).Order()];
        var wide = widths.Length < FewestBars ? [] : bars.Where(bar => bar.Width > Wide * widths[widths.Length / 2]).Select(bar => (Kind: DoubtKind.Wide, bar.Place, Weight: bar.Width));
        return [.. doubts.Concat(wide).GroupBy(doubt => doubt.Kind).OrderBy(group => group.Key).Select(group => Line(group.Key, [.. group.OrderByDescending(doubt => doubt.Weight).Select(doubt => doubt.Place).Distinct()]))];
    }

    public void Write(TextWriter writer)
    {
        foreach (var line in Lines())
            writer.WriteLine($"hybrid: to distrust first: {line}");
    }

    private void AddDistance(string place, CalibrationClass @class, double distance)
    {
        if (double.IsPositiveInfinity(distance))
            doubts.Add((DoubtKind.UnseenElement, place, 0.0));
        else if (@class == CalibrationClass.Outside)
            doubts.Add((DoubtKind.Outside, place, distance));
    }

    private static string Line(DoubtKind kind, string[] places) => FormattableString.Invariant(
        $"{Words(kind)}: {places.Length} ({string.Join("; ", places.Take(MostNamed).Select(Sentence.Printable))}{(places.Length > MostNamed ? "; …" : "")})");

    private static string Words(DoubtKind kind) => kind switch
    {
        DoubtKind.Unconverged => "not converged",
        DoubtKind.SmallGap => "nearly no gap, so that a closed shell is doubtful",
        DoubtKind.LowExcitation => "an excitation next to the ground state",
        DoubtKind.UnseenElement => "an element that no training molecule has, so that the states are the physics",
        DoubtKind.Outside => "outside of the training domain",
        DoubtKind.Propagation => "error bars that first order gets wrong",
        DoubtKind.NearDegenerate => "lowest state next to another, so that their order and strengths are uncertain",
        _ => "error bars more than three times as wide as the middle one",
    };
}
