using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Xunit;

namespace Hybrid.Tests.Core.Structures;

public sealed class CellTests
{
    // A few roundings of numbers of size ten.
    private const double Rounding = 1e-13;

    [Fact]
    public void Fractional_and_Cartesian_are_inverse()
    {
        var cell = new Cell([7, 0.5, -0.3, 2, 9, 1, -1, 0.2, 11]);
        double[] positions = [1.5, -3, 20, 0.1, 0.2, 0.3];
        var back = cell.Cartesian(cell.Fractional(positions));
        for (var i = 0; i < positions.Length; i++)
            back[i].Should().BeApproximately(positions[i], Rounding * 10);
    }

    [Fact]
    public void Fractional_coordinates_count_along_the_lattice_vectors()
    {
        var cell = new Cell([2, 0, 0, 1, 3, 0, 0, 0, 5]);
        cell.Cartesian([0.5, 1, 2]).Should().Equal(2, 3, 10);
    }

    [Fact]
    public void A_cell_from_ångström_is_in_bohr() =>
        Cell.FromAngstrom([1, 0, 0, 0, 1, 0, 0, 0, 1]).Vectors[0].Should().Be(Constants.BohrPerAngstrom);

    [Fact]
    public void A_cell_without_volume_has_no_fractional_coordinates()
    {
        var cell = new Cell([1, 0, 0, 0, 1, 0, 0, 0, 0], false, false, false);
        FluentActions.Invoking(() => cell.Fractional([0, 0, 0])).Should().Throw<InvalidOperationException>().WithMessage("*volume*");
    }
}
