using Hybrid.Learn.Interpretation;

namespace Hybrid.Learn.Reports;

/// <summary>What a page about a model says first, for a reader who has never seen the code.</summary>
internal static class InspectionSentences
{
    /// <summary>A drift of less is none, in prior widths.</summary>
    private const double Moved = 0.1;

    public static string[] Of(InspectionPage page, IReadOnlyList<InspectionPageData.Parameter> parameters)
    {
        if (parameters.Count == 0)
            return [$"{page.Model.Name} has no physical parameters: all of its predictions are learned."];
        var largest = parameters.MaxBy(parameter => Math.Abs(parameter.Drift))!;
        var moved = parameters.Count(parameter => Math.Abs(parameter.Drift) >= Moved);
        var atBound = parameters.Count(parameter => parameter.IsAtBound);
        return
        [
            FormattableString.Invariant($"{page.Model.Name} starts from published parameters and moves {moved} of {parameters.Count} of them by more than {Moved} prior widths; a prior width is how far learning was expected to go."),
            $"Most of all {largest.Name}, by {(largest.Drift < 0.0 ? "" : "+")}{DisplayUnit.Digits(largest.Drift, 2)} prior widths: from {Value(largest.Published)} to {Value(largest.Learned)}{(largest.Unit == "1" ? "" : $" {largest.Unit}")}. "
                + (atBound == 0 ? "None is at its bound: every parameter still means what its name says." : FormattableString.Invariant($"{atBound} {(atBound == 1 ? "is" : "are")} at the bound of ±3: the data pull them further than a parameter of that name should go.")),
            page.Uncertainty is null
                ? "Which of them the training data really determine is not known ('hybrid calibrate' finds out)."
                : FormattableString.Invariant($"The training data determine {Count(ParameterVerdict.Determined)} of them, {Count(ParameterVerdict.OnlyInCombination)} only in combination with others, and {Count(ParameterVerdict.NotDetermined)} not at all."),
        ];

        int Count(ParameterVerdict verdict) => parameters.Count(parameter => parameter.Verdict == InspectionPageData.Words(verdict));
    }

    private static string Value(double value) => FormattableString.Invariant($"{value:0.####}").Replace('-', '−');
}
