using FluentAssertions;
using Microsoft.Playwright;
using Xunit;

namespace Hybrid.BrowserTests;

/// <summary>What a reader of an explanation sees and does.</summary>
public sealed class ExplanationPageTests(Browser browser) : IClassFixture<Browser>
{
    /// <summary>The library that draws the molecule, and a little.</summary>
    private const long LargestSize = 1_000_000;

    [Fact]
    public async Task Opens_without_complaints_asks_nobody_and_says_first_what_is_learned_and_whether_to_believe_it()
    {
        await using var open = await Open(width: 1400, height: 1000);
        open.Complaints.Should().BeEmpty();
        open.Requests.Should().BeEmpty();
        open.Size.Should().BeLessThan(LargestSize);
        (await Text(open, "h1")).Should().Be("Why water & <b>hydrogen</b>");
        (await Text(open, "#headline")).Should().Be("The lowest excitation of water is predicted at 4.52 eV (274 nm).");
        (await Text(open, "#split")).Should().Contain("gives 4.90 eV. What was learned from data changes it by −0.38 eV (+0.20 eV by some terms, −0.58 eV by others), to 4.52 eV");
        (await Text(open, "#verdict")).Should().StartWith("With care");
        (await Text(open, "#reasons")).Should().Contain("H2 (1.4)").And.Contain("no error bar");
        (await Text(open, "#notes")).Should().Contain("</script><script>");
        foreach (var seen in new[] { "#headline", "#split", "#line-words", "#largest", "#verdict", "#parts [data-part=physics]", "#scale" })
            ((await open.Page.Locator(seen).First.BoundingBoxAsync())!.Y).Should().BeLessThan(1000, "{0} is on the first screen", seen);
    }

    [Fact]
    public async Task The_parts_that_are_shown_add_up_to_the_prediction()
    {
        await using var open = await Open();
        // Rounded numbers, as a reader adds them.
        const string sum = "kinds => [...document.querySelectorAll('#parts tbody tr')].filter(row => kinds.includes(row.className)).reduce((sum, row) => sum + Number(row.lastChild.textContent.replace(/−/g, '-')), 0)";
        (await open.Page.EvaluateAsync<double>(sum, new[] { "physics" })).Should().BeApproximately(4.9, 0.0031);
        (await open.Page.EvaluateAsync<double>(sum, new[] { "physics", "learned", "error" })).Should().BeApproximately(4.52, 0.0031);
        (await open.Page.EvaluateAsync<double>("() => Number([...document.querySelectorAll('#parts .total')].pop().lastChild.textContent)")).Should().Be(4.52);
        (await Text(open, "#quadrature")).Should().Contain("2.7e−7 eV");
        (await Text(open, "#entries tbody tr:last-child")).Should().Contain("sum").And.Contain("−0.38");
    }

    [Fact]
    public async Task A_bar_is_as_long_as_its_part()
    {
        await using var open = await Open();
        async Task<double> Width(string part) => (await open.Page.Locator($"#parts [data-part='{part}'] .piece").BoundingBoxAsync())!.Width;
        ((await Width("term:1")) / (await Width("term:2"))).Should().BeApproximately(3.0, 0.1, "−1.5 beside 0.5 eV");
        ((await Width("term:3")) / (await Width("term:4"))).Should().BeApproximately(2.9, 0.15, "−0.58 beside 0.2 eV, on another scale");
        (await Width("term:4")).Should().BeGreaterThan(await Width("term:2") / 2.0, "learned parts are drawn larger");
    }

    [Fact]
    public async Task Keys_choose_a_part_which_is_then_seen_on_the_molecule_and_in_the_table()
    {
        await using var open = await Open();
        var picture = await open.Pixels("#molecule-view");
        (await open.Page.Locator("#atoms-card").GetAttributeAsync("data-shown")).Should().Be("learned");
        await open.Page.Locator("#parts tr[tabindex='0']").FocusAsync();
        foreach (var key in new[] { "Home", "ArrowDown", "Enter" })
            await open.Page.Keyboard.PressAsync(key);
        await open.Page.WaitForSelectorAsync("#atoms-card[data-shown='term:1']");
        (await open.Page.Locator("#parts [aria-selected=true]").TextContentAsync()).Should().StartWith("response Coulomb");
        (await open.Pixels("#molecule-view")).Should().NotBe(picture);
        (await Text(open, "#entries tbody tr:first-child")).Should().Contain("O1–H2").And.Contain("−1.5000");
        (await open.Page.Locator("#molecule-view canvas").GetAttributeAsync("aria-label")).Should().Contain("response Coulomb").And.Contain("O1 −0.75");
        var focused = open.Page.Locator("#parts [aria-selected=true]");
        (await focused.EvaluateAsync<string>("row => getComputedStyle(row).outlineStyle")).Should().Be("solid", "the row that keys act on is visible");
        open.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Keys_choose_another_state_which_changes_sentences_parts_and_picture()
    {
        await using var open = await Open();
        var picture = await open.Pixels("#molecule-view");
        await open.Page.Locator("#quantity").FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowDown");
        await open.Page.WaitForSelectorAsync("#atoms-card[data-quantity='excitation 2']");
        (await Text(open, "#headline")).Should().Be("Excitation 2 of water is predicted at 6.75 eV (184 nm).");
        (await Text(open, "#parts .total")).Should().Contain("6.500");
        (await open.Pixels("#molecule-view")).Should().NotBe(picture);
        await open.Page.SelectOptionAsync("#quantity", "2");
        (await Text(open, "#split")).Should().Contain("All of it is physics");
        (await Text(open, "#verdict")).Should().Contain("GFN2-xTB");
        (await open.Page.Locator("#parts .learned").CountAsync()).Should().Be(0);
        open.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Shows_donors_distances_and_another_molecule()
    {
        await using var open = await Open();
        var pictures = new List<string> { await open.Pixels("#molecule-view") };
        foreach (var colouring in new[] { "donors", "acceptors", "distance" })
        {
            await open.Page.SelectOptionAsync("#colouring", colouring);
            pictures.Add(await open.Pixels("#molecule-view"));
        }

        pictures.Should().OnlyHaveUniqueItems();
        (await Text(open, "#scale-high")).Should().Be("1.40");
        await open.Page.SelectOptionAsync("#molecule", "1");
        (await Text(open, "#subtitle")).Should().StartWith("hydrogen, 2 atoms");
        (await Text(open, "#verdict")).Should().Be("Yes, within ±0.12 eV in two of three cases.");
        (await open.Page.Locator("#trust").GetAttributeAsync("data-level")).Should().Be("calibrated");
        (await open.Page.Locator("#parts .whisker").CountAsync()).Should().Be(1, "the error bar of the prediction");
        (await open.Page.Locator("#colouring option[value=donors]").CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Follows_the_colours_of_the_system_and_has_no_text_smaller_than_a_spectrum()
    {
        await using var open = await browser.Open(SampleExplanations.TwoMolecules().Write, ColorScheme.Dark);
        (await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).Should().Be("rgb(18, 21, 27)");
        var dark = await open.Pixels("#molecule-view");
        await open.Page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        (await open.Pixels("#molecule-view")).Should().NotBe(dark);
        (await open.Page.EvaluateAsync<double>("() => Math.min(...[...document.querySelectorAll('body *')].filter(e => e.innerText && !e.closest('pre, script')).map(e => parseFloat(getComputedStyle(e).fontSize)))")).Should().BeGreaterThanOrEqualTo(13.0);
        const string nameless = "() => [...document.querySelectorAll('select, button, input, table, canvas, [role=img]')].filter(e => !(e.ariaLabel || e.labels?.length || e.textContent.trim())).map(e => e.outerHTML)";
        (await open.Page.EvaluateAsync<string[]>(nameless)).Should().BeEmpty("everything that can be used or seen has a name");
    }

    [Fact]
    public async Task A_narrow_window_needs_no_scrolling_to_the_side()
    {
        await using var open = await Open(width: 480);
        (await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(480);
    }

    private Task<OpenPage> Open(int width = 1100, int height = 700) => browser.Open(SampleExplanations.TwoMolecules().Write, width: width, height: height);

    /// <summary>With common spaces.</summary>
    private static async Task<string> Text(OpenPage open, string selector) => (await open.Page.Locator(selector).First.TextContentAsync())!.Replace('\u00a0', ' ');
}
