using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hybrid.Learn.Reports;

/// <summary>Fills spectrum-page.html with title, style, scripts and data.</summary>
internal static class PageTemplate
{
    private static readonly string[] Scripts =
        ["orbital-grid.js", "isosurface.js", "bands.js", "spectrum-plot.js", "orbital-view.js", "state-table.js", "spectrum-page.js"];

    public static void Write(TextWriter writer, string title, PageData data)
    {
        var rest = Asset("Page/spectrum-page.html").AsSpan();
        for (var begin = rest.IndexOf("{{"); begin >= 0; begin = rest.IndexOf("{{"))
        {
            writer.Write(rest[..begin]);
            rest = rest[(begin + 2)..];
            var end = rest.IndexOf("}}");
            writer.Write(Content(rest[..end].ToString(), title, data));
            rest = rest[(end + 2)..];
        }

        writer.Write(rest);
    }

    private static string Content(string name, string title, PageData data) => name switch
    {
        "title" => HtmlEncoder.Default.Encode(title),
        "style" => Asset("Page/spectrum-page.css"),
        "licences" => $"plotly.js (basic)\n\n{Asset("Assets/plotly-basic.LICENSE.txt")}\n3Dmol.js\n\n{Asset("Assets/3Dmol.LICENSE.txt")}",
        "plotly" => Asset("Assets/plotly-basic.min.js"),
        "3dmol" => Asset("Assets/3Dmol.min.js"),
        // The serialiser writes < as \u003C: no text can end the element that it stands in.
        "data" => JsonSerializer.Serialize(data, PageJson.Default.PageData),
        "scripts" => string.Join('\n', Scripts.Select(script => Asset($"Page/{script}"))),
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
