using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class DenseCasidaTests
{
    [Fact]
    public void One_configuration_has_the_textbook_energy()
    {
        // ω² = (A + B)(A − B), P² = ω⁻¹ (A − B).
        var result = new DenseCasida(DenseLinearAlgebra.Default).Solve(1, [0.5 + 0.3], [0.5 - 0.3], 1);
        result.Outcome.IsConverged.Should().BeTrue();
        result.Energies[0].Should().BeApproximately(0.4, 1e-14);
        Math.Abs(result.Sums[0]).Should().BeApproximately(Math.Sqrt(0.2 / 0.4), 1e-14);
        (result.Sums[0] * result.Differences[0]).Should().BeApproximately(1, 1e-14);
    }

    [Fact]
    public void Every_root_of_a_large_problem_solves_it()
    {
        var result = PairedProblem.Stable(200).Dense(200);
        result.Count.Should().Be(200);
        result.Outcome.Residual.Should().BeLessThan(1e-11, "only rounding is left");
        result.Energies.ToArray().Should().BeInAscendingOrder();
    }

    [Fact]
    public void What_is_not_finite_is_an_outcome_and_a_wrong_size_an_exception()
    {
        var solver = new DenseCasida(DenseLinearAlgebra.Default);
        solver.Solve(1, [double.NaN], [1], 1).Outcome.Status.Should().Be(SolverStatus.NonFinite);
        var ask = () => solver.Solve(2, [1, 0, 0], [1, 0, 0, 1], 1);
        ask.Should().Throw<ArgumentException>().WithMessage("*2 × 2*");
    }
}
