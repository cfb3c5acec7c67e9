using System.Collections.Immutable;
using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class MdlTests
{
    private const string Header = "hydroxide\n  program\na comment\n  2  1  0  0  0  0  0  0  0  0999 V2000\n";
    private const string Atoms = "    0.0000    0.0000    0.0000 O   0  0  0  0  0  0\n    0.0000    0.0000    0.9600 H   0  0\n  1  2  1  0\n";
    private const string Hydroxide = Header + Atoms + "M  CHG  1   1  -1\nM  END\n";

    [Fact]
    public void A_molfile_has_name_comment_and_formal_charges()
    {
        var ion = Texts.Structure(Hydroxide);
        ion.AtomicNumbers.ToArray().Should().Equal(8, 1);
        Texts.Angstrom(ion.Positions)[5].Should().BeApproximately(0.96, 1e-12);
        ion.Charge.Should().Be(-1);
        ion.UnpairedElectrons.Should().BeNull();
        ion.Arrays["formal_charge"].Numbers.ToArray().Should().Equal(-1, 0);
        ion.Properties.Should().BeEquivalentTo(new Dictionary<string, string> { ["name"] = "hydroxide", ["comment"] = "a comment" });
    }

    [Theory]
    [InlineData(1, 3, null)]
    [InlineData(2, 2, null)]
    [InlineData(3, 1, null)]
    [InlineData(4, 0, 1)]
    [InlineData(5, -1, null)]
    [InlineData(7, -3, null)]
    public void Charge_codes_of_atom_lines_count(int code, int charge, int? unpaired)
    {
        var structure = Texts.Structure(Header + Atoms.Replace("O   0  0", $"O   0  {code}", StringComparison.Ordinal) + "M  END\n");
        structure.Charge.Should().Be(charge);
        structure.UnpairedElectrons.Should().Be(unpaired);
    }

    [Fact]
    public void Charge_lines_replace_the_codes_of_atom_lines() =>
        Texts.Structure(Header + Atoms.Replace("O   0  0", "O   0  1", StringComparison.Ordinal) + "M  CHG  1   2   2\nM  END\n").Charge.Should().Be(2);

    [Fact]
    public void Radical_lines_set_the_unpaired_electrons() =>
        Texts.Structure(Header + Atoms + "M  RAD  2   1   2   2   3\nM  END\n").UnpairedElectrons.Should().Be(3);

    [Fact]
    public void Data_items_become_properties_and_charge_and_multiplicity_are_honoured()
    {
        var frames = Texts.Frames(Header + Atoms + "M  END\n> <charge>\n-1\n\n>  <multiplicity> (7)\n3\n\n> <notes>\nfirst\nsecond\n\n$$$$\n" + Hydroxide + "$$$$\n\n");
        frames.Should().HaveCount(2);
        var first = frames[0].StructureOrThrow();
        first.Charge.Should().Be(-1);
        first.UnpairedElectrons.Should().Be(2);
        first.Properties["notes"].Should().Be("first\nsecond");
        first.Properties.Should().NotContainKey("charge");
    }

    [Fact]
    public void V3000_is_read()
    {
        const string text = """
            ammonium
              program

              0  0  0     0  0            999 V3000
            M  V30 BEGIN CTAB
            M  V30 COUNTS 3 1 0 0 0
            M  V30 BEGIN ATOM
            M  V30 1 N 0 0 0 0 CHG=1 -
            M  V30 RAD=2
            M  V30 2 H 0 0 1.01 0
            M  V30 7 H 1.01 0 0.25 0
            M  V30 END ATOM
            M  V30 BEGIN BOND
            M  V30 1 1 1 2
            M  V30 END BOND
            M  V30 END CTAB
            M  END
            """;
        var structure = Texts.Structure(text);
        structure.AtomicNumbers.ToArray().Should().Equal(7, 1, 1);
        structure.Charge.Should().Be(1);
        structure.UnpairedElectrons.Should().Be(1);
        Texts.Error(text.Replace("COUNTS 3", "COUNTS 4", StringComparison.Ordinal)).Should().EndWith("expected 4 atoms, but came 3 atoms.");
        Texts.Error(text.Replace("7 H", "2 H", StringComparison.Ordinal)).Should().EndWith("expected an index of its own for each atom, but came \"2\".");
        Texts.Error(text.Replace("CHG=1", "CHG=x", StringComparison.Ordinal)).Should().EndWith("expected a whole number after CHG= or RAD=, but came \"CHG=x\".");
    }

    [Theory]
    [InlineData("  2  1", "  x  1", "line 4", "expected a counts line with the numbers of atoms and bonds, but came \"x  1  0  0  0  0  0  0  0  0999 V2000\".")]
    [InlineData("  2  1", "  0  0", "line 4", "expected at least one atom, but came a molecule of none.")]
    [InlineData("  2  1  0  0  0", "999  1  0  0  0", "line 7", "expected three finite coordinates in columns of ten characters, but came \"1  2  1\".")]
    [InlineData("0.9600", "nan   ", "line 6", "expected three finite coordinates in columns of ten characters, but came \"nan\".")]
    [InlineData(" O  ", " R# ", "line 5", "expected the symbol of an element, but came \"R#\".")]
    [InlineData("O   0  0", "O   0  9", "line 5", "expected a charge code from 0 to 7, but came \"9\".")]
    [InlineData("1  -1", "3  -1", "line 8", "expected 1 pairs of an atom from 1 to 2 and a value, but came \"M  CHG  1   3  -1\".")]
    [InlineData("1  -1", "1 -99", "line 8", "expected a formal charge from −15 to 15, but came -99.")]
    [InlineData("M  CHG  1", "M  CHG  9", "line 8", "expected a number of entries from 1 to 8, but came \"M  CHG  9   1  -1\".")]
    [InlineData("M  CHG  1   1  -1", "M  RAD  1   1   5", "line 8", "expected a radical state from 0 to 3, but came 5.")]
    [InlineData("M  END\n", "", "line 8", "expected M  END, but came the end of the file.")]
    [InlineData("M  END\n", "$$$$\n", "line 9", "expected M  END, but came \"$$$$\".")]
    [InlineData("M  END\n", "M  END\nfurther\n", "line 10", "expected a data item \"> <name>\" or $$$$, but came \"further\".")]
    [InlineData("M  END\n", "M  END\n> <a>\n1\n\n> <a>\n2\n\n", "line 13", "expected each data item once, but came \"a\" twice.")]
    [InlineData("M  END\n", "M  END\n> <charge>\n0\n\n", "line 12", "expected a charge item that equals the sum -1 of the formal charges, but came \"0\".")]
    [InlineData("M  END\n", "M  END\n> <multiplicity>\nhigh\n\n", "line 12", "expected multiplicity as a whole number from 1, but came \"high\".")]
    public void A_bad_file_is_told_in_one_sentence(string good, string bad, string line, string sentence) =>
        Texts.Error(Hydroxide.Replace(good, bad, StringComparison.Ordinal), StructureFormat.Mdl).Should().Be($"text, {line}, frame 1: {sentence}");

    [Fact]
    public void A_bad_molecule_does_not_cost_the_next_ones()
    {
        var frames = Texts.Frames(Hydroxide.Replace(" O  ", " Q  ", StringComparison.Ordinal) + "$$$$\n" + Hydroxide + "$$$$\n", StructureFormat.Mdl);
        frames.Select(frame => frame.IsGood).Should().Equal(false, true);
    }

    [Fact]
    public void A_blank_header_is_a_molecule_but_blank_lines_at_the_end_are_none()
    {
        var untitled = "\n\n\n" + Hydroxide[Hydroxide.IndexOf("  2  1", StringComparison.Ordinal)..] + "$$$$\n";
        Texts.Frames(untitled + untitled + "\n \n\n\n\n").Should().HaveCount(2).And.OnlyContain(frame => frame.IsGood);
    }

    [Fact]
    public void Charges_spin_and_properties_survive_writing()
    {
        var properties = ImmutableSortedDictionary<string, string>.Empty.Add("name", "n").Add("notes", "a\nb");
        var structure = Structure.FromAngstrom([8, 1], [0, 0, 0, 0, 0, 0.96], -1, 2, null, properties);
        var back = Texts.Structure(Texts.Written(structure, StructureFormat.Mdl));
        back.Charge.Should().Be(-1);
        back.UnpairedElectrons.Should().Be(2);
        back.Properties.Should().Equal(structure.Properties);
        back.Arrays.Should().BeEmpty("a total charge is not given to an atom");

        var ion = Texts.Structure(Hydroxide);
        Texts.Written(ion, StructureFormat.Mdl).Should().Contain("M  CHG  1   1  -1\nM  END\n$$$$");
    }

    [Fact]
    public void What_has_no_room_is_refused()
    {
        var many = new Structure(Enumerable.Repeat(2, 1000).ToArray(), new double[3000]);
        FluentActions.Invoking(() => Texts.Written(many, StructureFormat.Mdl)).Should().Throw<ArgumentException>().WithMessage("*up to 999 atoms*1000*");
        var far = Structure.FromAngstrom([2], [-10000, 0, 0]);
        FluentActions.Invoking(() => Texts.Written(far, StructureFormat.Mdl)).Should().Throw<ArgumentException>().WithMessage("*ten characters*");
    }
}
