using System.Globalization;

namespace Hybrid.Learn.Reports;

/// <summary>What a page says first about a predicted number, for a reader who has never seen the code.</summary>
internal sealed class ExplanationSentences(ExplainedQuantity quantity, ExplainedMolecule molecule, DisplayUnit unit)
{
    private const string Excitation = "excitation ", Triplet = "triplet ";

    private readonly Explanations.Explanation explanation = quantity.Explanation;

    /// <summary>"S1", "T2", "energy".</summary>
    public string Label => Rank is { } rank
        ? FormattableString.Invariant($"{(IsTriplet ? "T" : "S")}{rank}: {explanation.Quantity}, {unit.Words(explanation.Value, 2)}")
        : IsCharge ? $"{explanation.Quantity}, where it is" : $"{explanation.Quantity}, {unit.Words(explanation.Value, unit.Decimals)}";

    /// <summary>What is predicted.</summary>
    public string Headline => explanation.Quantity switch
    {
        _ when IsCharge && IsChange => $"{Capital(OfWhat)} moves charge within {molecule.Name}; below is from and to which atoms.",
        _ when IsCharge => $"The {explanation.Quantity} of {molecule.Name} is {unit.Words(explanation.Value, 0)}; below is on which atoms.",
        _ when IsDipole && IsChange => $"{Capital(OfWhat)} changes the {Axis} component of the dipole moment of {molecule.Name} by {unit.Signed(explanation.Value, unit.Decimals)}.",
        _ => $"{What} of {molecule.Name} is predicted at {unit.Words(explanation.Value, Rank is null ? unit.Decimals : SplitDecimals)}{(quantity.Character.Length > 0 ? $" ({quantity.Character})" : "")}.",
    };

    /// <summary>Which part is physics and which is learned.</summary>
    public string Split => explanation switch
    {
        { LearnedMagnitude: 0.0 } => $"All of it is physics ({quantity.PhysicsName}): nothing in it was learned from data.",
        _ when IsCharge => $"Learned corrections can't change the sum over the atoms; they move {unit.Words(0.5 * explanation.LearnedMagnitude, unit.Decimals)} between atoms. The rest is physics ({quantity.PhysicsName}).",
        _ => $"The physics alone ({quantity.PhysicsName}) gives {unit.Words(explanation.Physics, SplitDecimals)}; learned corrections change it by {unit.Signed(explanation.Learned, SplitDecimals)}. "
          + $"So {Percent(1.0 - explanation.MlShare)} of the number is physics and {Percent(explanation.MlShare)} is learned.",
    };

    private const string Change = " change of ";

    private bool IsCharge => explanation.Quantity.StartsWith("charge", StringComparison.Ordinal);

    private bool IsDipole => explanation.Quantity.StartsWith("dipole ", StringComparison.Ordinal);

    private bool IsChange => explanation.Quantity.Contains(Change, StringComparison.Ordinal);

    /// <summary>The excitation that changes something.</summary>
    private string OfWhat => explanation.Quantity[(explanation.Quantity.IndexOf(Change, StringComparison.Ordinal) + Change.Length)..];

    private char Axis => explanation.Quantity["dipole ".Length];

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private bool IsTriplet => explanation.Quantity.StartsWith(Triplet, StringComparison.Ordinal);

    /// <summary>Of an excitation, from one.</summary>
    private int? Rank
    {
        get
        {
            var at = DisplayUnit.IsExcitation(explanation) ? explanation.Quantity.IndexOf(Excitation, StringComparison.Ordinal) : -1;
            return at >= 0 && int.TryParse(explanation.Quantity.AsSpan(at + Excitation.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : null;
        }
    }

    private string What => Rank switch
    {
        1 => IsTriplet ? "The lowest triplet excitation" : "The lowest excitation",
        { } rank => FormattableString.Invariant($"{(IsTriplet ? "Triplet excitation" : "Excitation")} {rank}"),
        null when IsDipole => $"The {Axis} component of the dipole moment{explanation.Quantity["dipole x".Length..]}",
        null => $"The {explanation.Quantity}",
    };

    /// <summary>The fewest decimals with which a reader sees that physics and learned part make up the prediction, and that what was learned is not zero.</summary>
    private int SplitDecimals
    {
        get
        {
            for (var decimals = 2; decimals < MostDecimals; decimals++)
            {
                var (value, physics, learned) = (Round(explanation.Value, decimals), Round(explanation.Physics, decimals), Round(explanation.Learned, decimals));
                if (Math.Abs(value - physics - learned) < 0.5 * Math.Pow(10.0, -decimals) && (learned != 0.0 || explanation.Learned == 0.0))
                    return decimals;
            }

            return MostDecimals;
        }
    }

    private const int MostDecimals = 4;

    private double Round(double value, int decimals) => Math.Round(value * unit.Factor, decimals, MidpointRounding.AwayFromZero);

    /// <summary>A share of something; small ones and what is left beside them with a decimal.</summary>
    public static string Percent(double share) => $"{DisplayUnit.Digits(100.0 * share, share is < 0.0995 or > 0.9005 ? 1 : 0)} %";
}
