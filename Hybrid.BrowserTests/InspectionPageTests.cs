using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Learn.Reports;
using Microsoft.Playwright;
using Xunit;

namespace Hybrid.BrowserTests;

/// <summary>The page about the shipped model, with surroundings that are made up.</summary>
public sealed class InspectionPageTests(Browser browser) : IClassFixture<Browser>
{
    private const string Shipped = "organic-excitations";

    private static readonly LearnedModel Model = LearnedModelLocation.Find(Shipped)!;

    [Fact]
    public async Task Opens_without_complaints_and_says_first_how_far_parameters_moved()
    {
        await using var open = await browser.Open(Page().Write, width: 1400, height: 1000);
        open.Complaints.Should().BeEmpty();
        open.Requests.Should().BeEmpty();
        open.Size.Should().BeLessThan(300_000, "it needs no library");
        (await open.Page.Locator("#summary").TextContentAsync()).Should().Contain("of 3 of them").And.Contain("hardness[O]").And.Contain("at the bound");
        (await open.Page.Locator("#parameters tbody tr").CountAsync()).Should().Be(3);
        (await open.Page.Locator("#parameters tbody tr").First.TextContentAsync()).Should().Contain("hardness[O]").And.Contain("+2.95").And.Contain("at its bound");
        (await open.Page.Locator("#parameters tbody tr").First.Locator(".bound").CountAsync()).Should().Be(2, "both bounds are marked");
        (await open.Page.Locator("#map text").AllTextContentsAsync()).Should().Equal("H", "C", "N", "O");
        (await open.Page.Locator("#offsets").TextContentAsync()).Should().Contain("TBE").And.Contain("−0.142 eV");
    }

    [Fact]
    public async Task Bars_are_as_long_as_drifts()
    {
        await using var open = await browser.Open(Page().Write);
        async Task<LocatorBoundingBoxResult> Bar(int row) => (await open.Page.Locator("#parameters tbody tr").Nth(row).Locator(".piece").BoundingBoxAsync())!;
        var (longest, next) = (await Bar(0), await Bar(1));
        (longest.Width / next.Width).Should().BeApproximately(2.95f / 1.0f, 0.1f);
        (next.X + next.Width).Should().BeApproximately(longest.X, 1.0f, "a negative drift ends where a positive one begins");
    }

    [Fact]
    public async Task Keys_choose_order_and_parameter()
    {
        await using var open = await browser.Open(Page().Write);
        await open.Page.Locator("[name=order][value=drift]").FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        (await open.Page.Locator("#parameters tbody tr").First.TextContentAsync()).Should().Contain("virtual_shift");
        (await open.Page.Locator("#shifts tbody tr").CountAsync()).Should().Be(2);
        await open.Page.Locator("#shifted").FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowDown");
        (await open.Page.Locator("#shifts tbody tr").CountAsync()).Should().Be(1);
        (await open.Page.Locator("#shifts").GetAttributeAsync("aria-label")).Should().Contain("hardness[C]");
        open.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Is_dark_where_the_system_is_and_fits_a_narrow_window()
    {
        await using var open = await browser.Open(Page().Write, ColorScheme.Dark, width: 480);
        (await open.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor")).Should().Be("rgb(18, 21, 27)");
        (await open.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(480);
    }

    private static InspectionPage Page() => new(Model)
    {
        Parameters = new Identifiability(
            [
                Parameter("virtual_shift", 0.113923, 0.113923, 0.0), Parameter("hardness[C]", 0.42, 0.38, -1.0), Parameter("hardness[O]", 0.58, 0.79, 2.95) with { IsAtBound = true },
                Parameter("offset.TBE.singlet", 0.0, -0.142, -0.142) with { Unit = "eV" },
            ],
            [], []),
        Elements = ElementMap.Of(Model),
        Shifts = new LearnedShifts(ImmutableArray.Create(
            new LearnedShift("hardness[O]", "O(C)", 40, 0.9, 0.2, 0.61, "Eh"), new LearnedShift("hardness[O]", "O(C,H)", 12, -0.4, 0.3, 0.57, "Eh"), new LearnedShift("hardness[C]", "C(C,H,H,H)", 7, 0.1, 0.1, 0.42, "Eh")), 20),
    };

    private static IdentifiedParameter Parameter(string name, double published, double learned, double drift) =>
        new(name, "Eh", published, learned, drift, IsAtBound: false, 1.0, 1.0, 1.0, 1.0, ParameterVerdict.NotDetermined);
}
