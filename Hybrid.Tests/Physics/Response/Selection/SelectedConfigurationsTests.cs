using FluentAssertions;
using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Selection;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Selection;

public sealed class SelectedConfigurationsTests
{
    /// <summary>5 meV.</summary>
    private const double ErrorTolerance = 1.8374e-4;

    /// <summary>What the estimated error of a state may be short of the true one by; it is an estimate.</summary>
    private const double Honesty = 2;

    private const int States = 10;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Energies_are_those_of_the_full_space_to_the_stated_error(bool isTriplet)
    {
        var molecule = new SyntheticMolecule(8, 5, 14, 21, isTriplet);
        var exact = Exact(molecule);
        var selected = Solve(molecule);
        selected.Outcome.Status.Should().Be(SolverStatus.Converged);
        selected.PrimaryCount.Should().BeLessThan(14 * 26);
        selected.States.Should().HaveCountGreaterThanOrEqualTo(States);
        for (var k = 0; k < States; k++)
        {
            var error = selected.States[k].Energy - exact[k];
            selected.Errors[k].Should().BeLessThanOrEqualTo(ErrorTolerance);
            Math.Abs(error).Should().BeLessThan(ErrorTolerance);
            Math.Abs(error).Should().BeLessThan((Honesty * selected.Errors[k]) + 1e-6);
        }
    }

    [Fact]
    public void Smaller_errors_can_be_asked_for()
    {
        var molecule = new SyntheticMolecule(8, 5, 14, 22);
        var selected = new SelectedConfigurations(SyntheticMolecule.LinearAlgebra) { ErrorTolerance = 1e-9 }
            .Solve(molecule.Orbitals, molecule.Kernel, Multiplicity.Singlet, States);
        var exact = Exact(molecule);
        selected.ProductCount.Should().BeGreaterThan(Solve(molecule).ProductCount);
        for (var k = 0; k < States; k++)
            selected.States[k].Energy.Should().BeApproximately(exact[k], 1e-8);
    }

    [Fact]
    public void A_rotation_of_degenerate_orbitals_changes_nothing()
    {
        // Orbitals 12 and 13 are occupied, 14 and 15 virtual; each pair shares its energy.
        var molecule = new SyntheticMolecule(8, 5, 14, 23);
        molecule.Energies[12] = molecule.Energies[13];
        molecule.Energies[15] = molecule.Energies[14];
        var before = Solve(molecule);
        var n = molecule.Energies.Length;
        foreach (var p in new[] { 12, 14 })
        {
            var (c, s) = (Math.Cos(0.7), Math.Sin(0.7));
            for (var μ = 0; μ < n; μ++)
            {
                var (x, y) = (molecule.Coefficients[(p * n) + μ], molecule.Coefficients[((p + 1) * n) + μ]);
                (molecule.Coefficients[(p * n) + μ], molecule.Coefficients[((p + 1) * n) + μ]) = ((c * x) + (s * y), (c * y) - (s * x));
            }
        }

        var after = Solve(molecule);
        after.PrimaryCount.Should().Be(before.PrimaryCount);
        for (var k = 0; k < States; k++)
            after.States[k].Energy.Should().BeApproximately(before.States[k].Energy, 0.1 * ErrorTolerance, "the search ends at another point, within its error");
    }

    [Fact]
    public void More_states_than_there_are_is_a_mistake()
    {
        var molecule = new SyntheticMolecule(2, 2, 2, 24);
        var ask = () => new SelectedConfigurations(SyntheticMolecule.LinearAlgebra).Solve(molecule.Orbitals, molecule.Kernel, Multiplicity.Singlet, 5);
        ask.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1 to 4*");
    }

    private static SelectedStates Solve(SyntheticMolecule molecule) =>
        new SelectedConfigurations(SyntheticMolecule.LinearAlgebra).Solve(molecule.Orbitals, molecule.Kernel, Multiplicity.Singlet, States);

    private static double[] Exact(SyntheticMolecule molecule)
    {
        var matrix = molecule.Matrix();
        var n = molecule.OccupiedCount * (molecule.Energies.Length - molecule.OccupiedCount);
        var energies = new double[n];
        SyntheticMolecule.LinearAlgebra.SymmetricEigen(n, matrix, energies).Should().BeTrue();
        return energies;
    }
}
