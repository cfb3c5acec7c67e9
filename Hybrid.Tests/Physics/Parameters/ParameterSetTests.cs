using FluentAssertions;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Parameters;

public class ParameterSetTests
{
    public static TheoryData<string> Methods => new("gfn1-xtb", "gfn2-xtb");

    [Theory]
    [MemberData(nameof(Methods))]
    public void Embedded_sets_cover_hydrogen_to_radon(string method)
    {
        var set = ParameterSet.Embedded(method);
        set.Method.Should().Be(method);
        set.Elements.Should().Equal(Enumerable.Range(1, 86));
        set.Covers(0).Should().BeFalse();
        set.Covers(87).Should().BeFalse();
        set.Doi.Should().StartWith("10.1021/acs.jctc.");
        set.Licence.Should().Be("LGPL-3.0-or-later");
        set.Source.Should().Contain("6.5.1");
        ParameterSet.Embedded(method).Should().BeSameAs(set);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Tables_have_one_value_per_entry_of_their_domain(string method)
    {
        var set = ParameterSet.Embedded(method);
        var shells = set.Elements.Sum(z => set.Shells(z).Length);
        foreach (var table in set.Tables)
        {
            table.Length.Should().Be(
                table.Domain switch
                {
                    ParameterDomain.Global => 1,
                    ParameterDomain.Element => 86,
                    ParameterDomain.Shell => shells,
                    _ => 86 * 87 / 2,
                },
                table.Name);
            table.Values.ToArray().Should().OnlyContain(value => double.IsFinite(value) && (!table.IsPositive || value > 0), table.Name);
            table.Unit.Should().BeOneOf("1", "e", "Eh", "a0", "1/a0");
            table.PriorWidth.Should().BeGreaterThanOrEqualTo(0);
            table.Meaning.Should().EndWith(".");
        }
    }

    [Fact]
    public void Entries_are_named_after_what_they_belong_to()
    {
        var set = ParameterSet.Embedded("gfn1-xtb");
        set["k_ss"].Label(0).Should().Be("k_ss");
        set["hubbard"].Label(7).Should().Be("hubbard[O]");
        set["level"].Label(set.FirstShell(6) + 1).Should().Be("level[C.2p]");
        set["level"].Label(0).Should().Be("level[H.1s]");
        set["level"].Label(set["level"].Length - 1).Should().Be("level[Rn.5d]");
        set["pair_scale"].Label(set.PairIndex(7, 1)).Should().Be("pair_scale[H-N]");
        set["pair_scale"].Label(set.PairIndex(86, 86)).Should().Be("pair_scale[Rn-Rn]");
        set["pair_scale"].Label(0).Should().Be("pair_scale[H-H]");
    }

    [Fact]
    public void Labels_are_unique()
    {
        var set = ParameterSet.Embedded("gfn1-xtb");
        set.Tables.SelectMany(table => Enumerable.Range(0, table.Length).Select(table.Label)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void With_replaces_one_table_and_leaves_the_original_alone()
    {
        var set = ParameterSet.Embedded("gfn2-xtb");
        var changed = set.With(set["k_ss"].WithValues([1.9]));
        changed["k_ss"].Values[0].Should().Be(1.9);
        set["k_ss"].Values[0].Should().Be(1.85);
        changed["level"].Should().BeSameAs(set["level"]);
        changed.Tables.Select(table => table.Name).Should().Equal(set.Tables.Select(table => table.Name));
    }

    [Fact]
    public void Tables_of_shells_count_those_of_their_step()
    {
        var set = ParameterSet.Embedded("stda-xtb");
        set.Steps.Should().Equal("valence", "extended");
        ParameterSet.Embedded("gfn1-xtb").Steps.Should().Equal(string.Empty);
        foreach (var table in set.Tables.Where(table => table.Domain == ParameterDomain.Shell))
        {
            table.Length.Should().Be(set.Elements.Sum(z => set.Shells(z, table.Step).Length), table.Name);
            table.Name.Should().StartWith(table.Step);
        }

        set["valence_level"].Label(set.FirstShell(6, "valence") + 1).Should().Be("valence_level[C.2p]");
        set["extended_level"].Label(set.FirstShell(6, "extended") + 3).Should().Be("extended_level[C.3p]");
        set.Tables.SelectMany(table => Enumerable.Range(0, table.Length).Select(table.Label)).Should().OnlyHaveUniqueItems();
        FluentActions.Invoking(() => set.Shells(6).Length).Should().Throw<ArgumentException>()
            .WithMessage("A step of sTDA-xTB was expected (\"valence\", \"extended\"), but \"\" came.*");
        FluentActions.Invoking(() => set.FirstShell(2, "valence")).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("sTDA-xTB has no parameters for He; it covers H, Li to Cl, K to Br, Y to I, La, Hf to At.*");
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    [InlineData("stda-xtb")]
    public void Saved_sets_read_back_to_the_same_bits(string method)
    {
        using var folder = new TemporaryFolder();
        var set = ParameterSet.Embedded(method);
        var random = new Random(7);
        foreach (var table in set.Tables)
        {
            var values = table.Values.ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                // What stands for an element without parameters is not written.
                if (table.Domain != ParameterDomain.Element || set.Covers(i + 1))
                    values[i] *= 1 + (0.1 * random.NextDouble());
            }

            set = set.With(table.WithValues(values));
        }

        set = set.WithOrigin("learned \"ä\"", "a test");

        set.Save(folder.Path);
        var read = ParameterSet.Load(folder.Path);

        read.Name.Should().Be("learned \"ä\"");
        read.Source.Should().Be("a test");
        read.Method.Should().Be(method);
        read.Steps.Should().Equal(set.Steps);
        read.Tables.Select(table => (table.Name, table.Domain, table.Step, table.Unit, table.IsPositive, table.PriorWidth, table.Meaning))
            .Should().Equal(set.Tables.Select(table => (table.Name, table.Domain, table.Step, table.Unit, table.IsPositive, table.PriorWidth, table.Meaning)));
        foreach (var table in set.Tables)
            read[table.Name].Values.SequenceEqual(table.Values).Should().BeTrue(table.Name);
        foreach (var (z, step) in set.Elements.SelectMany(z => set.Steps.Select(step => (z, step))))
            read.Shells(z, step).SequenceEqual(set.Shells(z, step)).Should().BeTrue();
        Directory.GetFiles(folder.Path).Should().ContainSingle("no unfinished file may stay behind");
    }

    [Fact]
    public void Saving_replaces_a_file_only_when_complete()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "mine.json");
        File.WriteAllText(file, "old");
        ParameterSet.Embedded("gfn2-xtb").Save(file);
        ParameterSet.Load(file)["k_pp"].Values[0].Should().Be(2.23);

        var missing = Path.Combine(folder.Path, "missing", "mine.json");
        FluentActions.Invoking(() => ParameterSet.Embedded("gfn2-xtb").Save(missing)).Should().Throw<IOException>();
    }

    [Fact]
    public void Mistakes_of_the_caller_are_explained()
    {
        var gfn1 = ParameterSet.Embedded("gfn1-xtb");
        var gfn2 = ParameterSet.Embedded("gfn2-xtb");
        FluentActions.Invoking(() => gfn2["halogen_strength"]).Should().Throw<KeyNotFoundException>()
            .WithMessage("gfn2-xtb has no parameter table \"halogen_strength\"; it has k_ss, *");
        FluentActions.Invoking(() => gfn2.With(gfn1["halogen_strength"])).Should().Throw<ArgumentException>()
            .WithMessage("gfn2-xtb has no parameter table \"halogen_strength\" to replace.*");
        FluentActions.Invoking(() => gfn2.With(gfn1["level"])).Should().Throw<ArgumentException>()
            .WithMessage("The table level was expected to come from this gfn2-xtb set, but it comes from another one.*");
        FluentActions.Invoking(() => gfn2["level"].WithValues([1.0])).Should().Throw<ArgumentException>()
            .WithMessage("The table level needs * values, but 1 were given.*");
        FluentActions.Invoking(() => gfn2["k_ss"].WithValues([-1.5])).Should().Throw<ArgumentException>()
            .WithMessage("k_ss needs a positive value, but -1.5 was given.*");
        FluentActions.Invoking(() => gfn2["en_scale"].WithValues([double.NaN])).Should().Throw<ArgumentException>()
            .WithMessage("en_scale needs a finite value, but NaN was given.*");
        FluentActions.Invoking(() => gfn2["k_ss"].Label(1)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("An index from 0 to 0 was expected for the table k_ss.*");
        FluentActions.Invoking(() => gfn2.Shells(92).Length).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("GFN2-xTB has no parameters for U; it covers H to Rn.*");
        FluentActions.Invoking(() => gfn2.PairIndex(6, 0)).Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("GFN2-xTB has no parameters for this atomic number; it covers H to Rn.*");
        FluentActions.Invoking(() => ParameterSet.Embedded("gfn9-xtb")).Should().Throw<ArgumentException>()
            .WithMessage("\"gfn9-xtb\" is no embedded parameter set; there are gfn1-xtb, gfn2-xtb, stda-xtb.*");
    }
}
