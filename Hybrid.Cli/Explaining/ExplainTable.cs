using System.Globalization;
using Hybrid.Cli.Predicting;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Parameters;
using Spectre.Console;

namespace Hybrid.Cli.Explaining;

/// <summary>Explanations for people: what is physics and what is learned, term by term, then the largest parts by atom.</summary>
internal sealed class ExplainTable(CommandStreams streams)
{
    /// <summary>Learned terms that are shown, the largest first.</summary>
    private const int ShownTerms = 7;

    /// <summary>From this ratio of sizes to their sum on a reader is told that learned terms cancel each other.</summary>
    private const double Cancelling = 3.0;

    /// <summary>Parts by atom that are shown of each kind; the JSON has all.</summary>
    private const int Shown = 6;

    private readonly TableWriter tables = new(streams.Output, streams.OutputIsTerminal);

    public void Write(ExplainedStructure explained, ExplainModels models)
    {
        var structure = explained.Frame.Structure;
        tables.Title(FormattableString.Invariant($"{explained.Frame.Place}: {Formula.Of(structure)}, charge {structure.Charge:+0;-0;0}"));
        foreach (var explanation in explained.GroundState.Where(one => one.Quantity.Kind == QuantityKind.Energy))
            WriteEnergy(explanation, explained, models);
        foreach (var explanation in explained.Excitations)
            WriteExcitation(explanation, explained);
        new MomentTable(tables, structure).Write("Charges of the filled orbitals", [.. explained.Moments.Where(moment => moment.Quantity.IsOfFilledOrbitals)]);
        foreach (var note in explained.Notes)
        {
            tables.Line();
            tables.Line($"Note: {note}");
        }

        tables.Line();
        tables.Line(FormattableString.Invariant($"{explained.Time.TotalSeconds:0.000} s with {DenseLinearAlgebra.Default.Name}"));
        tables.Line();
    }

    private void WriteEnergy(Explanation explanation, ExplainedStructure explained, ExplainModels models)
    {
        const int Decimals = 8;
        tables.Line();
        tables.Line(FormattableString.Invariant($"Energy: {explanation.Value:0.00000000} Eh, {models.GroundMethod}{(explanation.PathPoints == 0 ? "; nothing in it is learned" : "")}"));
        if (explanation.PathPoints > 0)
            tables.Line(FormattableString.Invariant($"Physics alone says {explanation.Physics:0.00000000} Eh; what was learned changes it by {Signed(explanation.Learned, Decimals)} Eh. Learned share: {Number(100.0 * explanation.MlShare, 3)} %.{Cancellation(explanation, "Eh", 1.0)}"));
        WriteTrust(explained, explanation);
        WriteParts(explanation, "Eh", 1.0, Decimals, models.Ground.Parameters);
        WriteLargest(explanation, explained.Frame.Structure, EntryKind.Physics, "Largest parts by atom", "Eh", 1.0, 6);
        WriteLargest(explanation, explained.Frame.Structure, EntryKind.Learned, "Largest learned by atom", "Eh", 1.0, 6);
        if (explanation.PathPoints > 0)
            new MomentTable(tables, explained.Frame.Structure).Write("Charges of the ground state", explained.GroundState);
    }

    private void WriteExcitation(Explanation explanation, ExplainedStructure explained)
    {
        const double Electronvolt = Constants.ElectronvoltPerHartree;
        var (source, structure) = (explained.Source!, explained.Frame.Structure);
        var interval = explained.Quantity(explanation).Interval is { } known ? $" ± {Number(known.HalfWidth68 * Electronvolt, 3)}" : "";
        tables.Line();
        tables.Line($"{Capital(explanation.Quantity.ToString())}: {Number(explanation.Value * Electronvolt, 3)}{interval} eV, {source.Method}");
        tables.Line(explanation.MlShare == 0.0
            ? "All of it is physics; nothing was learned."
            : $"Physics alone says {Number(explanation.Physics * Electronvolt, 3)} eV; what was learned changes it by {Signed(explanation.Learned * Electronvolt, 3)} eV. Learned share: {Number(100.0 * explanation.MlShare, 1)} %.{Cancellation(explanation, "eV", Electronvolt)}");
        WriteTrust(explained, explanation);
        if (source.Remark is { } remark)
            tables.Line(remark);
        WriteParts(explanation, "eV", Electronvolt, 4, source.Model.Parameters);
        WriteLargest(explanation, structure, EntryKind.Physics, "Largest physics by atom", "eV", Electronvolt, 4);
        WriteLargest(explanation, structure, EntryKind.Learned, "Largest learned by atom", "eV", Electronvolt, 4);
        new MomentTable(tables, structure).Write($"Charge moved by {explanation.Quantity}", [.. explained.Moments.Where(moment => moment.Quantity is { IsChange: true } change && change.OfExcitation == explanation.Quantity)]);
        foreach (var note in explanation.Notes)
            tables.Line($"Note: {note}");
    }

    /// <summary>In a word, and where it isn't a plain yes the weightiest reason.</summary>
    private void WriteTrust(ExplainedStructure explained, Explanation explanation)
    {
        var trust = explained.Molecule!.Trust(explained.Quantity(explanation));
        tables.Line($"Trust: {trust.Verdict}");
        if (trust.Level is TrustStatement.Care)
            tables.Line(trust.Reasons[0]);
    }

    private void WriteParts(Explanation explanation, string unit, double factor, int decimals, ParameterSet parameters)
    {
        var table = TableWriter.New("Part", unit).AddColumn(new TableColumn("[grey]what it is[/]").NoWrap().PadLeft(2));
        foreach (var term in explanation.Terms.Where(term => term.Kind == EntryKind.Physics))
            AddTerm(table, term, factor, decimals, parameters);
        if (explanation.PathPoints > 0)
        {
            table.AddRow("[bold]physics alone[/]", Number(explanation.Physics * factor, decimals), string.Empty);
            AddLearned(table, explanation, factor, decimals, parameters);
            table.AddRow("quadrature error", Number(explanation.QuadratureError * factor, decimals + 2), "what the integration over the corrections misses");
        }

        table.AddRow("[bold]prediction[/]", Number(explanation.Value * factor, decimals), string.Empty);
        tables.Write(table);
    }

    /// <summary>The largest term by term, the others as their sum.</summary>
    private static void AddLearned(Table table, Explanation explanation, double factor, int decimals, ParameterSet parameters)
    {
        var terms = explanation.Terms.Where(term => term.Kind == EntryKind.Learned).OrderByDescending(term => Math.Abs(term.Value)).ToArray();
        foreach (var term in terms.Take(ShownTerms))
            AddTerm(table, term, factor, decimals, parameters);
        if (terms.Length > ShownTerms)
            table.AddRow(FormattableString.Invariant($"  {terms.Length - ShownTerms} smaller learned terms"), Number(terms.Skip(ShownTerms).Sum(term => term.Value) * factor, decimals), "their sum; one by one in the JSON");
    }

    private static void AddTerm(Table table, ExplanationEntry term, double factor, int decimals, ParameterSet parameters) =>
        table.AddRow($"  {Markup.Escape(term.Term)}", Number(term.Value * factor, decimals), Markup.Escape(ExplanationWords.Of(term.Term, parameters)));

    /// <summary>Corrections that cancel each other are larger than their share tells.</summary>
    private static string Cancellation(Explanation explanation, string unit, double factor)
    {
        var sizes = explanation.Terms.Where(term => term.Kind == EntryKind.Learned).Sum(term => Math.Abs(term.Value));
        return sizes > Cancelling * Math.Abs(explanation.Learned)
            ? $" The learned terms mostly cancel: their sizes add up to {Number(sizes * factor, 2)} {unit}."
            : string.Empty;
    }

    private void WriteLargest(Explanation explanation, Structure structure, EntryKind kind, string title, string unit, double perHartree, int decimals)
    {
        var largest = explanation.Entries.Where(entry => entry.Kind == kind && !entry.Atoms.IsEmpty).OrderByDescending(entry => Math.Abs(entry.Value)).Take(Shown).ToArray();
        if (largest.Length == 0)
            return;
        var table = TableWriter.New(title, unit).AddColumn(new TableColumn("[grey]part[/]").NoWrap().PadLeft(2));
        foreach (var entry in largest)
            table.AddRow(string.Join('–', entry.Atoms.Select(atom => Atom(structure, atom))), Number(entry.Value * perHartree, decimals), Markup.Escape(entry.Term));
        tables.Write(table);
    }

    internal static string Atom(Structure structure, int atom) => FormattableString.Invariant($"{Element.Symbol(structure.AtomicNumbers[atom])}{atom + 1}");

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Signed(double value, int decimals) => value >= 0.0 ? $"+{Number(value, decimals)}" : Number(value, decimals);

    internal static string Number(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyExcept("-0.") ? text : text.TrimStart('-');
    }
}
