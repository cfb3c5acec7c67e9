using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Hybrid.BrowserTests;

/// <summary>What a visitor of a page sees and does.</summary>
public sealed class SpectrumPageTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>Two molecules, one of them caffeine, with the libraries.</summary>
    private const long LargestSize = 8_000_000;

    [Fact]
    public async Task Opens_from_a_file_without_complaints_and_asks_nobody()
    {
        await using var open = await browser.Open(SamplePages.TwoMolecules());
        open.Complaints.Should().BeEmpty();
        open.Requests.Should().BeEmpty();
        open.Size.Should().BeLessThan(LargestSize);
        (await open.Page.TitleAsync()).Should().Be("Caffeine and benzene");
        (await open.Page.Locator("#plot .scatterlayer .trace").CountAsync()).Should().BeGreaterThan(6, "two molecules have bands, sticks and marks");
        (await open.Page.Locator(".view canvas").CountAsync()).Should().Be(2);
        (await open.Rows.CountAsync()).Should().Be(32, "four by four promotions are singlets and triplets");
        (await open.Page.Locator("#plot .legend").TextContentAsync()).Should().Contain("caffeine").And.Contain("benzene").And.Contain("measured (scaled)");
        (await open.Page.Locator("#plot .xtitle").TextContentAsync()).Should().Be("photon energy / eV");
        (await open.Page.Locator("footer").TextContentAsync()).Should().Contain("GFN2-xTB").And.Contain("Plotly Technologies").And.Contain("University of Pittsburgh");
    }

    [Fact]
    public async Task Shows_orbitals_of_the_brightest_state_first()
    {
        await using var open = await browser.Open(SamplePages.OneMolecule());
        (await open.Card.GetAttributeAsync("data-surfaces")).Should().Be("4", "hole and particle have two phases each");
        (await open.Page.Locator("#hole-level").TextContentAsync()).Should().MatchRegex(@"\|φ\| = 0\.0\d\d");
    }

    [Fact]
    public async Task Tells_the_character_of_the_state_under_the_mouse()
    {
        await using var open = await browser.Open(SamplePages.OneMolecule());
        var mark = await open.Page.Locator("#plot .scatterlayer .points path").First.BoundingBoxAsync();
        await open.Page.Mouse.MoveAsync(mark!.X + (mark.Width / 2) + 1, mark.Y + (mark.Height / 2) + 1);
        var text = await open.Page.Locator("#plot .hoverlayer .hovertext").First.TextContentAsync();
        text.Should().Contain("single promotion").And.Contain("eV").And.Contain("HOMO");
    }

    [Fact]
    public async Task Draws_the_orbitals_of_the_row_that_is_clicked()
    {
        await using var open = await browser.Open(SamplePages.TwoMolecules());
        var (hole, particle) = (await open.Pixels("#hole-view"), await open.Pixels("#particle-view"));
        var row = open.Page.Locator("#states tr[data-state]:has-text('HOMO−1 → LUMO+1')").First;
        await row.ClickAsync();
        await open.WaitForState((await row.GetAttributeAsync("data-state"))!);
        (await row.GetAttributeAsync("aria-selected")).Should().Be("true");
        (await open.Card.GetAttributeAsync("data-surfaces")).Should().Be("4");
        (await open.Pixels("#hole-view")).Should().NotBe(hole);
        (await open.Pixels("#particle-view")).Should().NotBe(particle);
        open.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Draws_the_orbitals_of_the_stick_that_is_clicked_also_of_another_molecule()
    {
        await using var open = await browser.Open(SamplePages.TwoMolecules());
        (await open.Page.Locator("#states").GetAttributeAsync("aria-label")).Should().Contain("caffeine");
        // The marks of benzene's triplets come last; they lie on the axis, apart from any other state's stick.
        var mark = await open.Page.Locator("#plot .scatterlayer .trace").Filter(new LocatorFilterOptions { Has = open.Page.Locator(".points path") })
            .Nth(2).Locator(".points path").Last.BoundingBoxAsync();
        await open.Page.Mouse.MoveAsync(mark!.X + (mark.Width / 2), mark.Y + (mark.Height / 2));
        await open.Page.Locator("#plot .hoverlayer .hovertext").First.WaitForAsync();
        await open.Page.Mouse.DownAsync();
        await open.Page.Mouse.UpAsync();
        await open.Page.WaitForFunctionAsync("() => document.querySelector('#states').ariaLabel.includes('benzene')");
        await open.Page.WaitForFunctionAsync("() => document.querySelector('#states [aria-selected=true]')?.dataset.state === document.querySelector('#orbital-card').dataset.state");
        (await open.Card.GetAttributeAsync("data-surfaces")).Should().Be("4");
    }

    [Fact]
    public async Task Obeys_the_keyboard()
    {
        await using var open = await browser.Open(SamplePages.OneMolecule());
        await open.Rows.First.FocusAsync();
        foreach (var key in new[] { "End", "ArrowUp", "ArrowUp", "ArrowDown", "Enter" })
            await open.Page.Keyboard.PressAsync(key);
        var row = open.Rows.Nth(await open.Rows.CountAsync() - 2);
        await open.WaitForState((await row.GetAttributeAsync("data-state"))!);
        (await row.GetAttributeAsync("aria-selected")).Should().Be("true");
        (await row.EvaluateAsync<bool>("row => row === document.activeElement")).Should().BeTrue();
        (await row.EvaluateAsync<string>("row => getComputedStyle(row).outlineStyle")).Should().Be("solid", "the row that keys act on is visible");
    }

    [Fact]
    public async Task Lets_its_reader_choose_the_molecule_and_the_size_of_the_surfaces()
    {
        await using var open = await browser.Open(SamplePages.TwoMolecules());
        await open.Page.SelectOptionAsync("#spectrum", "1");
        (await open.Rows.CountAsync()).Should().Be(8);
        (await open.Page.Locator("#subtitle").TextContentAsync()).Should().StartWith("benzene, 12 atoms");
        var level = await open.Page.Locator("#hole-level").TextContentAsync();
        await open.Page.Locator("#enclosed").FillAsync("40");
        await open.Page.WaitForFunctionAsync("level => document.querySelector('#hole-level').textContent !== level", level);
    }

    [Fact]
    public async Task Bands_have_the_area_of_their_states()
    {
        // One state, 5 eV, f = 1, R = 10. A Gaussian of width w and area one has the height (2/w) √(ln 2/π), a Lorentzian 2/(π w).
        const double K = 28_706.6, Margin = 2e-3;
        await using var open = await browser.Open(SamplePages.OneState());
        (await Peak(open)).Should().BeApproximately(K / 1000.0 * (2.0 / 0.4) * 0.469719, K / 1000.0 * Margin);
        await open.Page.Locator("#width").FillAsync("0.8");
        (await Peak(open)).Should().BeApproximately(K / 1000.0 * (2.0 / 0.8) * 0.469719, K / 1000.0 * Margin);
        await open.Page.CheckAsync("[value=lorentzian]", Forced);
        (await Peak(open)).Should().BeApproximately(K / 1000.0 * 2.0 / (Math.PI * 0.8), K / 1000.0 * Margin);
        await open.Page.CheckAsync("[value=nm]", Forced);
        (await open.Page.EvaluateAsync<double>("() => { const t = document.querySelector('#plot').data[0]; return t.x[t.y.indexOf(Math.max(...t.y))]; }"))
            .Should().BeApproximately(1239.84 / 5.0, 1.0);
        (await open.Page.Locator("#plot .xtitle").TextContentAsync()).Should().Be("wavelength / nm");
        await open.Page.CheckAsync("[value=dichroism]", Forced);
        (await Peak(open)).Should().BeApproximately(5.0 * 10.0 / 22.97 * 2.0 / (Math.PI * 0.8), 0.01);
    }

    [Fact]
    public async Task Text_stays_text()
    {
        await using var open = await browser.Open(SamplePages.OneState());
        (await open.Page.Locator("h1").TextContentAsync()).Should().Be("<b>One</b> & only </script>");
        (await open.Rows.First.TextContentAsync()).Should().Contain("</script><script>");
        (await open.Page.Locator("#state-character").TextContentAsync()).Should().Contain("no orbitals are stored");
        open.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Follows_the_colours_of_the_system_and_prints_on_white()
    {
        await using var open = await browser.Open(SamplePages.OneMolecule(), ColorScheme.Dark);
        (await Ground(open)).Should().Be("rgb(18, 21, 27)");
        var dark = await open.Pixels("#hole-view");
        await open.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        (await Ground(open)).Should().Be("rgb(255, 255, 255)");
        (await open.Pixels("#hole-view")).Should().NotBe(dark);
        await open.Page.EvaluateAsync("() => dispatchEvent(new Event('afterprint'))");
        (await Ground(open)).Should().Be("rgb(18, 21, 27)");
    }

    /// <summary>The inputs of segments are invisible; their labels are what is seen.</summary>
    private static PageCheckOptions Forced { get; } = new() { Force = true };

    private static async Task<double> Peak(OpenPage open) =>
        await open.Page.EvaluateAsync<double>("() => Math.max(...document.querySelector('#plot').data[0].y)");

    private static async Task<string> Ground(OpenPage open) =>
        await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
