using System.Globalization;
using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Methods;

/// <summary>Another way to the same numbers: other linear algebra, full diagonalisation, another start, another culture.</summary>
public sealed class AlternativePathTests
{
    private const double Energy = 1e-9;

    private const double Gradient = 1e-8;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var molecule in new[] { "h2o", "co2", "caffeine", "ferrocene", "nacl", "csi", "pbo", "fe_co_5", "ticl3_radical", "icl_pyridine", "laf3" })
            {
                data.Add("gfn1-xtb", molecule);
                data.Add("gfn2-xtb", molecule);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Managed_linear_algebra_gives_the_same_energy_and_gradient(string method, string molecule)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var expected = Solver.Solve(parameters, structure, isRecording: true);
        var managed = Solver.Solve(parameters, structure, isRecording: true, algebra: DenseLinearAlgebra.Managed);
        managed.Energy.Scalar.Should().BeApproximately(expected.Energy.Scalar, Energy);
        for (var k = 0; k < structure.Positions.Length; k++)
            managed.Positions.Adjoint[k].Should().BeApproximately(expected.Positions.Adjoint[k], Gradient);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Full_diagonalisations_give_the_same_energy_orbitals_and_gradient(string method, string molecule)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure(molecule);
        var fast = Solver.Solve(parameters, structure, isRecording: true);
        var plain = Solver.Solve(parameters, structure, isRecording: true, Solver.Tight with { AlwaysDiagonalise = true });
        fast.Scf.Outcome.IsConverged.Should().BeTrue();
        plain.Scf.Outcome.IsConverged.Should().BeTrue();
        fast.Energy.Scalar.Should().BeApproximately(plain.Energy.Scalar, Energy);
        for (var k = 0; k < structure.Positions.Length; k++)
            fast.Positions.Adjoint[k].Should().BeApproximately(plain.Positions.Adjoint[k], Gradient);
        for (var i = 0; i < plain.Scf.OrbitalEnergies.Length; i++)
            fast.Scf.OrbitalEnergies.Value[i].Should().BeApproximately(plain.Scf.OrbitalEnergies.Value[i], Gradient);
    }

    [Theory]
    [InlineData("gfn1-xtb")]
    [InlineData("gfn2-xtb")]
    public void A_solution_as_a_guess_is_found_again_at_once(string method)
    {
        var parameters = Solver.Parameters(method);
        var structure = Solver.Structure("caffeine");
        var first = Solver.Solve(parameters, structure);
        var again = Solver.Solve(parameters, structure, guess: first.Scf.Populations.Value);
        again.Energy.Scalar.Should().BeApproximately(first.Energy.Scalar, 1e-11);
        again.Scf.Outcome.Iterations.Should().BeLessThan(4).And.BeLessThan(first.Scf.Outcome.Iterations);
    }

    /// <summary>
    /// GFN1's third-order energy is cubic in the charge and has no lower bound: for these two, xtb with its default mixing
    /// collapses to a charge of −15 on the metal. We report the bound state.
    /// </summary>
    [Theory]
    [InlineData("laf3")]
    [InlineData("sccl3")]
    public void The_bound_state_is_found_where_another_solution_is_unphysical(string molecule)
    {
        var reference = ReferenceSet.Gfn1[molecule];
        reference.OtherSolution.Should().BeLessThan(reference.Energy - 50.0);
        var state = Solver.Solve(Solver.Parameters("gfn1-xtb"), reference.Structure);
        state.Scf.Outcome.IsConverged.Should().BeTrue();
        state.Energy.Scalar.Should().BeApproximately(reference.Energy, 2e-8);
    }

    [Fact]
    public void A_comma_culture_changes_no_bit()
    {
        var expected = InvarianceTests.Numbers("gfn2-xtb", "h2o", ScfSettings.Default);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            InvarianceTests.Numbers("gfn2-xtb", "h2o", ScfSettings.Default).Should().Equal(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Too_few_iterations_are_an_outcome_and_no_exception()
    {
        var state = Solver.Solve(Solver.Parameters("gfn2-xtb"), Solver.Structure("caffeine"), settings: Solver.Tight with { MaxIterations = 2 });
        state.Scf.Outcome.Status.Should().Be(ScfStatus.MaxIterations);
        state.Scf.Outcome.Iterations.Should().Be(2);
        state.Scf.Outcome.Residual.Should().BeGreaterThan(Solver.Tight.PopulationTolerance);
    }
}
