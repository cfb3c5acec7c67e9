using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Domain;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Geometry;
using Xunit;

namespace Hybrid.Tests.Learn.Domain;

/// <summary>The training domain of the model that comes with the program: molecules of QM8.</summary>
public sealed class ShippedDomainTests
{
    private static readonly AtomDomain Domain = UncertaintyFile.Beside(LearnedModelLocation.Find("organic-excitations")!)!.Domain!;

    private static readonly DomainGate Gate = new(Domain);

    /// <summary>Propanal, the conformer with the bonds of heavy atoms in a plane; experimental bond lengths and angles.</summary>
    private static Structure Propanal => Structure.FromAngstrom(
        [8, 6, 6, 6, 1, 1, 1, 1, 1, 1],
        [
            1.76, 0.72, 0.0, 0.92, -0.15, 0.0, -0.56, 0.10, 0.0, -1.37, -1.18, 0.0, 1.27, -1.21, 0.0, -0.81, 0.71, 0.88, -0.81, 0.71, -0.88, -1.14, -1.78, 0.88, -1.14, -1.78, -0.88, -2.44, -0.97, 0.0,
        ]);

    [Fact]
    public void An_ordinary_molecule_is_inside_and_its_bonds_may_vibrate()
    {
        Domain.PlaceOf(Propanal).IsInside.Should().BeTrue();
        Gate.Of(Stretched(0.05)).Should().OnlyContain(gate => gate == 1.0);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.8)]
    [InlineData(1.5)]
    [InlineData(4.0)]
    public void A_bond_that_breaks_leads_out_of_it_and_stays_out(double by)
    {
        // The methyl group is pulled off: atom 4 (from one) was bonded to atom 3.
        Domain.Of(Stretched(by)).Skip(2).Take(2).Max().Should().BeGreaterThan(1.5);
        Domain.Of(Stretched(by))[0].Should().BeLessThan(1.0, "the aldehyde's oxygen notices nothing");
        Gate.Of(Stretched(by)).Should().OnlyContain(gate => gate == 0.0, "corrections of a molecule fade together");
    }

    [Theory]
    [InlineData("O(O,O)", new[] { 8, 8, 8 }, new[] { 0.0, 0.0, 0.0, 1.09, 0.67, 0.0, -1.09, 0.67, 0.0 })]
    [InlineData("N(C,O)", new[] { 6, 7, 8, 1, 1, 1 }, new[] { 0.0, 0.0, 0.0, 1.48, 0.0, 0.0, 2.05, 1.07, 0.0, -0.36, -1.03, 0.0, -0.36, 0.51, 0.89, -0.36, 0.51, -0.89 })]
    public void Ozone_and_nitrosomethane_are_outside(string kind, int[] atomicNumbers, double[] ångström)
    {
        var structure = Structure.FromAngstrom(atomicNumbers, ångström);
        Domain.PlaceOf(structure).IsInside.Should().BeFalse();
        var bonds = new CovalentBonds(structure);
        Enumerable.Range(0, structure.AtomCount).Select(A => AtomKind.Of(structure, bonds, A)).Should().Contain(kind);
        Domain.Of(structure).Max().Should().BeGreaterThan(1.5);
    }

    [Fact]
    public void An_atom_of_a_kind_that_no_training_atom_is_of_is_named()
    {
        Domain.UnknownKinds(Propanal).Should().OnlyContain(kind => kind == null);
        Domain.UnknownKinds(Structure.FromAngstrom([8, 8, 8], [0.0, 0.0, 0.0, 1.09, 0.67, 0.0, -1.09, 0.67, 0.0])).Should().Equal("O(O,O)", "O(O)", "O(O)");
    }

    [Fact]
    public void Kinds_that_training_molecules_have_once_are_outside_and_not_called_unknown()
    {
        var formaldehyde = Structure.FromAngstrom([6, 8, 1, 1], [0.0, 0.0, -0.53, 0.0, 0.0, 0.68, 0.0, 0.94, -1.10, 0.0, -0.94, -1.10]);
        Domain.PlaceOf(formaldehyde).IsInside.Should().BeFalse("few training atoms are like its carbon");
        Domain.UnknownKinds(formaldehyde).Should().OnlyContain(kind => kind == null, "QM8 has formaldehyde itself");
    }

    [Fact]
    public void An_atom_alone_is_far_away_and_its_gate_is_closed()
    {
        var oxygen = Structure.FromAngstrom([8], [0.0, 0.0, 0.0]);
        Domain.Of(oxygen).Should().ContainSingle().Which.Should().BeGreaterThan(1.5);
        Gate.Of(oxygen).Should().Equal(0.0);
    }

    [Fact]
    public void Of_few_training_atoms_one_standard_deviation_is_the_edge()
    {
        var domain = AtomDomainFit.Of([Propanal], 1)!;
        domain.PlaceOf(Propanal).IsInside.Should().BeTrue();
        domain.Of(Stretched(0.002)).Max().Should().BeLessThan(1.01, "the hydrogen that is farthest from the mean of all lies on the edge");
        domain.Of(Stretched(0.5)).Max().Should().BeInRange(1.5, 1e3);
    }

    /// <summary>The methyl group is moved along the bond that it hangs on.</summary>
    private static Structure Stretched(double ångström)
    {
        var propanal = Propanal;
        var positions = propanal.Positions.ToArray();
        double[] along = [positions[9] - positions[6], positions[10] - positions[7], positions[11] - positions[8]];
        var length = Math.Sqrt(along.Sum(x => x * x));
        foreach (var atom in new[] { 3, 7, 8, 9 })
        {
            for (var c = 0; c < 3; c++)
                positions[(3 * atom) + c] += ångström * Hybrid.Core.Units.Constants.BohrPerAngstrom * along[c] / length;
        }

        return propanal.WithPositions(positions);
    }
}
