using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Reports;

public sealed class ExplanationPageTests
{
    /// <summary>eV: nine digits are written of each part.</summary>
    private const double Written = 1e-7;

    private const double ElectronvoltInHartree = 1.0 / Constants.ElectronvoltPerHartree;

    private static readonly Structure Water = new([8, 1, 1], [0, 0, 0.2, 0, 1.4, -0.9, 0, -1.4, -0.9]);

    [Fact]
    public void A_page_asks_nobody_and_text_stays_text()
    {
        var html = PageText.Html(new ExplanationPage("Why </script>", [Molecule(Quantity())]).Write);
        html.Should().StartWith("<!DOCTYPE html>").And.Contain("Content-Security-Policy").And.NotContain("{{").And.NotContain("<script src").And.NotContain("<link").And.NotContain("@import");
        html.Split("</script>").Length.Should().Be(5, "licences, data, a library and our scripts are all elements");
        html.Should().Contain("<title>Why &lt;/script&gt;</title>").And.Contain("University of Pittsburgh").And.NotContain("Plotly");
    }

    [Fact]
    public void Parts_add_up_and_a_pair_is_halved_between_its_atoms()
    {
        var data = PageText.Data(PageText.Html(Page(Quantity()).Write));
        PageText.Numbers(data).Should().OnlyContain(number => double.IsFinite(number));
        var quantity = data.GetProperty("molecules")[0].GetProperty("quantities")[0];
        quantity.GetProperty("unit").GetString().Should().Be("eV");
        var terms = quantity.GetProperty("terms").EnumerateArray().ToArray();
        (terms.Sum(term => term.GetProperty("value").GetDouble()) + quantity.GetProperty("quadratureError").GetDouble())
            .Should().BeApproximately(quantity.GetProperty("value").GetDouble(), Written);
        quantity.GetProperty("value").GetDouble().Should().BeApproximately(4.52, Written);
        var hopping = terms.Single(term => term.GetProperty("name").GetString() == "hopping");
        hopping.GetProperty("kind").GetString().Should().Be("learned");
        hopping.GetProperty("atoms").EnumerateArray().Select(value => value.GetDouble()).Should().BeEquivalentTo([-0.19, -0.19, 0.0], options => options.Using<double>(pair => pair.Subject.Should().BeApproximately(pair.Expectation, 1e-5)).WhenTypeIs<double>());
        terms.Single(term => term.GetProperty("name").GetString() == "shift").TryGetProperty("atoms", out _).Should().BeFalse("it belongs to no atom");
    }

    [Fact]
    public void The_first_sentences_say_what_is_physics_and_what_is_learned()
    {
        var quantity = PageText.Data(PageText.Html(Page(Quantity()).Write)).GetProperty("molecules")[0].GetProperty("quantities")[0];
        quantity.GetProperty("headline").GetString().Should().Be("The lowest excitation of water is predicted at 4.52 eV (n→π*, 274 nm).");
        quantity.GetProperty("split").GetString().Should().Be("The physics alone (sTDA-xTB) gives 4.90 eV. What was learned from data changes it by −0.38 eV, to 4.52 eV.");
        quantity.GetProperty("largest").GetString().Should().Be("The largest learned term is hopping (−0.380 eV). On the atoms it adds up to −0.38 eV, most of all O1 (−0.19 eV) and H2 (−0.19 eV).");
        quantity.GetProperty("label").GetString().Should().StartWith("S1");
    }

    [Fact]
    public void Without_calibration_nobody_is_told_to_believe()
    {
        var trust = Trust(Molecule(Quantity()));
        trust.Level.Should().Be("unknown");
        trust.Verdict.Should().StartWith("Not calibrated");
        Trust(Molecule(Quantity() with { ValidationError = 0.056 * ElectronvoltInHartree })).Reasons.Should().Contain(reason => reason.Contains("off by 0.06 eV on average", StringComparison.Ordinal));
        trust.Reasons.Should().Contain(reason => reason.StartsWith("There is no error bar", StringComparison.Ordinal)).And.Contain(reason => reason.Contains("not known", StringComparison.Ordinal));
        Trust(Molecule(Quantity() with { Interval = new PredictionInterval(0.1 * ElectronvoltInHartree, 0.2 * ElectronvoltInHartree, IsCalibrated: false) })).Level.Should().Be("unknown");
    }

    [Fact]
    public void Calibrated_intervals_are_believed_inside_the_domain_alone()
    {
        var molecule = Molecule(Quantity() with { Interval = new PredictionInterval(0.12 * ElectronvoltInHartree, 0.31 * ElectronvoltInHartree, IsCalibrated: true) });
        var inside = Trust(molecule with { DomainDistances = [0.3, 0.4, 0.2] });
        inside.Level.Should().Be("calibrated");
        inside.Verdict.Should().Be("Yes, within ±0.12 eV in two of three cases.");
        inside.Reasons.Should().Contain(reason => reason.Contains("±0.31 eV in 95 %", StringComparison.Ordinal)).And.Contain(reason => reason.Contains("at 0.40 of the distance", StringComparison.Ordinal));

        var interval = new PredictionInterval(0.12 * ElectronvoltInHartree, 0.31 * ElectronvoltInHartree, IsCalibrated: true)
        {
            Against = "compared with CC2/def2-TZVP",
            OtherLevel = (0.25 * ElectronvoltInHartree, "TBE"),
        };
        var named = Trust(Molecule(Quantity() with { Interval = interval }) with { DomainDistances = [0.3, 0.4, 0.2] });
        named.Verdict.Should().Be("Yes, within ±0.12 eV in two of three cases, compared with CC2/def2-TZVP.");
        named.Reasons.Should().Contain(reason => reason.Contains("Compared with TBE it is ±0.25 eV in 68 %", StringComparison.Ordinal));
        var measured = interval with { MeanErrors = (0.05 * ElectronvoltInHartree, 0.36 * ElectronvoltInHartree, 946) };
        Trust(Molecule(Quantity() with { Interval = measured, PhysicsName = "sTDA-xTB" }) with { DomainDistances = [0.3, 0.4, 0.2] }).Reasons.Should()
            .Contain("Is learning worth it? Held against 946 known values that it was not fitted to, the physics alone (sTDA-xTB) was off by 0.36 eV on average, the model by 0.05 eV.");
        Trust(Molecule(Quantity() with { Interval = measured with { IsOutside = true } }) with { DomainDistances = [0.3, 0.4, 0.2] }).Reasons.Should()
            .Contain(reason => reason.Contains("946 known values of molecules unlike most that it learned from", StringComparison.Ordinal));
        var larger = Trust(Molecule(Quantity() with { Interval = interval with { IsOutside = true } }) with { DomainDistances = [0.3, 0.4, 0.2] });
        larger.Level.Should().Be("care");
        larger.Reasons[0].Should().Contain("larger than any");

        var wide = Trust(Molecule(Quantity() with { Interval = interval, ValidationError = 0.03 * ElectronvoltInHartree }) with { DomainDistances = [0.3, 0.4, 0.2] });
        wide.Level.Should().Be("care");
        wide.Verdict.Should().Be("With care: within about ±0.12 eV in two of three cases, ±0.31 eV in 95 %.");
        wide.Reasons[0].Should().Contain("4.0 times the usual error");

        var outside = Trust(molecule with { DomainDistances = [0.3, 1.9, 1.2] });
        outside.Level.Should().Be("care");
        outside.Reasons[0].Should().Contain("H2 (1.9), H3 (1.2)").And.NotContain("bonded like");
        Trust(molecule with { DomainDistances = [0.3, 1.9, 1.2], UnknownKinds = [null, "H(H,O)", "H()"] }).Reasons[0].Should().EndWith("None of their atoms is bonded like H(H,O) or H alone.");

        var unseen = molecule with { DomainDistances = [double.PositiveInfinity, 0.1, 0.1] };
        Trust(unseen).Reasons[0].Should().Contain("element");
        var written = PageText.Data(PageText.Html(new ExplanationPage("x", [unseen]).Write)).GetProperty("molecules")[0].GetProperty("distances");
        written[0].ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null, "JSON has no infinity");
    }

    [Theory]
    [InlineData(0.6, 1.0, "learned")]
    [InlineData(4.5, 0.5, "nature")]
    public void What_is_learned_or_changes_its_nature_is_to_be_taken_with_care(double physics, double overlap, string word)
    {
        var trust = Trust(Molecule(Quantity(physics, overlap)));
        trust.Level.Should().Be("care");
        trust.Reasons[0].Should().Contain(word);
    }

    [Fact]
    public void Physics_as_published_says_so()
    {
        var explanation = new Explanation { Quantity = PredictedQuantity.Energy, Value = -5.1, Physics = -5.1, Unit = "Eh", Entries = [new("repulsion", EntryKind.Physics, [0, 1], -5.1)] };
        var molecule = Molecule(new ExplainedQuantity(explanation, "GFN2-xTB"));
        var quantity = PageText.Data(PageText.Html(new ExplanationPage("x", [molecule]).Write)).GetProperty("molecules")[0].GetProperty("quantities")[0];
        quantity.GetProperty("headline").GetString().Should().Be("The energy of water is predicted at −5.1000 Eh.");
        quantity.GetProperty("split").GetString().Should().Contain("nothing in it was learned");
        quantity.GetProperty("share").GetDouble().Should().Be(0.0);
        Trust(molecule).Level.Should().Be("physics");
    }

    [Fact]
    public void Large_molecules_keep_their_largest_entries_and_the_number_of_all()
    {
        const int Count = 60;
        var structure = new Structure([.. Enumerable.Repeat(6, Count)], [.. Enumerable.Range(0, 3 * Count).Select(k => (double)k)]);
        var entries = Enumerable.Range(0, Count * Count).Select(k => new ExplanationEntry("response Coulomb", EntryKind.Physics, [k / Count, k % Count], 1e-3 * (k % 7))).ToArray();
        var value = entries.Sum(entry => entry.Value);
        var page = new ExplanationPage("x", [new ExplainedMolecule("C60", structure, [new ExplainedQuantity(new Explanation { Quantity = PredictedQuantity.Excitation(Multiplicity.Singlet, 1), Value = value, Physics = value, Unit = "Eh", Entries = [.. entries] }, "none")])]);
        var term = PageText.Data(PageText.Html(page.Write)).GetProperty("molecules")[0].GetProperty("quantities")[0].GetProperty("terms")[0];
        term.GetProperty("entries").GetInt32().Should().Be(Count * Count);
        term.GetProperty("largest").GetArrayLength().Should().BeLessThan(100).And.BeGreaterThan(20);
        term.GetProperty("atoms").GetArrayLength().Should().Be(Count);
    }

    [Fact]
    public void What_cannot_be_shown_is_refused_in_a_sentence()
    {
        var empty = () => PageText.Html(new ExplanationPage("x", []).Write);
        empty.Should().Throw<ArgumentException>().WithMessage("At least one molecule*");
        var distances = () => PageText.Html(new ExplanationPage("x", [Molecule(Quantity()) with { DomainDistances = [1.0] }]).Write);
        distances.Should().Throw<ArgumentException>().WithMessage("A distance for each of 3 atoms*but 1 came*");
        var donors = () => PageText.Html(Page(Quantity() with { Donors = [1.0, 0.0] }).Write);
        donors.Should().Throw<ArgumentException>().WithMessage("A weight for each of 3 atoms*but 2 came*");
        var infinite = () => PageText.Html(Page(Quantity() with { Interval = new PredictionInterval(double.NaN, 1.0, true) }).Write);
        infinite.Should().Throw<ArgumentException>().WithMessage("An uncertainty should be a finite number*");
    }

    private static ExplanationPage Page(ExplainedQuantity quantity) => new("Why water is predicted so", [Molecule(quantity)]);

    private static ExplainedMolecule Molecule(ExplainedQuantity quantity) => new("water", Water, [quantity]);

    private static TrustStatement Trust(ExplainedMolecule molecule) => TrustStatement.Of(molecule.Quantities[0], molecule, DisplayUnit.Of(molecule.Quantities[0].Explanation));

    /// <summary>4.52 eV, of which the physics gives 4.90 unless told otherwise.</summary>
    private static ExplainedQuantity Quantity(double physics = 4.9, double overlap = 0.99) => new(
        new Explanation
        {
            Quantity = PredictedQuantity.Excitation(Multiplicity.Singlet, 1),
            Value = 4.52 * ElectronvoltInHartree,
            Physics = physics * ElectronvoltInHartree,
            Unit = "Eh",
            Entries =
            [
                new("orbital gap", EntryKind.Physics, [0], (physics + 2.0) * ElectronvoltInHartree), new("shift", EntryKind.Physics, [], 0.5 * ElectronvoltInHartree),
                new("response Coulomb", EntryKind.Physics, [0, 1], -2.5 * ElectronvoltInHartree), new("hopping", EntryKind.Learned, [0, 1], (4.52 - physics) * ElectronvoltInHartree - 1e-8),
            ],
            QuadratureError = 1e-8,
            PathPoints = 8,
            SmallestOverlap = overlap,
        },
        "organic-excitations on sTDA-xTB")
    {
        PhysicsName = "sTDA-xTB",
        Character = "n→π*",
    };
}
