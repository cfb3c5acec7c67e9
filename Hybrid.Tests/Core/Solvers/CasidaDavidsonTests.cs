using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class CasidaDavidsonTests
{
    /// <summary>Residuals of 1e-7 mean energies to 1e-7 squared over the gaps of these matrices.</summary>
    private const double EnergyError = 1e-9;

    private static readonly ILinearAlgebra LinearAlgebra = DenseLinearAlgebra.Default;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(6, 6)]
    [InlineData(60, 4)]
    [InlineData(300, 12)]
    public void The_lowest_roots_are_those_of_the_dense_problem(int n, int roots)
    {
        var problem = PairedProblem.Stable(n);
        var result = problem.Iterative(roots);
        result.Outcome.Status.Should().Be(SolverStatus.Converged);
        result.Count.Should().Be(roots);
        Matrices.Distance(result.Energies, problem.Dense(roots).Energies).Should().BeLessThan(EnergyError);
        result.LowestSquare.Should().BeApproximately(result.Energies[0] * result.Energies[0], EnergyError);
        AssertPaired(problem, result);
    }

    [Fact]
    public void A_multiplet_at_the_end_comes_whole()
    {
        var problem = PairedProblem.Stable(40).Threefold();
        var result = problem.Iterative(4);
        result.Outcome.IsConverged.Should().BeTrue();
        result.Count.Should().Be(6);
        Matrices.Distance(result.Energies, problem.Dense(6).Energies).Should().BeLessThan(EnergyError);
        AssertPaired(problem, result);
    }

    [Fact]
    public void Without_deexcitations_it_is_the_symmetric_problem()
    {
        var stable = PairedProblem.Stable(150);
        var problem = stable with { B = new double[stable.B.Length] };
        var result = problem.Iterative(5);
        var symmetric = new Davidson(LinearAlgebra).Solve(problem.Operator(problem.A), problem.Diagonal, 5);
        Matrices.Distance(result.Energies, symmetric.Eigenvalues).Should().BeLessThan(EnergyError);
        Matrices.Distance(result.Sums, result.Differences).Should().BeLessThan(1e-6, "P and M converge as the residuals do, and X alone is left");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void An_imaginary_root_is_an_outcome_with_its_square(int sign)
    {
        // The lowest configuration with |B| > A makes A − B or A + B indefinite.
        var problem = PairedProblem.Stable(80);
        problem.B[0] = sign * 0.5;
        var result = problem.Iterative(3);
        var dense = problem.Dense(3);
        dense.Outcome.Status.Should().Be(SolverStatus.Unstable);
        dense.LowestSquare.Should().BeLessThan(-0.1);
        result.Outcome.Status.Should().Be(SolverStatus.Unstable);
        result.LowestSquare.Should().BeApproximately(dense.LowestSquare, EnergyError);
        result.Count.Should().Be(0);
    }

    [Fact]
    public void Where_neither_matrix_is_definite_there_is_no_square_to_tell()
    {
        var problem = PairedProblem.Stable(30);
        problem.A[0] = -0.3;
        var result = problem.Iterative(2);
        result.Outcome.Status.Should().Be(SolverStatus.Unstable);
        result.LowestSquare.Should().Be(double.NaN);
        problem.Dense(2).Outcome.Status.Should().Be(SolverStatus.Unstable);
    }

    [Fact]
    public void Other_ends_are_outcomes()
    {
        var problem = PairedProblem.Stable(100);
        var solver = new CasidaDavidson(LinearAlgebra) { MaxIterations = 1 };
        solver.Solve(problem.Operator(problem.Sum), problem.Operator(problem.Difference), problem.Diagonal, 3).Outcome.Status.Should().Be(SolverStatus.MaxIterations);
        new CasidaDavidson(LinearAlgebra).Solve(problem.Operator(problem.Sum), problem.Operator(problem.Difference), problem.Diagonal, 3, new CancellationToken(true))
            .Outcome.Status.Should().Be(SolverStatus.Cancelled);
        new CasidaDavidson(LinearAlgebra).Solve((_, _, y) => y.Fill(double.NaN), problem.Operator(problem.Difference), problem.Diagonal, 3)
            .Outcome.Status.Should().Be(SolverStatus.NonFinite);
        var ask = () => new CasidaDavidson(LinearAlgebra).Solve((_, _, _) => { }, (_, _, _) => { }, new double[3], 4);
        ask.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1 to 3*");
    }

    private static void AssertPaired(PairedProblem problem, CasidaResult result)
    {
        var (n, count) = (problem.Size, result.Count);
        var overlap = new double[count * count];
        LinearAlgebra.Multiply(false, true, count, count, n, 1, result.Sums, result.Differences, 0, overlap);
        Matrices.Distance(overlap, Matrices.Identity(count)).Should().BeLessThan(1e-7, "pairs of different roots are orthogonal as far as the residuals are small");
        var image = new double[count * n];
        problem.Operator(problem.Sum)(count, result.Sums, image);
        for (var k = 0; k < count * n; k++)
            image[k] -= result.Energies[k / n] * result.Differences[k];
        Matrices.Largest(image).Should().BeLessThan(2e-7);
    }
}
