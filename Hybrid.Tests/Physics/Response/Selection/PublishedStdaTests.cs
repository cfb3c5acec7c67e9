using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Selection;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Selection;

public sealed class PublishedStdaTests
{
    /// <summary>The program works in single precision and prints three decimals, eV.</summary>
    private const double EnergyError = 0.001;

    /// <summary>Four decimals are printed; 1 % of a strength beside that.</summary>
    private const double StrengthError = 1e-4;

    /// <summary>The factor that the program prints energies with.</summary>
    private const double ElectronvoltPerHartree = 27.21139;

    [Theory]
    [InlineData("h2o", Multiplicity.Singlet)]
    [InlineData("h2o", Multiplicity.Triplet)]
    [InlineData("c2h4", Multiplicity.Singlet)]
    [InlineData("c2h4", Multiplicity.Triplet)]
    public void States_are_those_of_std2(string name, Multiplicity multiplicity)
    {
        var molecule = PublishedMolecule.Named(name);
        var result = Solve(molecule, multiplicity, molecule.Window);
        result.Outcome.IsConverged.Should().BeTrue();
        var expected = molecule.Energies(multiplicity);
        result.States.Should().HaveCountGreaterThanOrEqualTo(expected.Length);
        for (var k = 0; k < expected.Length; k++)
        {
            (result.States[k].Energy * ElectronvoltPerHartree).Should().BeApproximately(expected[k], EnergyError);
            var strength = multiplicity == Multiplicity.Singlet ? molecule.Strengths[k] : 0;
            result.OscillatorStrengths[k].Should().BeApproximately(strength, StrengthError + (0.01 * strength));
        }
    }

    [Fact]
    public void Nothing_below_the_window_is_an_empty_result() =>
        Solve(PublishedMolecule.Named("h2o"), Multiplicity.Singlet, 2).States.Should().BeEmpty();

    [Fact]
    public void Dipoles_of_another_size_are_refused()
    {
        var molecule = PublishedMolecule.Named("h2o");
        var solve = () => new PublishedStda(DenseLinearAlgebra.Default).Solve(molecule.Orbitals, Multiplicity.Singlet, molecule.Damped(4, 0.5), molecule.Damped(2, 1), new double[5]);
        solve.Should().Throw<ArgumentException>().WithMessage("*Dipole*5 numbers*");
    }

    private static PublishedStdaResult Solve(PublishedMolecule molecule, Multiplicity multiplicity, double window) =>
        new PublishedStda(DenseLinearAlgebra.Default) { WindowElectronvolt = window }
            .Solve(molecule.Orbitals, multiplicity, molecule.Damped(4, 0.5), molecule.Damped(2, 1), molecule.Dipoles);
}
