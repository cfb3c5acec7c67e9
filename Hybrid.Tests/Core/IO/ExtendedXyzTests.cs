using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class ExtendedXyzTests
{
    // From a file of an alloy surface: a lattice that repeats in two directions, forces, keys with and without quotes.
    private const string Slab =
        "2\n"
        + "Lattice=\"8.625029 0.000000 0.000000 4.312515 7.469494 0.000000 0.000000 0.000000 29.230854\" "
        + "Properties=species:S:1:pos:R:3:forces:R:3 energy=-285.974654 record_id=\"agir:O:1\" site_metals=\"Ag-Ag-Ir\" n_fixed=18 pbc=\"T T F\"\n"
        + "Ir 0.00000 1.63180 10.00000 -0.248 -0.901 1.006\n"
        + "Ag 2.82636 1.63180 10.00000 -0.580 -0.153 1.181\n";

    [Fact]
    public void A_frame_of_a_surface_is_read_whole()
    {
        var slab = Texts.Structure(Slab);
        slab.AtomicNumbers.ToArray().Should().Equal(77, 47);
        var cell = slab.Cell!;
        (cell.PeriodicA, cell.PeriodicB, cell.PeriodicC).Should().Be((true, true, false));
        Texts.Angstrom(cell.Vectors)[3].Should().BeApproximately(4.312515, 1e-12, "the second vector begins with the fourth number");
        slab.Arrays.Keys.Should().Equal("forces");
        slab.Arrays["forces"].Numbers.ToArray().Should().Equal(-0.248, -0.901, 1.006, -0.580, -0.153, 1.181);
        slab.Properties.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["energy"] = "-285.974654", ["record_id"] = "agir:O:1", ["site_metals"] = "Ag-Ag-Ir", ["n_fixed"] = "18",
        });
    }

    [Theory]
    [InlineData("charge=-1 multiplicity=3", -1, 2)]
    [InlineData("charge=+2", 2, null)]
    [InlineData("Charge = 1 unpaired = 1", 1, 1)]
    [InlineData("multiplicity=2 unpaired=1", 0, 1)]
    [InlineData("note charge=0.5 E=-7", 0.5, null)]
    public void Charge_and_spin_are_honoured_even_without_Properties(string line, double charge, int? unpaired)
    {
        var structure = Texts.Structure($"1\n{line}\nLi 0 0 0\n");
        structure.Charge.Should().Be(charge);
        structure.UnpairedElectrons.Should().Be(unpaired);
        structure.Properties.Keys.Should().NotContain(key => key.Contains("charge", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("discharge=1 then")]
    [InlineData("the charge is 1")]
    [InlineData("energy=-1 step=4")]
    public void A_line_without_a_telling_key_is_a_comment(string line) =>
        Texts.Structure($"1\n{line}\nLi 0 0 0\n").Properties["comment"].Should().Be(line);

    [Theory]
    [InlineData("a=1", "a", "1")]
    [InlineData("a=\"two words\"", "a", "two words")]
    [InlineData("a='two words'", "a", "two words")]
    [InlineData("a={1 2 3}", "a", "1 2 3")]
    [InlineData("a=[1, 2, 3]", "a", "1, 2, 3")]
    [InlineData("a=[[1, 2], [3, 4]]", "a", "[1, 2], [3, 4]")]
    [InlineData("a=\"quote \\\" and \\\\ and \\n\"", "a", "quote \" and \\ and \n")]
    [InlineData("flag", "flag", "T")]
    [InlineData("smiles=C=CC=O", "smiles", "C=CC=O")]
    [InlineData("\"a key\"=1", "a key", "1")]
    [InlineData("a=\"\"", "a", "")]
    public void Values_are_quoted_as_in_ASE(string pair, string key, string value) =>
        Texts.Structure($"1\nProperties=species:S:1:pos:R:3 {pair} pbc=\"F F F\"\nLi 0 0 0\n").Properties.Should().Equal(
            ImmutableSortedDictionary<string, string>.Empty.Add(key, value));

    [Fact]
    public void All_types_of_columns_are_kept()
    {
        var structure = Texts.Structure("2\nProperties=pos:R:3:Z:I:1:tag:I:1:move_mask:L:3:name:S:2\n0 0 0 6 -4 T F T a b\n0 0 1 8 5 False True 0 c d\n");
        structure.AtomicNumbers.ToArray().Should().Equal(6, 8);
        structure.Arrays["tag"].Numbers.ToArray().Should().Equal(-4, 5);
        structure.Arrays["move_mask"].Numbers.ToArray().Should().Equal(1, 0, 1, 0, 1, 0);
        structure.Arrays["name"].Texts.ToArray().Should().Equal("a", "b", "c", "d");
        structure.Arrays["name"].Columns.Should().Be(2);
    }

    [Fact]
    public void A_lattice_repeats_in_all_directions_unless_pbc_says_otherwise()
    {
        Texts.Structure("1\nLattice=\"5 0 0 0 5 0 0 0 5\"\nLi 0 0 0\n").Cell!.PeriodicC.Should().BeTrue();
        Texts.Structure("1\nLattice=\"5 0 0 0 5 0 0 0 5\" pbc=\"F F F\"\nLi 0 0 0\n").Cell!.IsPeriodic.Should().BeFalse();
        Texts.Structure("1\nLattice=[[5, 0, 0], [0, 6, 0], [0, 0, 5]] pbc=T\nLi 0 0 0\n").Cell!.PeriodicB.Should().BeTrue();
    }

    [Theory]
    [InlineData("charge=one", "expected charge as a number, but came \"one\".")]
    [InlineData("charge=nan", "expected charge as a number, but came \"nan\".")]
    [InlineData("charge=", "expected charge as a number, but came a blank.")]
    [InlineData("charge=1 charge=2", "expected each key once, but came \"charge\" twice.")]
    [InlineData("multiplicity=0", "expected multiplicity as a whole number from 1, but came \"0\".")]
    [InlineData("multiplicity=1.5", "expected multiplicity as a whole number from 1, but came \"1.5\".")]
    [InlineData("unpaired=-1", "expected unpaired as a whole number from 0, but came \"-1\".")]
    [InlineData("multiplicity=1 unpaired=1", "expected unpaired=0 beside multiplicity=1, but came unpaired=1.")]
    [InlineData("pbc=\"T T\"", "expected pbc as three of T and F, but came \"T T\".")]
    [InlineData("pbc=\"T T T\"", "expected Lattice beside a pbc that is true in some direction, but came no Lattice.")]
    [InlineData("Lattice=\"1 0 0\" pbc=\"T T T\"", "expected three lattice vectors that span a volume, but came a flat cell.")]
    [InlineData("Lattice=\"1 0 0 1\"", "expected Lattice as nine numbers, but came 4.")]
    [InlineData("Lattice=\"1 0 0 0 1 0 0 0 inf\"", "expected Lattice as nine numbers, but came \"inf\".")]
    [InlineData("charge=1 a=\"open", "expected a closing \", but came \"\"open\".")]
    [InlineData("charge=1 a=[1, [2]", "expected a closing bracket, but came \"[1, [2]\".")]
    [InlineData("charge=1 =2", "expected a key before \"=\", but came \"=2\".")]
    [InlineData("Properties=species:S:1", "expected pos:R:3 in Properties, but came \"species:S:1\".")]
    [InlineData("Properties=pos:R:3", "expected species:S:1 or Z:I:1 in Properties, but came \"pos:R:3\".")]
    [InlineData("Properties=species:S:1:pos:R", "expected Properties as name:type:count with type S, R, I or L, but came \"species:S:1:pos:R\".")]
    [InlineData("Properties=species:S:1:pos:R:3:q:R:0", "expected Properties as name:type:count with type S, R, I or L, but came \"species:S:1:pos:R:3:q:R:0\".")]
    [InlineData("Properties=species:S:1:pos:R:3:q:X:1", "expected Properties as name:type:count with type S, R, I or L, but came \"species:S:1:pos:R:3:q:X:1\".")]
    [InlineData("Properties=species:S:1:pos:R:3:pos:R:3", "expected each name in Properties once, but came \"species:S:1:pos:R:3:pos:R:3\".")]
    public void A_bad_key_is_told_in_one_sentence(string line, string sentence) =>
        Texts.Error($"1\n{line}\nLi 0 0 0\n").Should().Be("text, line 2, frame 1: " + sentence);

    [Theory]
    [InlineData("q:R:1", "nan", "expected a finite number in column \"q\", but came \"nan\".")]
    [InlineData("q:I:1", "1.5", "expected a whole number in column \"q\", but came \"1.5\".")]
    [InlineData("q:L:1", "maybe", "expected T or F in column \"q\", but came \"maybe\".")]
    [InlineData("q:S:1", "", "expected a word in column \"q\", but came a blank.")]
    [InlineData("q:R:1", "1 2", "expected 5 columns, but came 6.")]
    public void A_bad_column_is_told_in_one_sentence(string column, string value, string sentence) =>
        Texts.Error($"1\nProperties=species:S:1:pos:R:3:{column}\nLi 0 0 0 {value}\n").Should().Be("text, line 3, frame 1: " + sentence);

    [Fact]
    public void A_frame_with_a_bad_key_is_passed_over()
    {
        var frames = Texts.Frames("2\ncharge=x\nLi 0 0 0\nLi 0 0 3\n" + Slab);
        frames.Select(frame => frame.IsGood).Should().Equal(false, true);
    }

    [Fact]
    public void What_is_written_follows_ASE()
    {
        var arrays = ImmutableSortedDictionary<string, AtomArray>.Empty
            .Add("forces", AtomArray.Reals([0.1, -2e-20, 3])).Add("fixed", AtomArray.Logicals([true, false, true]));
        var properties = ImmutableSortedDictionary<string, string>.Empty.Add("name", "a \"b\"").Add("energy", "-1.5");
        var structure = Structure.FromAngstrom(
            [8, 1, 1], [0, 0, 0, 0, 0, 1, 1, 0, 0], 1, 1, Cell.FromAngstrom([5, 0, 0, 0, 6, 0, 0, 0, 7], periodicC: false), properties, arrays);
        Texts.Written(structure, StructureFormat.ExtendedXyz).Should().Be(
            "3\n"
            + "Lattice=\"5.0000000000 0.0000000000 0.0000000000 0.0000000000 6.0000000000 0.0000000000 0.0000000000 0.0000000000 7.0000000000\" "
            + "Properties=species:S:1:pos:R:3:fixed:L:1:forces:R:1 charge=1 multiplicity=2 energy=-1.5 name=\"a \\\"b\\\"\" pbc=\"T T F\"\n"
            + "O      0.0000000000     0.0000000000     0.0000000000 T 0.1\n"
            + "H      0.0000000000     0.0000000000     1.0000000000 F -2E-20\n"
            + "H      1.0000000000     0.0000000000     0.0000000000 T 3\n");
    }
}
