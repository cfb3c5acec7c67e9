using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class GmresTests
{
    /// <summary>A residual of 1e-12 and a matrix of condition below 100.</summary>
    private const double Accuracy = 1e-10;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(30, 40)]
    [InlineData(80, 10)]
    public void It_solves_what_elimination_solves(int n, int restart)
    {
        var (a, b, expected) = System(n);
        var x = new double[n];
        var outcome = new Gmres(restart).Solve(Operator(a, n), b, x);
        outcome.Status.Should().Be(SolverStatus.Converged);
        outcome.Residual.Should().BeLessThanOrEqualTo(1e-12);
        Matrices.Distance(x, expected).Should().BeLessThan(Accuracy);
    }

    [Fact]
    public void A_good_guess_saves_work()
    {
        const int n = 60;
        var (a, b, expected) = System(n);
        var cold = new Gmres().Solve(Operator(a, n), b, new double[n]).Iterations;
        var guess = expected.Select(x => x + 1e-8).ToArray();
        new Gmres().Solve(Operator(a, n), b, guess).Iterations.Should().BeLessThan(cold);
        new Gmres { Tolerance = 1e-10 }.Solve(Operator(a, n), b, expected).Iterations.Should().Be(1);
    }

    [Fact]
    public void A_space_that_holds_the_solution_ends_early()
    {
        double[] b = [0, 3, 0, 0], x = new double[4];
        var outcome = new Gmres().Solve((v, y) => Scale(v, y, 2), b, x);
        outcome.IsConverged.Should().BeTrue();
        outcome.Iterations.Should().BeLessThanOrEqualTo(3);
        x.Should().Equal(0, 1.5, 0, 0);
    }

    [Fact]
    public void Nothing_on_the_right_gives_nothing()
    {
        double[] x = [1, 2];
        new Gmres().Solve((v, y) => v.CopyTo(y), new double[2], x).IsConverged.Should().BeTrue();
        x.Should().Equal(0, 0);
    }

    [Fact]
    public void A_singular_system_without_solution_is_an_outcome()
    {
        static void Projector(ReadOnlySpan<double> v, Span<double> y)
        {
            y[0] = v[0];
            y[1] = 0;
        }

        new Gmres().Solve(Projector, [1, 1], new double[2]).Status.Should().Be(SolverStatus.Breakdown);
        new Gmres().Solve((_, y) => y.Clear(), [1, 1], new double[2]).Status.Should().Be(SolverStatus.Breakdown);
    }

    [Fact]
    public void What_is_not_finite_is_an_outcome() =>
        new Gmres().Solve((_, y) => y.Fill(double.NaN), [1, 1], new double[2]).Status.Should().Be(SolverStatus.NonFinite);

    [Fact]
    public void Too_few_iterations_and_cancelling_are_outcomes()
    {
        const int n = 60;
        var (a, b, _) = System(n);
        new Gmres { MaxIterations = 5 }.Solve(Operator(a, n), b, new double[n]).Status.Should().Be(SolverStatus.MaxIterations);
        new Gmres().Solve(Operator(a, n), b, new double[n], new CancellationToken(true)).Status.Should().Be(SolverStatus.Cancelled);
    }

    [Fact]
    public void A_second_system_allocates_nothing()
    {
        const int n = 60;
        var (a, b, _) = System(n);
        var gmres = new Gmres(20);
        var operation = Operator(a, n);
        var x = new double[n];
        Allocations.Of(() =>
        {
            x.AsSpan().Clear();
            gmres.Solve(operation, b, x);
        }).Should().Be(0);
    }

    private static (double[] A, double[] B, double[] X) System(int n)
    {
        var a = Matrices.Random(n * n, 41);
        for (var i = 0; i < n * n; i++)
            a[i] *= 0.8 / Math.Sqrt(n);
        for (var i = 0; i < n; i++)
            a[(i * n) + i] += 1.5;
        var b = Matrices.Random(n, 42);
        var x = (double[])b.Clone();
        DenseLinearAlgebra.Managed.Solve(n, 1, (double[])a.Clone(), x).Should().BeTrue();
        return (a, b, x);
    }

    private static LinearOperator Operator(double[] a, int n) =>
        (x, y) => DenseLinearAlgebra.Managed.MultiplyVector(false, n, n, 1, a, x, 0, y);

    private static void Scale(ReadOnlySpan<double> v, Span<double> y, double factor)
    {
        for (var i = 0; i < v.Length; i++)
            y[i] = factor * v[i];
    }
}
