using FluentAssertions;
using Hybrid.Core.Structures;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

public sealed class ChargeAndSpinTests
{
    /// <summary>Mulliken charges add up to Tr(PS), which the orthonormality of the orbitals keeps.</summary>
    private const double Rounding = 1e-10;

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void Charges_add_up_to_the_total_charge_and_occupations_to_the_electrons(string method)
    {
        var formaldehyde = Solver.Structure("formaldehyde");
        foreach (var (charge, unpaired) in new[] { (0.0, 0), (0.0, 2), (1.0, 1), (-1.0, 1), (1.0, 3), (2.0, 0), (-2.0, 0) })
        {
            var state = Solver.Solve(Solver.Parameters(method), new Structure(formaldehyde.AtomicNumbers, formaldehyde.Positions, charge, unpaired));
            state.Scf.Outcome.IsConverged.Should().BeTrue("{0} with {1} unpaired electrons is no hard case", charge, unpaired);
            state.AtomCharges().Sum().Should().BeApproximately(charge, Rounding);
            double alpha = state.Scf.AlphaOccupations.ToArray().Sum(), beta = state.Scf.BetaOccupations.ToArray().Sum();
            (alpha + beta).Should().BeApproximately(12.0 - charge, Rounding);
            (alpha - beta).Should().BeApproximately(unpaired, Rounding);
        }
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void No_spin_means_the_lowest_that_fits(string method)
    {
        var parameters = Solver.Parameters(method);
        var radical = Solver.Structure("ch3_radical");
        Solver.Energy(parameters, new Structure(radical.AtomicNumbers, radical.Positions))
            .Should().Be(Solver.Energy(parameters, new Structure(radical.AtomicNumbers, radical.Positions, 0.0, 1)));
        Solver.Energy(parameters, new Structure(radical.AtomicNumbers, radical.Positions, 0.0, 3))
            .Should().BeGreaterThan(Solver.Energy(parameters, radical));
    }

    [Fact]
    public void A_bare_proton_has_no_electrons_and_no_orbital_energy_to_pay()
    {
        var state = Solver.Solve(Solver.Parameters("gfn1-xtb"), new Structure([1], [0.0, 0.0, 0.0], 1.0));
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        state.AtomCharges()[0].Should().BeApproximately(1.0, 1e-14);
        state.Scf.Density.Value.ToArray().Should().OnlyContain(p => p == 0.0);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_computed()
    {
        var water = Solver.Structure("h2o");
        Action odd = () => Solver.Solve(Solver.Parameters("gfn2-xtb"), new Structure(water.AtomicNumbers, water.Positions, 0.0, 1));
        Action uncovered = () => Solver.Solve(Solver.Parameters("gfn2-xtb"), new Structure([92], [0.0, 0.0, 0.0]));
        odd.Should().Throw<ArgumentException>().WithMessage("*8 electrons*even*1*");
        uncovered.Should().Throw<ArgumentException>().WithMessage("*no parameters for U*atom 1*H to Rn*");
    }
}
