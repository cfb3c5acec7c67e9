using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Examples.Stories;
using FluentAssertions;
using Hybrid.Core.Elements;
using Hybrid.Learn.Reports;
using Hybrid.Tests.Architecture;
using Xunit;

namespace Hybrid.Tests.Examples;

/// <summary>What the pages of docs/stories claim is so, and their numbers are those that the program makes.</summary>
public sealed partial class StoriesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "stories");

    private static readonly Lazy<Teller> Teller = new(() => new Teller(
        Path.Combine(Repository.Root, "models", "organic-excitations"), Path.Combine(Repository.Root, "examples", "Stories", "molecules.extxyz")));

    [Fact]
    public void Azulene_absorbs_at_longer_wavelengths_by_its_orbital_gap_and_small_exchange()
    {
        var story = new IsomersStory(Teller.Value);
        ExplainedSinglet azulene = story.Azulene, lowest = story.NaphthaleneLowest, la = story.NaphthaleneLa;
        azulene.Wavelength.Should().BeGreaterThan(450, "it is visible");
        lowest.Wavelength.Should().BeLessThan(380, "it is not");
        la.Number.Should().Be(2);
        IsomersStory.IsFromHomoToLumo(la).Should().BeTrue();
        IsomersStory.IsFromHomoToLumo(azulene).Should().BeTrue();
        lowest.Leading.Weight.Should().BeLessThan(0.6, "it mixes two transitions");
        foreach (var state in new[] { lowest, la })
        {
            var difference = state.Energy - azulene.Energy;
            difference.Should().BeGreaterThan(1.5);
            (state.Gap - azulene.Gap).Should().BeGreaterThan(2.0);
            Math.Abs(state.Learned).Should().BeLessThan(0.5, "a few tenths");
            (state.Gap - azulene.Gap).Should().BeGreaterThan(0.7 * difference, "the gap makes most of it");
            Math.Abs(state.Attraction - azulene.Attraction).Should().BeLessThan(0.3, "the attraction is about the same");
            (state.Physics - azulene.Physics).Should().BeGreaterThan(1.5, "it is physics");
            (state.Learned - azulene.Learned).Should().BeInRange(-0.5 * (state.Physics - azulene.Physics), 0.0, "learning moves the isomers towards each other, by less");
        }

        la.Exchange.Should().BeGreaterThan(3 * azulene.Exchange);
        (la.Exchange - azulene.Exchange).Should().BeLessThan(la.Gap - azulene.Gap, "exchange is the smaller part");
        Math.Abs(lowest.Exchange).Should().BeLessThan(0.05);
        azulene.MovedCharge.Should().BeGreaterThan(0.5);
        Math.Max(la.MovedCharge, lowest.MovedCharge).Should().BeLessThan(0.15);
        ShouldBeShown(story.AsStory());
    }

    [Fact]
    public void Carbonyl_oxygen_was_learned_to_be_an_atom_of_its_own()
    {
        var story = new CarbonylsStory(Teller.Value);
        foreach (var parameter in new[] { "extended_level[O.2s]", "extended_hubbard[O]", "hardness[O]" })
        {
            var (carbonyl, hydroxyl) = story.Oxygens.Single(pair => pair.Carbonyl.Parameter == parameter);
            Math.Abs(carbonyl.Mean - hydroxyl.Mean).Should().BeGreaterThan(Math.Max(carbonyl.StandardDeviation, hydroxyl.StandardDeviation), "{0} tells them apart", parameter);
        }

        story.Lowest.Should().OnlyContain(state => state.Character == "n→π*");
        story.OnCarbonyls.Should().BeGreaterThan(story.OnOthers);
        story.LearnedOnOxygens.Should().OnlyContain(value => value < 0.0, "the correction of the oxygen lowers each of them");
        story.LearnedElsewhere.Should().OnlyContain(value => value > 0.0, "the rest of the molecule compensates");
        ShouldBeShown(story.AsStory());
    }

    [Fact]
    public void Outside_the_domain_the_model_says_so()
    {
        var story = new DomainStory(Teller.Value);
        foreach (var known in new[] { "pyridine", "acetone" })
        {
            story[known].Distance.Should().BeLessThan(1.0);
            story[known].State!.Trust.Level.Should().Be("calibrated");
        }

        foreach (var (unlike, bonds) in new[] { ("n2o", "N(N)"), ("nitric_acid", "N(O,O,O)"), ("ozone", "O(O,O)") })
        {
            story[unlike].Distance.Should().BeGreaterThan(1.0);
            story[unlike].State!.Trust.Level.Should().Be(TrustStatement.Care);
            story[unlike].Reason.Should().Contain("hardly hold atoms like").And.Contain(bonds);
            story[unlike].State!.HalfWidth.Should().BeGreaterThan(2.5 * story["acetone"].State!.HalfWidth!.Value);
        }

        story["chlorobenzene"].State!.Explanation.MlShare.Should().Be(0.0);
        story["chlorobenzene"].Verdict.Should().Contain("sTDA-xTB");
        foreach (var stretched in new[] { "acetone_1.4", "acetone_1.6", "acetone_1.8" })
        {
            story[stretched].Distance.Should().BeGreaterThan(1.0);
            story[stretched].State!.Trust.Level.Should().Be(TrustStatement.Care);
        }

        story["acetone_1.8"].State!.HalfWidth.Should().BeGreaterThan(2.5 * story["acetone"].State!.HalfWidth!.Value);
        story["acetone_2.0"].State.Should().BeNull();
        story["acetone_2.0"].Reason.Should().Contain("closed shell");
        ShouldBeShown(story.AsStory());
    }

    [Fact]
    public void The_molecules_of_the_isomers_are_isomers()
    {
        foreach (var name in Teller.Value.Molecules("isomers"))
            string.Concat(Teller.Value.Structure(name).AtomicNumbers.ToArray().Order().Select(Element.Symbol)).Should().Be("HHHHHHHHCCCCCCCCCC");
    }

    private static void ShouldBeShown(Story story)
    {
        var shown = StoryPage.Numbers(File.ReadAllText(Path.Combine(Folder, $"{story.Name}.md")));
        Text(story.Numbers).Should().Be(Text(shown), "'dotnet run -c Release --project examples/Stories' makes the page");
        foreach (var (actual, expected) in Values(story.Numbers).Zip(Values(shown)))
            Math.Abs(actual.Value - expected.Value).Should().BeLessThanOrEqualTo(UnitsOfTheLastDigit * expected.LastDigit, "{0} is shown", expected.Value);
        var figure = XDocument.Parse(story.Figure);
        var onDisk = XDocument.Load(Path.Combine(Folder, $"{story.Name}.svg"));
        figure.Descendants().Count().Should().Be(onDisk.Descendants().Count()).And.BeGreaterThan(10);
    }

    /// <summary>Linear algebra libraries round differently; a rounded digit may move by one.</summary>
    private const double UnitsOfTheLastDigit = 1.01;

    private static string Text(string block) => Number().Replace(block, "N");

    private static IEnumerable<(double Value, double LastDigit)> Values(string block) => Number().Matches(block).Select(match =>
    {
        var text = match.Value.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return (double.Parse(text, CultureInfo.InvariantCulture), point < 0 ? 1.0 : Math.Pow(10.0, point + 1 - text.Length));
    });

    /// <summary>With the spaces that align it.</summary>
    [GeneratedRegex(@" *[+-]?\d+(\.\d+)?(?![\w])")]
    private static partial Regex Number();
}
