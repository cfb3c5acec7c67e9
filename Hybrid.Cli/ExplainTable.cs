using System.Globalization;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Spectre.Console;

namespace Hybrid.Cli;

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
        foreach (var explanation in explained.GroundState.Where(one => one.Quantity == "energy"))
            WriteEnergy(explanation, structure, models.Ground.Parameters.Name);
        foreach (var explanation in explained.Excitations)
            WriteExcitation(explanation, structure, explained.Source!);
        foreach (var note in explained.Notes)
        {
            tables.Line();
            tables.Line($"Note: {note}");
        }

        tables.Line();
        tables.Line(FormattableString.Invariant($"{explained.Time.TotalSeconds:0.000} s with {DenseLinearAlgebra.Default.Name}"));
        tables.Line();
    }

    private void WriteEnergy(Explanation explanation, Structure structure, string method)
    {
        tables.Line();
        tables.Line(FormattableString.Invariant($"Energy: {explanation.Value:0.00000000} Eh, {method}; nothing in it is learned"));
        var table = TableWriter.New("Part", "Eh");
        foreach (var term in explanation.Terms)
            table.AddRow(Markup.Escape(term.Term), Number(term.Value, 8));
        tables.Write(table);
        WriteLargest(explanation, structure, EntryKind.Physics, "Largest parts by atom", "Eh", 1.0, 6);
    }

    private void WriteExcitation(Explanation explanation, Structure structure, ExcitationSource source)
    {
        const double Electronvolt = Constants.ElectronvoltPerHartree;
        tables.Line();
        tables.Line($"{Capital(explanation.Quantity)}: {Number(explanation.Value * Electronvolt, 3)} eV, {source.Method}");
        tables.Line(explanation.MlShare == 0.0
            ? "All of it is physics; nothing was learned."
            : $"Physics alone says {Number(explanation.Physics * Electronvolt, 3)} eV; what was learned changes it by {Signed(explanation.Learned * Electronvolt)} eV. Learned share: {Number(100.0 * explanation.MlShare, 1)} %.{Cancellation(explanation)}");
        if (source.Remark is { } remark)
            tables.Line(remark);
        var table = TableWriter.New("Part", "eV").AddColumn(new TableColumn("[grey]what it is[/]").NoWrap().PadLeft(2));
        foreach (var term in explanation.Terms.Where(term => term.Kind == EntryKind.Physics))
            AddTerm(table, term, source);
        if (explanation.MlShare != 0.0)
        {
            table.AddRow("[bold]physics alone[/]", Number(explanation.Physics * Electronvolt, 4), string.Empty);
            AddLearned(table, explanation, source);
            table.AddRow("quadrature error", Number(explanation.QuadratureError * Electronvolt, 6), "what the integration over the corrections misses");
        }

        table.AddRow("[bold]prediction[/]", Number(explanation.Value * Electronvolt, 4), string.Empty);
        tables.Write(table);
        WriteLargest(explanation, structure, EntryKind.Physics, "Largest physics by atom", "eV", Electronvolt, 4);
        WriteLargest(explanation, structure, EntryKind.Learned, "Largest learned by atom", "eV", Electronvolt, 4);
        foreach (var note in explanation.Notes)
            tables.Line($"Note: {note}");
    }

    /// <summary>The largest term by term, the others as their sum.</summary>
    private static void AddLearned(Table table, Explanation explanation, ExcitationSource source)
    {
        var terms = explanation.Terms.Where(term => term.Kind == EntryKind.Learned).OrderByDescending(term => Math.Abs(term.Value)).ToArray();
        foreach (var term in terms.Take(ShownTerms))
            AddTerm(table, term, source);
        if (terms.Length > ShownTerms)
            table.AddRow(FormattableString.Invariant($"  {terms.Length - ShownTerms} smaller learned terms"), Number(terms.Skip(ShownTerms).Sum(term => term.Value) * Constants.ElectronvoltPerHartree, 4), "their sum; one by one in the JSON");
    }

    private static void AddTerm(Table table, ExplanationEntry term, ExcitationSource source) =>
        table.AddRow($"  {Markup.Escape(term.Term)}", Number(term.Value * Constants.ElectronvoltPerHartree, 4), Markup.Escape(ExplanationWords.Of(term.Term, source.Model.Parameters)));

    /// <summary>Corrections that cancel each other are larger than their share tells.</summary>
    private static string Cancellation(Explanation explanation)
    {
        var sizes = explanation.Terms.Where(term => term.Kind == EntryKind.Learned).Sum(term => Math.Abs(term.Value));
        return sizes > Cancelling * Math.Abs(explanation.Learned)
            ? $" The learned terms mostly cancel: their sizes add up to {Number(sizes * Constants.ElectronvoltPerHartree, 2)} eV."
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

    private static string Atom(Structure structure, int atom) => FormattableString.Invariant($"{Element.Symbol(structure.AtomicNumbers[atom])}{atom + 1}");

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Number(double value, int decimals)
    {
        var text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAnyExcept("-0.") ? text : text.TrimStart('-');
    }
}
