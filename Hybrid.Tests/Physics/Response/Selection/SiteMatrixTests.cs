using FluentAssertions;
using Hybrid.Physics.Response.Selection;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Selection;

public sealed class SiteMatrixTests
{
    /// <summary>Sums over a few hundred numbers of order one.</summary>
    private const double Rounding = 1e-12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Products_are_those_of_the_matrix(bool isTriplet)
    {
        var molecule = new SyntheticMolecule(5, 3, 6, 11, isTriplet);
        var window = OrbitalWindow.Of(molecule.Orbitals);
        var n = window.ConfigurationCount;
        var x = Matrices.Random(3 * n, 1);
        var (expected, y) = (new double[3 * n], new double[3 * n]);
        SyntheticMolecule.LinearAlgebra.Multiply(false, false, 3, n, n, 1, x, molecule.Matrix(), 0, expected);
        Matrix(molecule).Apply(window, window, 3, x, y);
        Matrices.Distance(y, expected).Should().BeLessThan(Rounding);
    }

    [Fact]
    public void Products_between_windows_are_parts_of_those_products()
    {
        var molecule = new SyntheticMolecule(5, 3, 6, 12);
        var whole = OrbitalWindow.Of(molecule.Orbitals);
        var part = new OrbitalWindow(2, 6, 11);
        var x = Matrices.Random(part.ConfigurationCount, 2);
        var padded = new double[whole.ConfigurationCount];
        for (var i = part.FirstOccupied; i < part.FirstVirtual; i++)
            x.AsSpan((i - part.FirstOccupied) * part.VirtualCount, part.VirtualCount).CopyTo(padded.AsSpan(whole.Index(new Configuration(i, part.FirstVirtual))));
        var (expected, wide, narrow) = (new double[padded.Length], new double[padded.Length], new double[x.Length]);
        var matrix = Matrix(molecule);
        matrix.Apply(whole, whole, 1, padded, expected);
        matrix.Apply(part, whole, 1, x, wide);
        matrix.Apply(part, part, 1, x, narrow);
        Matrices.Distance(wide, expected).Should().BeLessThan(Rounding);
        for (var i = part.FirstOccupied; i < part.FirstVirtual; i++)
        {
            for (var a = part.FirstVirtual; a < part.End; a++)
                narrow[part.Index(new Configuration(i, a))].Should().BeApproximately(expected[whole.Index(new Configuration(i, a))], Rounding);
        }
    }

    [Fact]
    public void The_diagonal_comes_in_two_parts()
    {
        var molecule = new SyntheticMolecule(4, 3, 5, 13);
        var window = OrbitalWindow.Of(molecule.Orbitals);
        var (matrix, dense) = (Matrix(molecule), molecule.Matrix());
        var diagonal = matrix.DiagonalWithoutCoulomb(window);
        var coulomb = new double[window.VirtualCount];
        for (var i = 0; i < window.OccupiedCount; i++)
        {
            matrix.CoulombDiagonal(i, window, molecule.Kernel.Coulomb, coulomb);
            for (var a = 0; a < window.VirtualCount; a++)
            {
                var k = (i * window.VirtualCount) + a;
                (diagonal[k] + coulomb[a]).Should().BeApproximately(dense[(k * window.ConfigurationCount) + k], Rounding);
            }
        }
    }

    [Fact]
    public void Chosen_elements_are_those_of_the_matrix()
    {
        var molecule = new SyntheticMolecule(4, 3, 5, 14);
        var window = OrbitalWindow.Of(molecule.Orbitals);
        var dense = molecule.Matrix();
        Configuration[] chosen = [new(4, 5), new(1, 7), new(4, 9), new(0, 5), new(1, 11)];
        var elements = ConfigurationMatrix.Of(Matrix(molecule), chosen);
        var couplings = new ConfigurationCouplings(Matrix(molecule), window);
        var row = new double[chosen.Length];
        var potential = new double[molecule.Kernel.SiteCount];
        for (var r = 0; r < chosen.Length; r++)
        {
            SyntheticMolecule.LinearAlgebra.MultiplyVector(false, potential.Length, potential.Length, 1, molecule.Kernel.Coulomb, couplings.Charges([chosen[r]]), 0, potential);
            couplings.Row(chosen[r], chosen, potential, couplings.Charges(chosen), row);
            for (var c = 0; c < chosen.Length; c++)
            {
                var gap = r == c ? molecule.Energies[chosen[r].Virtual] - molecule.Energies[chosen[r].Occupied] + molecule.Kernel.Shift : 0;
                var expected = dense[(window.Index(chosen[r]) * window.ConfigurationCount) + window.Index(chosen[c])] - gap;
                elements[(r * chosen.Length) + c].Should().BeApproximately(expected, Rounding);
                row[c].Should().BeApproximately(expected, Rounding);
            }
        }
    }

    [Fact]
    public void Other_sites_are_refused()
    {
        var build = () => new SiteMatrix(SyntheticMolecule.LinearAlgebra, new SyntheticMolecule(4, 3, 5, 14).Orbitals, new SyntheticMolecule(3, 3, 5, 14).Kernel);
        build.Should().Throw<ArgumentException>().WithMessage("*4 sites*3*");
        var orbitals = () => new SiteOrbitals(1, new double[4], new double[2], [0, 2]);
        orbitals.Should().Throw<ArgumentException>().WithMessage("*ascending*");
    }

    private static SiteMatrix Matrix(SyntheticMolecule molecule) => new(SyntheticMolecule.LinearAlgebra, molecule.Orbitals, molecule.Kernel);
}
