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
        : explanation.Quantity == "charge" ? "charge, where it is" : $"{explanation.Quantity}, {unit.Words(explanation.Value, unit.Decimals)}";

    /// <summary>What is predicted.</summary>
    public string Headline => explanation.Quantity == "charge"
        ? $"The charge of {molecule.Name} is {unit.Words(explanation.Value, 0)}; below is on which atoms."
        : $"{What} of {molecule.Name} is predicted at {unit.Words(explanation.Value, Rank is null ? unit.Decimals : SplitDecimals)}{(quantity.Character.Length > 0 ? $" ({quantity.Character})" : "")}.";

    /// <summary>Which part is physics and which is learned.</summary>
    public string Split => explanation.Learned == 0.0
        ? $"All of it is physics ({quantity.PhysicsName}): nothing in it was learned from data."
        : $"The physics alone ({quantity.PhysicsName}) gives {unit.Words(explanation.Physics, SplitDecimals)}; learned corrections change it by {unit.Signed(explanation.Learned, SplitDecimals)}. "
          + $"So {Percent(1.0 - explanation.MlShare)} of the number is physics and {Percent(explanation.MlShare)} is learned.";

    private bool IsTriplet => explanation.Quantity.StartsWith(Triplet, StringComparison.Ordinal);

    /// <summary>Of an excitation, from one.</summary>
    private int? Rank
    {
        get
        {
            var at = explanation.Quantity.IndexOf(Excitation, StringComparison.Ordinal);
            return at >= 0 && int.TryParse(explanation.Quantity.AsSpan(at + Excitation.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : null;
        }
    }

    private string What => Rank switch
    {
        1 => IsTriplet ? "The lowest triplet excitation" : "The lowest excitation",
        { } rank => FormattableString.Invariant($"{(IsTriplet ? "Triplet excitation" : "Excitation")} {rank}"),
        null when explanation.Quantity.StartsWith("dipole ", StringComparison.Ordinal) => $"The {explanation.Quantity[^1]} component of the dipole moment",
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
