using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Explanations;

namespace Hybrid.Learn.Reports;

/// <summary>Whether to believe a predicted number, in plain words.</summary>
/// <param name="Level">"calibrated", "care", "unknown" or "physics", for a colour.</param>
/// <param name="Verdict">In a few words.</param>
/// <param name="Reasons">What it rests on, a sentence each, the weightiest first.</param>
public sealed record TrustStatement(string Level, string Verdict, IReadOnlyList<string> Reasons)
{
    /// <summary>The level of numbers that a reader should doubt.</summary>
    public const string Care = "care";

    /// <summary>From this share on a number is as good as its training data, not as its physics.</summary>
    private const double LargeShare = 0.25;

    /// <summary>Learned terms that are so many times larger than their sum cancel each other.</summary>
    private const double Cancelling = 5.0;

    /// <summary>An error bar so many times the mean error of the validation data says that a prediction is no ordinary one.</summary>
    private const double Unusual = 2.0;

    /// <summary>Learned terms smaller than this part of the physics are not worth a sentence.</summary>
    private const double Noticeable = 0.02;

    private const int MostAtoms = 5;

    internal static TrustStatement Of(ExplainedQuantity quantity, ExplainedMolecule molecule, DisplayUnit unit)
    {
        var explanation = quantity.Explanation;
        if (explanation.Learned == 0.0 && explanation.PathPoints == 0)
            return OfPhysics(quantity);
        var outside = Outside(molecule);
        var (doubts, reasons) = (new List<string>(), new List<string>());
        if (outside.Length > 0)
            doubts.Add(OutsideWords(outside, molecule));
        if (explanation.MlShare >= LargeShare)
            doubts.Add($"{ExplanationSentences.Percent(explanation.MlShare)} of the number was learned: it is as good as the training data, not as the physics.");
        if (explanation.SmallestOverlap < ExcitationExplanation.DoubtfulOverlap)
            doubts.Add($"The state changes its nature when the corrections are switched off (overlap {Number(explanation.SmallestOverlap)}): what is called physics here may belong to another state.");
        if (outside.Length == 0 && quantity.Interval is { IsOutside: true })
            doubts.Add("The molecule is larger than any that the model learned from, though each of its atoms has familiar surroundings.");
        if (outside.Length == 0 && molecule.DomainDistances is not null
            && quantity is { Interval: { IsOutside: false, IsCalibrated: true } wide, ValidationError: { } typical } && wide.HalfWidth68 > Unusual * typical)
            doubts.Add(FormattableString.Invariant($"The error bar is {wide.HalfWidth68 / typical:0.0} times the usual error: something here is unlike the training data, though each atom's surroundings look familiar."));
        reasons.Add(ErrorBar(quantity, unit));
        if (quantity.Interval is { IsCalibrated: true, MeanErrors: { } known } measured)
            reasons.Add(Errors(quantity, measured, known, unit));
        else if (quantity.ValidationError is { } error)
            reasons.Add($"On validation molecules like those that it learned from, the model was off by {unit.Words(error, 2)} on average{(doubts.Count > 0 ? "; don't expect that here" : "")}.");
        if (molecule.DomainDistances is null)
            reasons.Add("Whether the training data hold atoms like these is not known.");
        else if (outside.Length == 0 && quantity.Interval is not { IsOutside: true })
            reasons.Add($"Every atom has surroundings like those in the training data (the strangest is at {Number(molecule.DomainDistances.Max())} of the distance to their edge).");
        if (Cancel(explanation) is { } magnitude)
            reasons.Add($"The learned terms are large and mostly cancel: {unit.Words(magnitude, 2)} without their signs, {unit.Signed(explanation.Learned, 2)} with them. Their errors need not cancel.");
        reasons.AddRange(DegeneracyWords(explanation));
        var isCalibrated = quantity.Interval is { IsCalibrated: true };
        return doubts.Count > 0
            ? new TrustStatement(Care, isCalibrated ? $"With care: within about ±{unit.Words(quantity.Interval!.HalfWidth68, 2)} in two of three cases, ±{unit.Words(quantity.Interval.HalfWidth95, 2)} in 95 %." : "With care.", [.. doubts, .. reasons])
            : isCalibrated
                ? new TrustStatement("calibrated", $"Yes, within ±{unit.Words(quantity.Interval!.HalfWidth68, 2)} in two of three cases{Against(quantity.Interval)}.", [.. reasons])
                : new TrustStatement("unknown", "Not calibrated: this number has no error bar of its own.", [.. reasons]);
    }

    private static TrustStatement OfPhysics(ExplainedQuantity quantity)
    {
        var reasons = new List<string>();
        if (quantity.Fallback is { } fallback)
            reasons.Add($"This is the untrained method: {fallback}.");
        reasons.Add("No data were learned from, so that there is no training domain to be outside of, and no error bar was calibrated.");
        reasons.Add("The numerical solution converged.");
        return new TrustStatement("physics", $"As far as {quantity.PhysicsName} is known to be right for such molecules.", [.. reasons, .. DegeneracyWords(quantity.Explanation)]);
    }

    private static string ErrorBar(ExplainedQuantity quantity, DisplayUnit unit) => quantity.Interval switch
    {
        null when quantity.Explanation.Quantity.Kind != QuantityKind.Excitation => "There is no error bar: those of excitations alone are calibrated.",
        null => "There is no error bar: how far off this very prediction may be was never calibrated for this model ('hybrid calibrate' does).",
        { IsCalibrated: true } interval =>
            $"For molecules {(interval.IsOutside ? "outside of the training data, like this one" : "like those that it was calibrated on")}, the error is smaller than ±{unit.Words(interval.HalfWidth68, 2)} in 68 % and than ±{unit.Words(interval.HalfWidth95, 2)} in 95 % of the cases{Against(interval)}.{OtherLevel(interval, unit)}",
        { } interval => $"The model believes itself to be right within ±{unit.Words(interval.HalfWidth68, 2)}, but it is not calibrated for this: {(interval.Doubt.Length > 0 ? interval.Doubt : "nobody has compared that with known values")}.",
    };

    /// <summary>What learning is worth where such numbers are known.</summary>
    private static string Errors(ExplainedQuantity quantity, PredictionInterval interval, (double Model, double Physics, int Labels) known, DisplayUnit unit)
    {
        var where = interval.IsOutside ? "of molecules unlike most that it learned from" : "that it was not fitted to";
        return FormattableString.Invariant($"Is learning worth it? Held against {known.Labels} known values {where}, the physics alone ({quantity.PhysicsName}) was off by {unit.Words(known.Physics, 2)} on average, the model by {unit.Words(known.Model, 2)}.");
    }

    private static string Against(PredictionInterval interval) => interval.Against.Length > 0 ? $", {interval.Against}" : "";

    private static string OtherLevel(PredictionInterval interval, DisplayUnit unit) => interval.OtherLevel is var (halfWidth, level)
        ? $" Compared with {level} it is ±{unit.Words(halfWidth, 2)} in 68 %: what the two levels differ by comes on top."
        : "";

    private static IEnumerable<string> DegeneracyWords(Explanation explanation) => explanation.Degeneracy > 1
        ? [FormattableString.Invariant($"The numbers are the mean of {explanation.Degeneracy} states of the same energy.")]
        : [];

    /// <summary>The sum of the sizes of the learned terms, where it is much larger than their sum.</summary>
    private static double? Cancel(Explanation explanation)
    {
        var magnitude = explanation.Terms.Where(term => term.Kind == EntryKind.Learned).Sum(term => Math.Abs(term.Value));
        return magnitude > Cancelling * Math.Abs(explanation.Learned) && magnitude > Noticeable * Math.Abs(explanation.Physics) ? magnitude : null;
    }

    private static int[] Outside(ExplainedMolecule molecule) => molecule.DomainDistances is { } distances
        ? [.. Enumerable.Range(0, distances.Count).Where(atom => !DomainPlace.IsWithin(distances[atom])).OrderByDescending(atom => distances[atom])]
        : [];

    private static string OutsideWords(int[] outside, ExplainedMolecule molecule)
    {
        if (outside.Any(atom => !double.IsFinite(molecule.DomainDistances![atom])))
            return "The molecule has an element that the training data don't hold.";
        var named = outside.Take(MostAtoms).Select(atom => FormattableString.Invariant($"{Element.Symbol(molecule.Structure.AtomicNumbers[atom])}{atom + 1} ({molecule.DomainDistances![atom]:0.0})"));
        var others = outside.Length > MostAtoms ? FormattableString.Invariant($" and {outside.Length - MostAtoms} others") : "";
        return $"The training data hardly hold atoms like {string.Join(", ", named)}{others}; 1 is the edge of what they hold.{UnknownKinds(outside, molecule)}";
    }

    /// <summary>Atoms with bonds that no training atom of their element has.</summary>
    private static string UnknownKinds(int[] outside, ExplainedMolecule molecule)
    {
        string[] strangers = [.. outside.Take(MostAtoms).Select(atom => molecule.UnknownKinds.ElementAtOrDefault(atom)).OfType<string>().Distinct()];
        return strangers.Length == 0 ? "" : $" None of their atoms is bonded like {string.Join(" or ", strangers.Select(kind => kind.Replace("()", " alone", StringComparison.Ordinal)))}.";
    }

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
