using System.Net;

namespace Hybrid.Benchmarks.Series;

/// <summary>The series as a drawing: energy against size, one panel for each series, a curve for each model, marks for the literature.</summary>
internal sealed class SeriesFigure(IReadOnlyList<SeriesMolecule> molecules, IReadOnlyList<SeriesPrediction> predictions)
{
    private const double Width = 400, Height = 290, Left = 52, Right = 14, Top = 34, Bottom = 44, LegendRow = 18;
    private const int Columns = 2;

    /// <summary>Distinct also to the colour-blind: Wong, doi:10.1038/nmeth.1618.</summary>
    private static readonly string[] colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

    private readonly SeriesMolecule[][] panels = [.. molecules.GroupBy(molecule => molecule.Series).Select(series => series.ToArray())];

    public void Write(TextWriter writer)
    {
        var rows = (panels.Length + Columns - 1) / Columns;
        var legend = Math.Max(predictions.Count, Enum.GetValues<LiteratureKind>().Length) * LegendRow + 14;
        var (width, height) = (Columns * Width, rows * Height + legend);
        writer.WriteLine(FormattableString.Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">"));
        writer.WriteLine("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        for (var k = 0; k < panels.Length; k++)
            Panel(writer, panels[k], k % Columns * Width, k / Columns * Height);
        Legend(writer, rows * Height + LegendRow);
        writer.WriteLine("</svg>");
    }

    private void Panel(TextWriter writer, SeriesMolecule[] members, double x0, double y0)
    {
        var sizes = members.Select(molecule => (double)molecule.Size).ToArray();
        var energies = members.SelectMany(Energies).ToArray();
        if (energies.Length == 0)
            return;
        var x = new PlotAxis(sizes.Min() - 0.5, sizes.Max() + 0.5, x0 + Left, x0 + Width - Right);
        var y = new PlotAxis(Math.Floor(energies.Min()), Math.Ceiling(energies.Max()), y0 + Height - Bottom, y0 + Top);
        writer.WriteLine(FormattableString.Invariant($"<rect x=\"{x.From:0.#}\" y=\"{y.To:0.#}\" width=\"{x.To - x.From:0.#}\" height=\"{y.From - y.To:0.#}\" fill=\"none\" stroke=\"#888\"/>"));
        Text(writer, (x.From + x.To) / 2, y0 + Top - 10, members[0].Series + (IsPair(members) ? ": La solid and black, Lb dashed and grey" : ""), "middle");
        Text(writer, (x.From + x.To) / 2, y0 + Height - 10, members[0].Series switch { "polyenes" => "conjugated double bonds", "acenes" => "rings", "isomers" => "S1 solid and black, S2 dashed and grey", _ => "vinylene units" }, "middle");
        Text(writer, x.From, y0 + Top - 10, "eV", "end");
        foreach (var molecule in members)
            Text(writer, x.At(molecule.Size), y.From + 16, IsNamed(molecule) ? molecule.Name : FormattableString.Invariant($"{molecule.Size}"), "middle");
        for (var energy = y.Low; energy <= y.High; energy++)
        {
            writer.WriteLine(FormattableString.Invariant($"<path d=\"M{x.From:0.#} {y.At(energy):0.#}H{x.To:0.#}\" stroke=\"#ddd\"/>"));
            Text(writer, x.From - 6, y.At(energy) + 4, FormattableString.Invariant($"{energy}"), "end");
        }

        foreach (var state in members.SelectMany(molecule => molecule.States).Distinct())
        {
            for (var m = 0; m < predictions.Count; m++)
                Curve(writer, x, y, [.. members.Select(molecule => ((double)molecule.Size, predictions[m][molecule, state]?.Energy))], colours[m % colours.Length], IsSecond(state));
            foreach (var molecule in members)
                foreach (var value in molecule.Literature.Where(value => value.State == state))
                    Mark(writer, x.At(molecule.Size), y.At(value.Energy), value.Kind, IsSecond(state) ? "#888" : "black");
        }
    }

    private IEnumerable<double> Energies(SeriesMolecule molecule) =>
    [
        .. molecule.Literature.Select(value => value.Energy),
        .. predictions.SelectMany(prediction => molecule.States.Select(state => prediction[molecule, state]?.Energy)).OfType<double>(),
    ];

    private static bool IsSecond(string state) => state is "Lb" or "S2";

    private static bool IsNamed(SeriesMolecule molecule) => molecule.Series == "isomers";

    private static bool IsPair(SeriesMolecule[] members) => members[0].States.Contains("Lb");

    private static void Curve(TextWriter writer, PlotAxis x, PlotAxis y, IEnumerable<(double Size, double? Energy)> points, string colour, bool isDashed)
    {
        var found = points.Where(point => point.Energy is not null).Select(point => (X: x.At(point.Size), Y: y.At(point.Energy!.Value))).ToArray();
        var path = string.Join('L', found.Select(point => FormattableString.Invariant($"{point.X:0.#} {point.Y:0.#}")));
        if (found.Length > 1)
            writer.WriteLine($"<path d=\"M{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\"{(isDashed ? " stroke-dasharray=\"5 3\"" : "")}/>");
        foreach (var point in found)
            writer.WriteLine(FormattableString.Invariant($"<circle cx=\"{point.X:0.#}\" cy=\"{point.Y:0.#}\" r=\"2.6\" fill=\"{colour}\"/>"));
    }

    /// <summary>Filled where a vertical energy may be compared, open where the value lies below one.</summary>
    private static void Mark(TextWriter writer, double x, double y, LiteratureKind kind, string colour) => writer.WriteLine(kind switch
    {
        LiteratureKind.Vertical => FormattableString.Invariant($"<rect x=\"{x - 4:0.#}\" y=\"{y - 4:0.#}\" width=\"8\" height=\"8\" fill=\"{colour}\"/>"),
        LiteratureKind.Corrected => FormattableString.Invariant($"<path d=\"M{x:0.#} {y - 5:0.#}l5 9h-10z\" fill=\"{colour}\"/>"),
        LiteratureKind.Vapour => FormattableString.Invariant($"<path d=\"M{x:0.#} {y - 5:0.#}l5 5l-5 5l-5 -5z\" fill=\"white\" stroke=\"{colour}\"/>"),
        _ => FormattableString.Invariant($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4.2\" fill=\"white\" stroke=\"{colour}\"/>"),
    });

    private void Legend(TextWriter writer, double y)
    {
        for (var m = 0; m < predictions.Count; m++)
        {
            writer.WriteLine(FormattableString.Invariant($"<path d=\"M{Left} {y + m * LegendRow - 4}h28\" stroke=\"{colours[m % colours.Length]}\" stroke-width=\"2\"/>"));
            Text(writer, Left + 38, y + m * LegendRow, predictions[m].Model.Name, "start");
        }

        foreach (var kind in Enum.GetValues<LiteratureKind>())
        {
            Mark(writer, Width + Left, y - 4, kind, "black");
            Text(writer, Width + Left + 12, y, kind switch
            {
                LiteratureKind.Vertical => "calculated, vertical",
                LiteratureKind.Corrected => "measured, corrected to vertical",
                LiteratureKind.Vapour => "measured origin, vapour",
                _ => "measured maximum, solution",
            }, "start");
            y += LegendRow;
        }
    }

    private static void Text(TextWriter writer, double x, double y, string text, string anchor) =>
        writer.WriteLine(FormattableString.Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>"));
}
