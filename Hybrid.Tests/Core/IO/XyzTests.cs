using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class XyzTests
{
    private const string Water = "3\nwater, by hand\nO 0.0 0.0 0.1173\nH 0.0 0.7572 -0.4692\nH 0.0 -0.7572 -0.4692\n";

    [Fact]
    public void Ångström_become_bohr_and_the_second_line_a_comment()
    {
        var water = Texts.Structure(Water, StructureFormat.ExtendedXyz);
        water.AtomicNumbers.ToArray().Should().Equal(8, 1, 1);
        water.Positions[4].Should().Be(0.7572 * Constants.BohrPerAngstrom);
        water.Properties["comment"].Should().Be("water, by hand");
        water.Charge.Should().Be(0);
        water.UnpairedElectrons.Should().BeNull();
        water.Cell.Should().BeNull();
    }

    [Theory]
    [InlineData("1\n\nHe 0 0 0")]
    [InlineData("  1  \r\n\r\nhe\t0\t0\t0\r\n")]
    [InlineData("\n\n1\n\n2 0 0 0 and more\n\n\n")]
    public void Blanks_line_ends_numbers_for_symbols_and_further_columns_are_read(string text) =>
        Texts.Structure(text).AtomicNumbers.ToArray().Should().Equal(2);

    [Fact]
    public void Frames_follow_each_other()
    {
        var frames = Texts.Frames(Water + "1\n\nNe 1 2 3\n" + Water);
        frames.Select(frame => frame.Number).Should().Equal(1, 2, 3);
        frames.Select(frame => frame.StructureOrThrow().AtomCount).Should().Equal(3, 1, 3);
    }

    [Theory]
    [InlineData("", "text, line 1, frame 1: expected a file in XYZ, POSCAR or MDL format, but came nothing but blanks.")]
    [InlineData("hello\nworld", "text, line 1, frame 1: expected a file in XYZ, POSCAR or MDL format, but came \"hello\".")]
    [InlineData("-1\n\n", "text, line 1, frame 1: expected the number of atoms, but came \"-1\".")]
    [InlineData("0\n\n", "text, line 2, frame 1: expected at least one atom, but came a frame of none.")]
    [InlineData("1", "text, line 1, frame 1: expected a line of text after the number of atoms, but came the end of the file.")]
    [InlineData("2\n\nH 0 0 0\n", "text, line 3, frame 1: expected 2 atoms, but came the end of the file.")]
    [InlineData("1\n\nXx 0 0 0\n", "text, line 3, frame 1: expected the symbol of an element, but came \"Xx\".")]
    [InlineData("1\n\nH 0 0\n", "text, line 3, frame 1: expected three finite coordinates in Å, but came a blank.")]
    [InlineData("1\n\nH 0 NaN 0\n", "text, line 3, frame 1: expected three finite coordinates in Å, but came \"NaN\".")]
    [InlineData("1\n\nH 0 1e999 0\n", "text, line 3, frame 1: expected three finite coordinates in Å, but came \"1e999\".")]
    [InlineData("1\n\nH 0,5 0 0\n", "text, line 3, frame 1: expected three finite coordinates in Å, but came \"0,5\".")]
    [InlineData("99999999999\n\nH 0 0 0\n", "text, line 1, frame 1: expected a file in XYZ, POSCAR or MDL format, but came \"99999999999\".")]
    public void A_bad_file_is_told_in_one_sentence(string text, string sentence) => Texts.Error(text).Should().Be(sentence);

    [Fact]
    public void An_error_knows_its_place()
    {
        var error = Texts.Frames(Water + "1\n\nXx 0 0 0\n")[1].Error!;
        error.Path.Should().Be("text");
        error.Line.Should().Be(8);
        error.Frame.Should().Be(2);
    }

    [Fact]
    public void A_bad_frame_does_not_cost_the_next_ones()
    {
        var frames = Texts.Frames(Water + "2\n\nXx 0 0 0\nH 0 0 0\n" + Water);
        frames.Select(frame => frame.IsGood).Should().Equal(true, false, true);
    }

    [Fact]
    public void A_frame_that_lacks_an_atom_does_not_cost_the_next_ones()
    {
        var frames = Texts.Frames("4" + Water[1..] + Water);
        frames.Select(frame => frame.IsGood).Should().Equal(false, true);
        frames[0].Error!.Message.Should().EndWith("expected 4 atoms, but came the next frame after 3.");
    }

    [Fact]
    public void A_bad_atom_in_a_frame_that_is_short_too_does_not_cost_the_next_ones()
    {
        var frames = Texts.Frames("3\n\nXx 0 0 0\nH 0 0 0\n" + Water);
        frames.Select(frame => frame.IsGood).Should().Equal(false, true);
    }

    [Fact]
    public void A_bad_number_of_atoms_ends_the_file()
    {
        var frames = Texts.Frames("2" + Water[1..] + Water);
        frames.Select(frame => frame.IsGood).Should().Equal(true, false);
        frames[1].Error!.Message.Should().Contain("expected the number of atoms");
    }

    [Fact]
    public void Without_keys_asked_for_the_second_line_stays_text()
    {
        var structure = Texts.Structure("1\ncharge=1 energy=2\nHe 0 0 0\n", StructureFormat.Xyz);
        structure.Charge.Should().Be(0);
        structure.Properties["comment"].Should().Be("charge=1 energy=2");
    }

    [Fact]
    public void Written_files_are_plain()
    {
        var water = Texts.Structure("1\nnoble\nHe 0.5 -1 2e-11\n");
        Texts.Written(water, StructureFormat.Xyz).Should().Be("1\nnoble\nHe     0.5000000000    -1.0000000000     0.0000000000\n");
    }
}
