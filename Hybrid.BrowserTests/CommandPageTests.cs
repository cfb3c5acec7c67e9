using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Cli;
using Hybrid.Core.Units;
using Microsoft.Playwright;
using Xunit;

namespace Hybrid.BrowserTests;

/// <summary>Pages that the command writes, from structures to orbitals.</summary>
public sealed class CommandPageTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Digits of the page.</summary>
    private const double Rounding = 1e-3;

    [Fact]
    public async Task The_page_of_the_readme_shows_caffeine_with_its_states_and_orbitals()
    {
        var file = Page("caffeine.xyz");
        await using var open = await browser.OpenFile(file, width: 1360, height: 1000);
        open.Complaints.Should().BeEmpty();
        open.Requests.Should().BeEmpty();
        (await open.Page.Locator("#subtitle").TextContentAsync()).Should().Contain("24 atoms").And.Contain("sTDA-xTB");
        (await open.Rows.CountAsync()).Should().BeGreaterThanOrEqualTo(20);
        (await open.Page.Locator("#plot .scatterlayer .trace").CountAsync()).Should().BeGreaterThanOrEqualTo(3, "a band, sticks and their marks");
        (await open.Page.Locator("footer").TextContentAsync()).Should().Contain("simplified kernel").And.Contain("SHA-256");

        var before = await open.Pixels("#hole-view");
        await open.Page.Locator("#states tr[data-state=S1]").ClickAsync();
        await open.WaitForState("S1");
        (await open.Card.GetAttributeAsync("data-surfaces")).Should().Be("4", "hole and particle have two phases each");
        (await open.Page.Locator("#state-character").TextContentAsync()).Should().Contain("π→π*");
        (await open.Pixels("#hole-view")).Should().NotBe(before);
        if (Environment.GetEnvironmentVariable("HYBRID_PICTURE") is { Length: > 0 } picture)
            await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
    }

    [Fact]
    public async Task Bands_of_several_frames_are_their_mean()
    {
        var folder = Directory.CreateTempSubdirectory("hybrid-frames").FullName;
        try
        {
            var (frames, csv) = (Path.Combine(folder, "frames.xyz"), Path.Combine(folder, "mean.csv"));
            File.WriteAllText(frames, "3\n\nO 0 0 0\nH 0 0.76 0.59\nH 0 -0.76 0.59\n3\n\nO 0 0 0\nH 0 0.85 0.66\nH 0 -0.85 0.66\n");
            await using var open = await browser.OpenFile(Page(frames, "--average", "--states", "3", "--csv", csv));
            (await open.Page.Locator("#plot-note").TextContentAsync()).Should().Contain("mean of 2 frames");
            var peak = await open.Page.EvaluateAsync<double>("() => Math.max(...document.querySelector('#plot').data[0].y)");
            var highest = File.ReadLines(csv).Where(line => char.IsDigit(line[0])).Max(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture));
            peak.Should().BeApproximately(highest / 1000.0, Rounding * highest / 1000.0);
            open.Complaints.Should().BeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_page_of_an_explanation_has_the_numbers_of_the_command()
    {
        var json = Path.Combine(Path.GetTempPath(), $"explain-{Guid.NewGuid():N}.jsonl");
        try
        {
            await using var open = await browser.OpenFile(Written("explain", "caffeine.xyz", "--json", json), width: 1400, height: 1060);
            open.Complaints.Should().BeEmpty();
            open.Requests.Should().BeEmpty();
            using var written = JsonDocument.Parse(File.ReadAllText(json));
            var excitation = written.RootElement.GetProperty("explanations").EnumerateArray().Single(one => one.GetProperty("quantity").GetString() == "excitation 1");
            var headline = await open.Page.Locator("#headline").TextContentAsync();
            headline.Should().StartWith("The lowest excitation of caffeine is predicted at ").And.Contain("π→π*");
            double.Parse(headline!["The lowest excitation of caffeine is predicted at ".Length..].Split('\u00a0')[0], CultureInfo.InvariantCulture)
                .Should().BeApproximately(excitation.GetProperty("value").GetDouble() * Constants.ElectronvoltPerHartree, 0.005, "two digits are written, or more");
            (await open.Page.Locator("#trust").GetAttributeAsync("data-level")).Should().Be("care", "caffeine is larger than any molecule that the model learned from");
            (await open.Page.Locator("#parts .learned").CountAsync()).Should().Be(
                excitation.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "learned").DistinctBy(entry => entry.GetProperty("term").GetString()).Count() * 2, "a row and a bar each");
            (await open.Page.Locator("#quantity option").AllTextContentsAsync()).Should().HaveCount(14).And.Contain(label => label.StartsWith("energy", StringComparison.Ordinal));
            (await open.Page.Locator("#colouring option[value=donors]").CountAsync()).Should().Be(1);
            if (Environment.GetEnvironmentVariable("HYBRID_EXPLANATION_PICTURE") is { Length: > 0 } picture)
                await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = picture });
        }
        finally
        {
            File.Delete(json);
        }
    }

    private static string Page(string structure, params string[] options) => Written("spectrum", structure, options);

    private static string Written(string verb, string structure, params string[] options)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{verb}-{Guid.NewGuid():N}.html");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var streams = new CommandStreams(static () => Stream.Null, output, error, OutputIsTerminal: false, ErrorIsTerminal: false);
        var path = Path.IsPathRooted(structure) ? structure : Path.Combine(AppContext.BaseDirectory, "structures", structure);
        HybridCommand.Run([verb, path, "--html", file, .. options], streams).Should().Be(ExitCode.Success, error.ToString());
        return file;
    }
}
