using System.Net;
using System.Text;

namespace Examples.Stories;

/// <summary>Numbers as bars: one group of bars for each row, one colour for each series.</summary>
/// <param name="Title">Its heading, with the unit.</param>
/// <param name="Rows">What the groups are called.</param>
/// <param name="Series">Names with a number for each row; NaN for none.</param>
public sealed record BarFigure(string Title, IReadOnlyList<string> Rows, IReadOnlyList<(string Name, double[] Values)> Series)
{
    private const double Width = 760, Left = 190, Right = 60, Top = 44, Bar = 13, Gap = 14, LegendRow = 18;

    /// <summary>Distinct also to the colour-blind: Wong, doi:10.1038/nmeth.1618.</summary>
    private static readonly string[] colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];

    /// <summary>The picture.</summary>
    public string Svg()
    {
        var values = Series.SelectMany(series => series.Values).Where(double.IsFinite).ToArray();
        var (low, high) = (Math.Min(0.0, values.Min()), Math.Max(0.0, values.Max()));
        var group = (Series.Count * Bar) + Gap;
        var height = Top + (Rows.Count * group) + 30 + (Series.Count * LegendRow);
        var text = new StringBuilder();
        Line(text, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height:0.#}\" width=\"{Width}\" height=\"{height:0.#}\" font-family=\"sans-serif\" font-size=\"12\">");
        Line(text, $"<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        Text(text, Left, 22, "start", Title);
        for (var row = 0; row < Rows.Count; row++)
        {
            var y = Top + (row * group);
            Text(text, Left - 50, y + (Series.Count * Bar / 2) + 4, "end", Rows[row]);
            for (var s = 0; s < Series.Count; s++)
                Draw(text, Series[s].Values[row], y + (s * Bar), colours[s % colours.Length]);
        }

        Line(text, $"<path d=\"M{X(0.0):0.#} {Top - 6:0.#}V{Top + (Rows.Count * group):0.#}\" stroke=\"black\"/>");
        for (var s = 0; s < Series.Count; s++)
        {
            var y = height - ((Series.Count - s) * LegendRow) + 4;
            Line(text, $"<rect x=\"{Left}\" y=\"{y - 10:0.#}\" width=\"14\" height=\"10\" fill=\"{colours[s % colours.Length]}\"/>");
            Text(text, Left + 22, y, "start", Series[s].Name);
        }

        Line(text, $"</svg>");
        return text.ToString();

        double X(double value) => Left + ((value - low) / (high - low) * (Width - Left - Right));

        void Draw(StringBuilder into, double value, double y, string colour)
        {
            if (!double.IsFinite(value))
                return;
            Line(into, $"<rect x=\"{X(Math.Min(0.0, value)):0.#}\" y=\"{y:0.#}\" width=\"{Math.Abs(X(value) - X(0.0)):0.#}\" height=\"{Bar - 2}\" fill=\"{colour}\"/>");
            Text(into, X(value) + (value < 0.0 ? -4 : 4), y + 10, value < 0.0 ? "end" : "start", FormattableString.Invariant($"{value:0.00}"));
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(FormattableString.Invariant(line)).Append('\n');

    private static void Text(StringBuilder text, double x, double y, string anchor, string words) =>
        Line(text, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(words)}</text>");
}
