using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hybrid.Learn.Reports;

/// <summary>A kind of page: a template that is filled with title, styles, scripts, libraries and data, so that the file needs nothing else.</summary>
/// <param name="Name">Of its template and its style.</param>
/// <param name="HasPlots">True for a page with plotly.</param>
/// <param name="HasMolecules">True for a page with 3Dmol.</param>
/// <param name="Scripts">Its own, in order.</param>
internal sealed record PageTemplate(string Name, bool HasPlots, bool HasMolecules, params string[] Scripts)
{
    public static PageTemplate Spectrum { get; } = new(
        "spectrum-page", HasPlots: true, HasMolecules: true,
        "page.js", "row-choice.js", "orientation.js", "molecule-view.js", "orbital-grid.js", "isosurface.js", "bands.js", "spectrum-plot.js", "orbital-view.js", "state-table.js", "spectrum-page.js");

    public static PageTemplate Charts { get; } = new("chart-page", HasPlots: true, HasMolecules: false, "page.js", "chart-page.js");

    public static PageTemplate Explanation { get; } = new(
        "explanation-page", HasPlots: false, HasMolecules: true,
        "page.js", "numbers.js", "row-choice.js", "orientation.js", "molecule-view.js", "atom-colours.js", "waterfall.js", "prediction-line.js", "part-table.js", "explanation-page.js");

    public static PageTemplate Inspection { get; } = new(
        "inspection-page", HasPlots: false, HasMolecules: false, "page.js", "numbers.js", "row-choice.js", "drift-chart.js", "element-map.js", "inspection-page.js");

    public void Write<T>(TextWriter writer, string title, T data, JsonTypeInfo<T> type) => Fill(writer, $"{Name}.html", name => name switch
    {
        "title" => HtmlEncoder.Default.Encode(title),
        "style" => $"{Asset("Page/page.css")}{Asset($"Page/{Name}.css")}",
        "licences" => string.Join("\n", Licences()),
        "plotly" when HasPlots => Asset("Assets/plotly-basic.min.js"),
        "3dmol" when HasMolecules => Asset("Assets/3Dmol.min.js"),
        // The serialiser writes < as \u003C: no text can end the element that it stands in.
        "data" => JsonSerializer.Serialize(data, type),
        "scripts" => string.Join('\n', Scripts.Select(script => Asset($"Page/{script}"))),
        _ => throw new InvalidOperationException($"The template {Name} asks for \"{name}\", which nobody knows."),
    });

    private IEnumerable<string> Licences()
    {
        if (HasPlots)
            yield return $"plotly.js (basic)\n\n{Asset("Assets/plotly-basic.LICENSE.txt")}";
        if (HasMolecules)
            yield return $"3Dmol.js\n\n{Asset("Assets/3Dmol.LICENSE.txt")}";
    }

    private static void Fill(TextWriter writer, string template, Func<string, string> content)
    {
        var rest = Asset($"Page/{template}").AsSpan();
        for (var begin = rest.IndexOf("{{"); begin >= 0; begin = rest.IndexOf("{{"))
        {
            writer.Write(rest[..begin]);
            rest = rest[(begin + 2)..];
            var end = rest.IndexOf("}}");
            var name = rest[..end].ToString();
            if (name == "head")
                Fill(writer, "head.html", content);
            else
                writer.Write(content(name));
            rest = rest[(end + 2)..];
        }

        writer.Write(rest);
    }

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Reports/{name}")
            ?? throw new InvalidOperationException($"The resource {name} was expected in {Assembly.GetExecutingAssembly().GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
