using FluentAssertions;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class FixedPointTests
{
    private readonly FixedPoint solver = new(new LinearMixer()) { Tolerance = 1e-9, MaxIterations = 20 };

    [Fact]
    public void A_solved_problem_takes_one_evaluation()
    {
        var outcome = solver.Solve((x, y) => x.CopyTo(y), new double[] { 1, 2 });
        outcome.Should().Be(new SolverOutcome(SolverStatus.Converged, 1, 0));
    }

    [Fact]
    public void Too_few_iterations_are_an_outcome()
    {
        var x = new double[] { 1 };
        var outcome = solver.Solve((x, y) => y[0] = -x[0], x);
        outcome.Should().Be(new SolverOutcome(SolverStatus.MaxIterations, 20, 2));
        Math.Abs(x[0]).Should().Be(1, "the point whose residual is reported");
    }

    [Fact]
    public void What_is_not_finite_is_an_outcome()
    {
        solver.Solve((_, y) => y[0] = double.NaN, new double[1]).Status.Should().Be(SolverStatus.NonFinite);
        solver.Solve((x, y) => y[0] = (1e200 * x[0] * x[0]) + 1e200, new double[1]).Status.Should().Be(SolverStatus.NonFinite);
    }

    [Fact]
    public void Cancelling_is_an_outcome()
    {
        using var source = new CancellationTokenSource();
        var outcome = solver.Solve(
            (x, y) =>
            {
                y[0] = x[0] + 1;
                source.Cancel();
            },
            new double[1],
            source.Token);
        outcome.Status.Should().Be(SolverStatus.Cancelled);
        outcome.Iterations.Should().Be(1);
    }

    [Fact]
    public void A_problem_without_unknowns_is_solved() =>
        solver.Solve((_, _) => { }, []).IsConverged.Should().BeTrue();
}
