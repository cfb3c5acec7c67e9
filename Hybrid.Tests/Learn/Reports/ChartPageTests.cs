using System.Text.Json;
using FluentAssertions;
using Hybrid.Learn.Reports;
using Xunit;

namespace Hybrid.Tests.Learn.Reports;

public sealed class ChartPageTests
{
    [Fact]
    public void The_page_holds_its_curves_and_everything_that_draws_them()
    {
        var page = new ChartPage("Training </script> & more", [new Chart("Loss", "epoch", "loss", [new ChartCurve("train", [1, 2], [0.5, double.NaN]) { Errors = [0.1, 0.0] }]) { IsYLogarithmic = true }])
        {
            Subtitle = "two epochs",
        };
        using var writer = new StringWriter();
        page.Write(writer);
        var html = writer.ToString();
        html.Should().NotContain("{{").And.NotContain("<script src").And.NotContain("<link").And.Contain("Plotly").And.Contain("<title>Training &lt;/script&gt; &amp; more</title>");
        const string Begin = "id=\"data\">";
        var from = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        using var data = JsonDocument.Parse(html[from..html.IndexOf("</script>", from, StringComparison.Ordinal)]);
        data.RootElement.GetProperty("format").GetString().Should().Be("hybrid-chart-page");
        var chart = data.RootElement.GetProperty("charts")[0];
        chart.GetProperty("yLog").GetBoolean().Should().BeTrue();
        var curve = chart.GetProperty("curves")[0];
        curve.GetProperty("y")[0].GetDouble().Should().Be(0.5);
        curve.GetProperty("y")[1].ValueKind.Should().Be(JsonValueKind.Null, "what is no number is a gap");
    }
}
