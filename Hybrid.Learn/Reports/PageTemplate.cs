using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hybrid.Learn.Reports;

/// <summary>Fills the page of spectra or of charts with title, style, scripts and data.</summary>
internal static class PageTemplate
{
    private static readonly string[] Scripts =
        ["orbital-grid.js", "isosurface.js", "bands.js", "spectrum-plot.js", "orbital-view.js", "state-table.js", "spectrum-page.js"];

    public static void Write(TextWriter writer, string title, PageData data) => Fill(writer, "spectrum-page.html", name => name switch
    {
        "licences" => $"{PlotlyLicence}\n3Dmol.js\n\n{Asset("Assets/3Dmol.LICENSE.txt")}",
        "3dmol" => Asset("Assets/3Dmol.min.js"),
        // The serialiser writes < as \u003C: no text can end the element that it stands in.
        "data" => JsonSerializer.Serialize(data, PageJson.Default.PageData),
        "scripts" => string.Join('\n', Scripts.Select(script => Asset($"Page/{script}"))),
        _ => Common(name, title),
    });

    public static void Write(TextWriter writer, ChartPage page) => Fill(writer, "chart-page.html", name => name switch
    {
        "licences" => PlotlyLicence,
        "data" => JsonSerializer.Serialize(ChartPageData.Of(page), PageJson.Default.ChartPageData),
        "scripts" => Asset("Page/chart-page.js"),
        _ => Common(name, page.Title),
    });

    private static string PlotlyLicence => $"plotly.js (basic)\n\n{Asset("Assets/plotly-basic.LICENSE.txt")}";

    private static void Fill(TextWriter writer, string template, Func<string, string> content)
    {
        var rest = Asset($"Page/{template}").AsSpan();
        for (var begin = rest.IndexOf("{{"); begin >= 0; begin = rest.IndexOf("{{"))
        {
            writer.Write(rest[..begin]);
            rest = rest[(begin + 2)..];
            var end = rest.IndexOf("}}");
            writer.Write(content(rest[..end].ToString()));
            rest = rest[(end + 2)..];
        }

        writer.Write(rest);
    }

    private static string Common(string name, string title) => name switch
    {
        "title" => HtmlEncoder.Default.Encode(title),
        "style" => Asset("Page/spectrum-page.css"),
        "plotly" => Asset("Assets/plotly-basic.min.js"),
        _ => throw new InvalidOperationException($"The template of the page asks for \"{name}\", which nobody knows."),
    };

    private static string Asset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Reports/{name}")
            ?? throw new InvalidOperationException($"The resource {name} was expected in {Assembly.GetExecutingAssembly().GetName().Name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
