using System.Collections.Immutable;
using Hybrid.Core.Elements;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Reports;

/// <summary>What stands in a page of explanations as JSON, in the units that its reader sees.</summary>
internal sealed record ExplanationPageData(string Format, int Version, string Library, ExplanationPageData.Molecule[] Molecules)
{
    public sealed record Molecule(string Name, string[] Elements, double[] Positions, Quantity[] Quantities, double?[]? Distances, string[][] Provenance, string[] Notes);

    /// <param name="Name">Such as "excitation 1".</param>
    /// <param name="Label">For a list to choose from.</param>
    /// <param name="Unit">Of all numbers.</param>
    /// <param name="Decimals">That are worth showing.</param>
    /// <param name="Value">The prediction.</param>
    /// <param name="Physics">The same without what was learned.</param>
    /// <param name="QuadratureError">What the learned terms miss.</param>
    /// <param name="Share">The learned share.</param>
    /// <param name="HalfWidth">Behind ±; null where it isn't calibrated.</param>
    /// <param name="HalfWidth95">Of the interval of 95 %; null where it isn't calibrated.</param>
    /// <param name="Headline">What is predicted, in a sentence.</param>
    /// <param name="Split">Which part is physics and which is learned, in a sentence.</param>
    /// <param name="Largest">Which learned terms and atoms matter most, in a sentence; empty for none.</param>
    /// <param name="Trust">Whether to believe it.</param>
    /// <param name="Terms">The parts, physics first.</param>
    /// <param name="Donors">By atom; null where it isn't known.</param>
    /// <param name="Acceptors">By atom; null where it isn't known.</param>
    public sealed record Quantity(
        string Name, string Label, string Unit, int Decimals, double Value, double Physics, double QuadratureError, double Share, double? HalfWidth, double? HalfWidth95,
        string Headline, string Split, string Largest, TrustStatement Trust, Term[] Terms, double[]? Donors, double[]? Acceptors);

    /// <param name="Name">Of the term.</param>
    /// <param name="Meaning">In plain words; empty for none.</param>
    /// <param name="Kind">"physics" or "learned".</param>
    /// <param name="Value">Its sum.</param>
    /// <param name="Atoms">The part of each atom, half of a pair's; null for a term that belongs to no atom.</param>
    /// <param name="Largest">Its largest entries.</param>
    /// <param name="Entries">How many it has.</param>
    public sealed record Term(string Name, string Meaning, string Kind, double Value, double[]? Atoms, Entry[] Largest, int Entries);

    public sealed record Entry(int[] Atoms, double Value);

    /// <summary>Entries of a term in a page; a molecule of a hundred atoms has ten thousand pairs.</summary>
    private const int MostEntries = 40;

    public static ExplanationPageData Of(ExplanationPage page)
    {
        if (page.Molecules.Count == 0 || page.Molecules.Any(molecule => molecule.Quantities.Count == 0))
            throw new ArgumentException("At least one molecule, each with a quantity, was expected, but there is nothing to show.", nameof(page));
        return new ExplanationPageData("hybrid-explanation-page", 1, Provenance.Library, [.. page.Molecules.Select(Of)]);
    }

    private static Molecule Of(ExplainedMolecule molecule)
    {
        var structure = molecule.Structure;
        if (molecule.DomainDistances is { } distances && distances.Count != structure.AtomCount)
            throw new ArgumentException($"A distance for each of {structure.AtomCount} atoms was expected, but {distances.Count} came.", nameof(molecule));
        return new Molecule(
            molecule.Name, [.. structure.AtomicNumbers.ToArray().Select(Element.Symbol)],
            [.. structure.Positions.ToArray().Select(x => Math.Round(x * Constants.AngstromPerBohr, 5))],
            [.. molecule.Quantities.Select(quantity => Of(quantity, molecule))],
            // JSON has no infinity.
            molecule.DomainDistances is { } d ? [.. d.Select(value => double.IsFinite(value) ? Math.Round(value, 4) : (double?)null)] : null,
            [.. molecule.Provenance.Select(line => new[] { line.Key, line.Value })], [.. molecule.Notes]);
    }

    private static Quantity Of(ExplainedQuantity quantity, ExplainedMolecule molecule)
    {
        var (explanation, unit) = (quantity.Explanation, DisplayUnit.Of(quantity.Explanation));
        var words = new ExplanationSentences(quantity, molecule, unit);
        // What a model merely believes of itself is told in words, not drawn.
        var measured = quantity.Interval is { IsCalibrated: true } interval ? interval : null;
        return new Quantity(
            explanation.Quantity.ToString(), words.Label, unit.Name, unit.Decimals, unit.Shown(explanation.Value, "A prediction"), unit.Shown(explanation.Physics, "A prediction without corrections"),
            unit.Shown(explanation.QuadratureError, "An error of a quadrature"), Math.Round(explanation.MlShare, 6),
            Width(measured?.HalfWidth68), Width(measured?.HalfWidth95),
            words.Headline, words.Split, words.Largest, molecule.Trust(quantity),
            [.. explanation.Entries.GroupBy(entry => (entry.Kind, entry.Term)).Select(group => Of(group.Key.Kind, group.Key.Term, [.. group], quantity.Meanings, unit, molecule.Structure.AtomCount))],
            Weights(quantity.Donors, molecule.Structure.AtomCount), Weights(quantity.Acceptors, molecule.Structure.AtomCount));

        double? Width(double? width) => width is { } known ? unit.Shown(known, "An uncertainty") : null;
    }

    private static Term Of(EntryKind kind, string term, ExplanationEntry[] entries, IReadOnlyDictionary<string, string> meanings, DisplayUnit unit, int atomCount)
    {
        var atoms = new double[atomCount];
        foreach (var entry in entries)
        {
            foreach (var atom in entry.Atoms)
                atoms[atom] += entry.Value / entry.Atoms.Length;
        }

        return new Term(
            term, meanings.GetValueOrDefault(term, ""), kind == EntryKind.Physics ? "physics" : "learned", unit.Shown(entries.Sum(entry => entry.Value), "A part of a prediction"),
            Array.TrueForAll(entries, entry => entry.Atoms.IsEmpty) ? null : Array.ConvertAll(atoms, value => unit.Shown(value, "The part of an atom")),
            [.. entries.OrderByDescending(entry => Math.Abs(entry.Value)).Take(MostEntries).Select(entry => new Entry([.. entry.Atoms], unit.Shown(entry.Value, "A part of a prediction")))],
            entries.Length);
    }

    private static double[]? Weights(ImmutableArray<double> weights, int atomCount)
    {
        if (weights.IsDefaultOrEmpty)
            return null;
        return weights.Length == atomCount
            ? [.. weights.Select(weight => Math.Round(weight, 6))]
            : throw new ArgumentException($"A weight for each of {atomCount} atoms was expected, but {weights.Length} came.", nameof(weights));
    }
}
