using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Hybrid.BrowserTests;

public sealed class SpectrumPageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Screenshot()
    {
        var folder = Environment.GetEnvironmentVariable("HYBRID_SCREENSHOTS");
        if (folder is null) return;
        foreach (var (name, scheme, w, h) in new[] { ("light", ColorScheme.Light, 1600, 1000), ("dark", ColorScheme.Dark, 1600, 1000), ("projector", ColorScheme.Light, 1280, 720), ("narrow", ColorScheme.Light, 700, 1200) })
        {
            await using var page = await browser.Open(SamplePages.TwoMolecules(), scheme, w, h);
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
            page.Complaints.Should().BeEmpty();
            page.Requests.Should().BeEmpty();
            Console.WriteLine($"{name} {page.Size}");
        }
    }
}
