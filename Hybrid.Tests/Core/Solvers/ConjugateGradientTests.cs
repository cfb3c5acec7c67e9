using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class ConjugateGradientTests
{
    private const int Size = 80;

    /// <summary>A residual of 1e-12 and a condition of a thousand.</summary>
    private const double Accuracy = 1e-9;

    [Fact]
    public void It_solves_what_elimination_solves()
    {
        var (a, b, expected) = System();
        var x = new double[Size];
        var outcome = new ConjugateGradient().Solve(Operator(a), b, x);
        outcome.Status.Should().Be(SolverStatus.Converged);
        Matrices.Distance(x, expected).Should().BeLessThan(Accuracy);
    }

    [Fact]
    public void A_preconditioner_saves_work_and_changes_nothing()
    {
        var (a, b, expected) = System();
        var x = new double[Size];
        var plain = new ConjugateGradient().Solve(Operator(a), b, new double[Size]);
        var outcome = new ConjugateGradient().Solve(Operator(a), b, x, Inverse);
        outcome.Status.Should().Be(SolverStatus.Converged);
        outcome.Iterations.Should().BeLessThan(plain.Iterations);
        Matrices.Distance(x, expected).Should().BeLessThan(Accuracy);

        void Inverse(ReadOnlySpan<double> r, Span<double> z)
        {
            for (var i = 0; i < Size; i++)
                z[i] = r[i] / a[(i * Size) + i];
        }
    }

    [Fact]
    public void An_indefinite_operator_is_an_outcome() =>
        new ConjugateGradient().Solve((x, y) => (y[0], y[1]) = (x[0], -x[1]), [1, 2], new double[2]).Status.Should().Be(SolverStatus.Breakdown);

    [Fact]
    public void What_is_not_finite_too_few_iterations_and_cancelling_are_outcomes()
    {
        var (a, b, _) = System();
        new ConjugateGradient().Solve((_, y) => y.Fill(double.NaN), b, new double[Size]).Status.Should().Be(SolverStatus.NonFinite);
        new ConjugateGradient { MaxIterations = 3 }.Solve(Operator(a), b, new double[Size]).Status.Should().Be(SolverStatus.MaxIterations);
        new ConjugateGradient().Solve(Operator(a), b, new double[Size], null, new CancellationToken(true)).Status.Should().Be(SolverStatus.Cancelled);
    }

    private static (double[] A, double[] B, double[] X) System()
    {
        var a = Matrices.PositiveDefinite(Size, 51);
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
                a[(i * Size) + j] *= Math.Sqrt((1 + (10 * i)) * (1 + (10 * j)));
        }

        var b = Matrices.Random(Size, 52);
        var x = (double[])b.Clone();
        DenseLinearAlgebra.Managed.Solve(Size, 1, (double[])a.Clone(), x).Should().BeTrue();
        return (a, b, x);
    }

    private static LinearOperator Operator(double[] a) =>
        (x, y) => DenseLinearAlgebra.Managed.MultiplyVector(false, Size, Size, 1, a, x, 0, y);
}
