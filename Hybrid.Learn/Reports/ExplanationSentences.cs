using Hybrid.Core.Elements;
using Hybrid.Core.IO;
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
        _ => $"{What} of {molecule.Name} is predicted at {Predicted}{InBrackets}.",
    };

    /// <summary>Which part is physics and which is learned.</summary>
    public string Split => explanation switch
    {
        { LearnedMagnitude: 0.0 } => $"All of it is physics ({quantity.PhysicsName}): nothing in it was learned from data.",
        { Quantity.Kind: QuantityKind.Charge } => $"Learned corrections can't change the sum over the atoms; they move {unit.Words(0.5 * explanation.LearnedMagnitude, unit.Decimals)} between atoms. The rest is physics ({quantity.PhysicsName}).",
        _ => $"The physics alone ({quantity.PhysicsName}) gives {unit.Words(explanation.Physics, SplitDecimals)}. What was learned from data changes it by {unit.Signed(explanation.Learned, SplitDecimals)}{Opposing}, to {unit.Words(explanation.Value, SplitDecimals)}.",
    };

    /// <summary>Which learned terms and atoms the change comes from; empty where nothing was learned.</summary>
    public string Largest
    {
        get
        {
            if (explanation.LearnedMagnitude == 0.0 || what.Kind == QuantityKind.Charge)
                return "";
            var terms = LearnedTerms.OrderByDescending(term => Math.Abs(term.Value)).Take(MostNamed)
                .Select(term => $"{Plain(term.Term)} ({unit.Signed(term.Value, unit.Decimals)})").ToArray();
            var atoms = LearnedOnAtoms().Select((value, atom) => (value, atom)).Where(one => one.value != 0.0).OrderByDescending(one => Math.Abs(one.value)).Take(MostNamed)
                .Select(one => FormattableString.Invariant($"{Element.Symbol(molecule.Structure.AtomicNumbers[one.atom])}{one.atom + 1} ({unit.Signed(one.value, FewDecimals)})")).ToArray();
            var ofTerms = $"The largest learned {(terms.Length == 1 ? "term is" : "terms are")} {string.Join(" and ", terms)}";
            if (atoms.Length == 0)
                return $"{ofTerms}.";
            var onAtoms = LearnedOnAtoms().Sum();
            var ofConstants = explanation.Entries.Where(entry => entry.Kind == EntryKind.Learned && entry.Atoms.IsEmpty).Sum(entry => entry.Value);
            var rest = Round(ofConstants, FewDecimals) == 0.0 ? "" : $", and {unit.Signed(ofConstants, FewDecimals)} comes from constants of the whole model, which can't be drawn on an atom";
            return $"{ofTerms}. On the atoms it adds up to {unit.Signed(onAtoms, FewDecimals)}, most of all {string.Join(" and ", atoms)}{rest}.";
        }
    }

    /// <summary>The prediction with what it may be off by, where that was measured.</summary>
    private string Predicted => quantity.Interval is { IsCalibrated: true } interval
        ? $"{DisplayUnit.Digits(explanation.Value * unit.Factor, 2)} ± {unit.Words(interval.HalfWidth68, 2)}"
        : unit.Words(explanation.Value, Rank is null ? unit.Decimals : SplitDecimals);

    /// <summary>Character and wavelength of an excitation.</summary>
    private string InBrackets
    {
        get
        {
            if (Rank is null)
                return "";
            var wavelength = explanation.Value > 0.0 ? FormattableString.Invariant($"{SpectralUnit.Nanometre.FromHartree(explanation.Value):0} nm") : "";
            var known = new[] { quantity.Character, wavelength }.Where(word => word.Length > 0).ToArray();
            return known.Length > 0 ? $" ({string.Join(", ", known)})" : "";
        }
    }

    /// <summary>What the learned terms add and take away, where both are worth a number.</summary>
    private string Opposing
    {
        get
        {
            double up = LearnedTerms.Sum(term => Math.Max(0.0, term.Value)), down = LearnedTerms.Sum(term => Math.Min(0.0, term.Value));
            return Round(up, FewDecimals) == 0.0 || Round(down, FewDecimals) == 0.0 ? "" : $" ({unit.Signed(up, FewDecimals)} by some terms, {unit.Signed(down, FewDecimals)} by others)";
        }
    }

    private IEnumerable<(string Term, double Value)> LearnedTerms => explanation.Terms.Where(term => term.Kind == EntryKind.Learned).Select(term => (term.Term, term.Value));

    /// <summary>Two say enough of electronvolts.</summary>
    private int FewDecimals => Rank is null ? unit.Decimals : 2;

    private string Plain(string term) => quantity.Meanings.GetValueOrDefault(term, "") is { Length: > 0 } meaning ? meaning : term;

    private double[] LearnedOnAtoms()
    {
        var atoms = new double[molecule.Structure.AtomCount];
        foreach (var entry in explanation.Entries.Where(entry => entry.Kind == EntryKind.Learned))
        {
            foreach (var atom in entry.Atoms)
                atoms[atom] += entry.Value / entry.Atoms.Length;
        }

        return atoms;
    }

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

    /// <summary>Terms, and atoms, that a sentence names.</summary>
    private const int MostNamed = 2;

    private double Round(double value, int decimals) => Math.Round(value * unit.Factor, decimals, MidpointRounding.AwayFromZero);

    /// <summary>A share of something; small ones and what is left beside them with a decimal.</summary>
    public static string Percent(double share) => $"{DisplayUnit.Digits(100.0 * share, share is < 0.0995 or > 0.9005 ? 1 : 0)} %";
}
