using System.Globalization;
using FluentAssertions;
using Xunit;

namespace Hybrid.Tests.References;

public sealed class ReferenceSetTests
{
    /// <summary>Shell charges are stored with ten decimals; the largest molecule has fewer than 1,000 of them.</summary>
    private const double RoundingOfCharges = 1e-7;

    /// <summary>The gradient is as good as the charges of a run with accuracy 0.001.</summary>
    private const double NetForce = 1e-7;

    /// <summary>Four or five energies with twelve decimals each.</summary>
    private const double RoundingOfEnergies = 5e-12;

    public static TheoryData<string> Methods => new("gfn1-xtb", "gfn2-xtb");

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_element_up_to_radon_occurs(string method)
    {
        var elements = ReferenceSet.Load(method).Cases.SelectMany(c => c.AtomicNumbers.ToArray()).Distinct().Order();

        elements.Should().Equal(Enumerable.Range(1, 86));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Numbers_match_the_size_of_the_structure(string method)
    {
        foreach (var c in ReferenceSet.Load(method).Cases)
        {
            var nAtoms = c.Structure.AtomCount;
            c.Gradient.Should().HaveCount(3 * nAtoms, c.Name);
            c.Charges.Should().HaveCount(nAtoms, c.Name);
            c.Charges.Sum().Should().BeApproximately(c.Charge, RoundingOfCharges, c.Name);
            c.ShellCharges.Sum().Should().BeApproximately(c.Charge, RoundingOfCharges, c.Name);
            c.OrbitalEnergies.Should().BeInAscendingOrder(c.Name).And.HaveCountGreaterThanOrEqualTo(c.Occupations.Length, c.Name);
            c.Dipole.Should().HaveCount(3, c.Name);
            (c.Occupations.Sum() % 2).Should().Match(rest => Math.Abs(rest - (c.Unpaired % 2)) < 1e-5 || rest > 2 - 1e-5, c.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Forces_add_up_to_zero(string method)
    {
        foreach (var c in ReferenceSet.Load(method).Cases)
        {
            for (var k = 0; k < 3; k++)
                c.Gradient.Where((_, i) => i % 3 == k).Sum().Should().BeApproximately(0, NetForce, c.Name);
        }
    }

    [Fact]
    public void Gfn1_parts_add_up_to_the_energy()
    {
        foreach (var c in ReferenceSet.Gfn1.Cases)
        {
            var sum = c.EnergyParts["electronic"] + c.EnergyParts["dispersion"] + c.EnergyParts["repulsion"] + c.EnergyParts["halogenBond"];
            sum.Should().BeApproximately(c.Energy, RoundingOfEnergies, c.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void No_two_atoms_share_a_coordinate(string method)
    {
        foreach (var c in ReferenceSet.Load(method).Cases)
        {
            for (var k = 0; k < 3; k++)
                c.Positions.ToArray().Where((_, i) => i % 3 == k).Should().OnlyHaveUniqueItems(c.Name);
        }
    }

    [Fact]
    public void A_comma_culture_reads_the_same_numbers()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var water = ReferenceSet.Load("gfn2-xtb")["h2o"];

            water.Energy.Should().Be(-5.070222286776);
            water.Positions[0].Should().BeApproximately(0.15335975988325, 1e-12, "the program writes this number to its file `gradient`");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void An_unknown_name_is_named_in_the_error()
    {
        var act = () => ReferenceSet.Gfn1["unobtainium"];

        act.Should().Throw<KeyNotFoundException>().WithMessage("*GFN1-xTB*unobtainium*");
    }
}
