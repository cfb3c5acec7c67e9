using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Models;
using Xunit;

namespace Hybrid.Tests.Physics.Basis;

public sealed class OrbitalGridTests
{
    /// <summary>What a sum over points half a bohr apart loses at the nuclei.</summary>
    private const double SumOverPoints = 0.02;

    /// <summary>Primitives that contribute less than 1e-9 are left out.</summary>
    private const double LeftOut = 1e-7;

    /// <summary>Thiophene-like in what matters: sulfur has d functions.</summary>
    private static readonly Structure Molecule = Structure.FromAngstrom([16, 1, 6, 8, 1], [0, 0, 0.1, 0.95, 0.4, -0.8, -1.6, 0.3, 0.2, -2.3, -0.7, 0.4, -2.1, 1.3, 0.1]);

    private static readonly Prediction Solved = Model.Load("gfn2-xtb").Predict(Molecule, Properties.Orbitals | Properties.Matrices).EnsureConverged();

    [Fact]
    public void Values_are_the_sum_over_the_basis()
    {
        var points = new RegularGrid(-3.1, -2.3, -1.7, 1.3, 5, 4, 3);
        foreach (var i in new[] { 0, 4, Solved.Orbitals.HomoIndex!.Value, Solved.Matrices.Count - 1 })
        {
            var grid = OrbitalGrid.Of(Molecule.Positions, Solved.Matrices.Basis, Row(i), points);
            for (var n = 0; n < points.PointCount; n++)
            {
                var (x, y, z) = (points.X + (1.3 * (n / 12)), points.Y + (1.3 * (n / 3 % 4)), points.Z + (1.3 * (n % 3)));
                grid.Values[n].Should().BeApproximately(Value(Row(i), x, y, z), LeftOut);
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void An_orbital_fits_into_its_own_box(int fromHomo)
    {
        var grid = OrbitalGrid.Of(Molecule.Positions, Solved.Matrices.Basis, Row(Solved.Orbitals.HomoIndex!.Value + fromHomo));
        grid.Norm.Should().BeInRange(0.96, 1.0 + SumOverPoints);
        grid.Points.PointCount.Should().BeLessThanOrEqualTo(OrbitalGrid.UsualPointCount).And.BeGreaterThan(OrbitalGrid.UsualPointCount / 2);
    }

    [Fact]
    public void Orbitals_are_orthonormal_by_a_sum_over_points()
    {
        var points = RegularGrid.Spanning((-16, -14, -13), (14, 14, 14), 0.45, 400_000);
        var homo = Solved.Orbitals.HomoIndex!.Value;
        var φ = OrbitalGrid.Of(Molecule.Positions, Solved.Matrices.Basis, Row(homo), points);
        var χ = OrbitalGrid.Of(Molecule.Positions, Solved.Matrices.Basis, Row(homo + 1), points);
        φ.Norm.Should().BeApproximately(1.0, SumOverPoints);
        χ.Norm.Should().BeApproximately(1.0, SumOverPoints);
        (System.Numerics.Tensors.TensorPrimitives.Dot(φ.Values, χ.Values) * points.PointVolume).Should().BeApproximately(0.0, SumOverPoints);
    }

    [Fact]
    public void Grids_never_have_more_points_than_allowed()
    {
        var grid = RegularGrid.Spanning((0, 0, 0), (10, 20, 1), 0.1, 5000);
        grid.PointCount.Should().BeInRange(3000, 5000);
        (grid.X + ((grid.CountX - 1) * grid.Spacing)).Should().BeGreaterThanOrEqualTo(10.0);
        (grid.Y + ((grid.CountY - 1) * grid.Spacing)).Should().BeGreaterThanOrEqualTo(20.0);
        RegularGrid.Spanning((0, 0, 0), (1, 1, 1), 0.5, 5000).Spacing.Should().Be(0.5, "a finer grid than asked for is not made");
    }

    [Fact]
    public void What_does_not_fit_is_told()
    {
        var tooShort = () => OrbitalGrid.Of(Molecule.Positions, Solved.Matrices.Basis, new double[3]);
        tooShort.Should().Throw<ArgumentException>().WithMessage("*coefficients, one per basis function, were expected, but 3 came*");
        var f = () => OrbitalGrid.Of([0.0, 0.0, 0.0], [new GaussianShell(0, 3, new[] { 1.0 }, new[] { 1.0 })], new double[7]);
        f.Should().Throw<ArgumentException>().WithMessage("*l from 0 to 2*l = 3*");
        var elsewhere = () => OrbitalGrid.Of([0.0, 0.0, 0.0], [new GaussianShell(1, 0, new[] { 1.0 }, new[] { 1.0 })], new double[1]);
        elsewhere.Should().Throw<ArgumentException>().WithMessage("*one of atom 1 came*");
    }

    private static double[] Row(int i) => Solved.Matrices.Coefficients.Slice(i * Solved.Matrices.Count, Solved.Matrices.Count).ToArray();

    /// <summary>Σ c S_lm Σ d N exp(−α r²), written out: y, z, x; xy, yz, z², xz, x²−y².</summary>
    private static double Value(double[] c, double x, double y, double z)
    {
        var (value, first) = (0.0, 0);
        foreach (var shell in Solved.Matrices.Basis)
        {
            var centre = Molecule.Positions.Slice(3 * shell.Atom, 3);
            var (dx, dy, dz) = (x - centre[0], y - centre[1], z - centre[2]);
            var l = shell.AngularMomentum;
            var radial = 0.0;
            for (var k = 0; k < shell.Exponents.Length; k++)
            {
                var α = shell.Exponents.Span[k];
                var norm = Math.Pow(2.0 * α / Math.PI, 0.75) * Math.Pow(4.0 * α, 0.5 * l) / Math.Sqrt(l == 2 ? 3.0 : 1.0);
                radial += shell.Coefficients.Span[k] * norm * Math.Exp(-α * ((dx * dx) + (dy * dy) + (dz * dz)));
            }

            var root3 = Math.Sqrt(3.0);
            double[] angular = l switch
            {
                0 => [1.0],
                1 => [dy, dz, dx],
                _ => [root3 * dx * dy, root3 * dy * dz, (dz * dz) - (0.5 * ((dx * dx) + (dy * dy))), root3 * dx * dz, 0.5 * root3 * ((dx * dx) - (dy * dy))],
            };
            foreach (var s in angular)
                value += c[first++] * s * radial;
        }

        return value;
    }
}
