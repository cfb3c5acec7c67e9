using Hybrid.Learn.Explanations;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Reports;

/// <summary>What a page says first about a predicted number, for a reader who has never seen the code.</summary>
internal sealed class ExplanationSentences(ExplainedQuantity quantity, ExplainedMolecule molecule, DisplayUnit unit)
{
    private readonly Explanation explanation = quantity.Explanation;
    private readonly PredictedQuantity what = quantity.Explanation.Quantity;

    /// <summary>"S1", "T2", "energy".</summary>
    public string Label => Rank is { } rank
        ? FormattableString.Invariant($"{(IsTriplet ? "T" : "S")}{rank}: {what}, {unit.Words(explanation.Value, 2)}")
        : what.Kind == QuantityKind.Charge ? $"{what}, where it is" : $"{what}, {unit.Words(explanation.Value, unit.Decimals)}";

    /// <summary>What is predicted.</summary>
    public string Headline => what switch
    {
        { Kind: QuantityKind.Charge, IsChange: true } => $"{Capital(what.OfExcitation)} moves charge within {molecule.Name}; below is from and to which atoms.",
        { Kind: QuantityKind.Charge } => $"The {what} of {molecule.Name} is {unit.Words(explanation.Value, 0)}; below is on which atoms.",
        { Kind: QuantityKind.Dipole, IsChange: true } => $"{Capital(what.OfExcitation)} changes the {what.AxisLetter} component of the dipole moment of {molecule.Name} by {unit.Signed(explanation.Value, unit.Decimals)}.",
        _ => $"{What} of {molecule.Name} is predicted at {unit.Words(explanation.Value, Rank is null ? unit.Decimals : SplitDecimals)}{(quantity.Character.Length > 0 ? $" ({quantity.Character})" : "")}.",
    };

    /// <summary>Which part is physics and which is learned.</summary>
    public string Split => explanation switch
    {
        { LearnedMagnitude: 0.0 } => $"All of it is physics ({quantity.PhysicsName}): nothing in it was learned from data.",
        { Quantity.Kind: QuantityKind.Charge } => $"Learned corrections can't change the sum over the atoms; they move {unit.Words(0.5 * explanation.LearnedMagnitude, unit.Decimals)} between atoms. The rest is physics ({quantity.PhysicsName}).",
        _ => $"The physics alone ({quantity.PhysicsName}) gives {unit.Words(explanation.Physics, SplitDecimals)}; learned corrections change it by {unit.Signed(explanation.Learned, SplitDecimals)}. "
          + $"So {Percent(1.0 - explanation.MlShare)} of the number is physics and {Percent(explanation.MlShare)} is learned.",
    };

    private bool IsTriplet => what.Multiplicity == Multiplicity.Triplet;

    /// <summary>Of an excitation energy.</summary>
    private int? Rank => what.Kind == QuantityKind.Excitation ? what.Rank : null;

    private static string Capital(PredictedQuantity quantity)
    {
        var text = quantity.ToString();
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}";
    }

    private string What => Rank switch
    {
        1 => IsTriplet ? "The lowest triplet excitation" : "The lowest excitation",
        { } rank => FormattableString.Invariant($"{(IsTriplet ? "Triplet excitation" : "Excitation")} {rank}"),
        null when what.Kind == QuantityKind.Dipole => $"The {what.AxisLetter} component of the dipole moment{what.Belonging}",
        null => $"The {what}",
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
