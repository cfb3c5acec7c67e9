using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class PoscarTests
{
    // Rounding of a few products of numbers of size ten.
    private const double Rounding = 1e-12;

    private const string Lattice = "0.0 2.0 2.0\n2.0 0.0 2.0\n2.0 2.0 0.0\n";

    private static readonly string RockSalt = $"rock salt\n1.5\n{Lattice}Na Cl\n1 1\nDirect\n0 0 0\n0.5 0.5 0.5 and text\n\n0 0 0\n0 0 0\n";

    [Fact]
    public void Direct_coordinates_count_along_the_scaled_lattice()
    {
        var salt = Texts.Structure(RockSalt);
        salt.AtomicNumbers.ToArray().Should().Equal(11, 17);
        salt.Properties["comment"].Should().Be("rock salt");
        salt.Cell!.PeriodicC.Should().BeTrue();
        ShouldBe(Texts.Angstrom(salt.Cell.Vectors), 0, 3, 3, 3, 0, 3, 3, 3, 0);
        ShouldBe(Texts.Angstrom(salt.Positions), 0, 0, 0, 3, 3, 3);
    }

    [Fact]
    public void Cartesian_coordinates_are_scaled_too() =>
        ShouldBe(
            Texts.Angstrom(Texts.Structure($"x\n1.5\n{Lattice}Na Cl\n1 1\ncartesian\n0 0 0\n1 2 4\n").Positions),
            0, 0, 0, 1.5, 3, 6);

    [Fact]
    public void A_negative_scale_is_the_volume()
    {
        // The lattice spans 16 Å³, so 128 Å³ doubles every length.
        var salt = Texts.Structure($"x\n-128\n{Lattice}Na Cl\n1 1\nK\n0 0 0\n1 1 1\n");
        ShouldBe(Texts.Angstrom(salt.Cell!.Vectors), 0, 4, 4, 4, 0, 4, 4, 4, 0);
        ShouldBe(Texts.Angstrom(salt.Positions), 0, 0, 0, 2, 2, 2);
    }

    [Fact]
    public void Three_scales_are_one_per_direction() =>
        ShouldBe(
            Texts.Angstrom(Texts.Structure($"x\n1 2 3\n{Lattice}Na\n1\nC\n1 1 1\n").Positions),
            1, 2, 3);

    [Fact]
    public void VASP_4_names_the_elements_in_the_first_line() =>
        Texts.Structure($"Na Cl from a database\n1\n{Lattice}2 1\nD\n0 0 0\n.2 0 0\n.5 .5 .5\n").AtomicNumbers.ToArray().Should().Equal(11, 11, 17);

    [Fact]
    public void Names_of_potentials_are_elements_too() =>
        Texts.Structure($"x\n1\n{Lattice}Ti_sv O/5f2\n1 1\nD\n0 0 0\n.5 .5 .5\n").AtomicNumbers.ToArray().Should().Equal(22, 8);

    [Fact]
    public void Selective_dynamics_is_kept_as_ASE_keeps_it()
    {
        var salt = Texts.Structure($"x\n1\n{Lattice}Na Cl\n1 1\nSelective\nDirect\n0 0 0 T T F\n.5 .5 .5 .FALSE. F T\n");
        salt.Arrays["move_mask"].Numbers.ToArray().Should().Equal(1, 1, 0, 0, 0, 1);
        salt.Arrays["move_mask"].Kind.Should().Be(AtomArrayKind.Logical);
    }

    [Theory]
    [InlineData("x\n0\nL\nNa\n1\nD\n0 0 0", "line 2", "expected one scale factor that isn't zero, or three positive ones, but came \"0\".")]
    [InlineData("x\n1 -2 3\nL\nNa\n1\nD\n0 0 0", "line 2", "expected one scale factor that isn't zero, or three positive ones, but came \"1 -2 3\".")]
    [InlineData("x\n1\n1 0\n", "line 3", "expected a lattice vector of three numbers, but came a blank.")]
    [InlineData("x\n1\n1 0 0\n2 0 0\n0 0 1\nNa\n1\nD\n0 0 0", "line 5", "expected three lattice vectors that span a volume, but came a flat cell.")]
    [InlineData("x\n-10\n1 0 0\n2 0 0\n0 0 1\nNa\n1\nD\n0 0 0", "line 5", "expected three lattice vectors that span a volume, but came a flat cell.")]
    [InlineData("x\n1\nL\nNa Xx\n1 1\nD\n0 0 0", "line 6", "expected the symbol of an element, but came \"Xx\".")]
    [InlineData("x\n1\nL\nNa Cl\n1\nD\n0 0 0", "line 7", "expected 2 numbers of atoms, one per element, but came 1.")]
    [InlineData("x\n1\nL\nNa\n0\nD\n0 0 0", "line 7", "expected numbers of atoms from 1, but came \"0\".")]
    [InlineData("salt\n1\nL\n1 1\nD\n0 0 0", "line 6", "expected 2 element symbols in line 1, since this line holds numbers of atoms, but came 0.")]
    [InlineData("x\n1\nL\nNa\n1\nPolar\n0 0 0", "line 8", "expected Direct or Cartesian, but came \"Polar\".")]
    [InlineData("x\n1\nL\nNa\n2\nD\n0 0 0\n", "line 9", "expected 2 atoms, but came the end of the file.")]
    [InlineData("x\n1\nL\nNa\n1\nD\n0 nan 0\n", "line 9", "expected three finite coordinates, but came \"nan\".")]
    [InlineData("x\n1\nL\nNa\n1\nS\nD\n0 0 0 T T\n", "line 10", "expected T or F for each coordinate, but came a blank.")]
    [InlineData("x\n1\n", "line 2", "expected a lattice vector, but came the end of the file.")]
    public void A_bad_file_is_told_in_one_sentence(string text, string line, string sentence) =>
        Texts.Error(text.Replace("L\n", Lattice, StringComparison.Ordinal), StructureFormat.Poscar).Should().Be($"text, {line}, frame 1: {sentence}");

    [Fact]
    public void The_order_of_atoms_survives_writing()
    {
        var salt = Structure.FromAngstrom([11, 17, 17, 11], [0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 2, 1], cell: Cell.FromAngstrom([4, 0, 0, 1, 5, 0, 0, 0, 6]));
        var text = Texts.Written(salt, StructureFormat.Poscar);
        text.Should().Contain("\nNa Cl Na\n1 2 1\nDirect\n");
        var back = Texts.Structure(text);
        back.AtomicNumbers.ToArray().Should().Equal(11, 17, 17, 11);
        ShouldBe(back.Positions.ToArray(), salt.Positions.ToArray());
    }

    [Fact]
    public void Selective_dynamics_survives_writing()
    {
        var salt = Texts.Structure($"x\n1\n{Lattice}Na Cl\n1 1\nSelective\nDirect\n0 0 0 T T F\n.5 .5 .5 F F T\n");
        Texts.Structure(Texts.Written(salt, StructureFormat.Poscar)).Arrays["move_mask"].Numbers.ToArray().Should().Equal(1, 1, 0, 0, 0, 1);
    }

    [Fact]
    public void A_molecule_is_no_POSCAR() =>
        FluentActions.Invoking(() => Texts.Written(new Structure([1], [0, 0, 0]), StructureFormat.Poscar))
            .Should().Throw<ArgumentException>().WithMessage("A POSCAR repeats in three directions*");

    private static void ShouldBe(double[] actual, params double[] expected)
    {
        actual.Should().HaveCount(expected.Length);
        for (var i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], Rounding);
    }
}
