using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Solvers;
using Hybrid.Tests.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class DavidsonTests
{
    /// <summary>Residuals of 1e-7 mean eigenvalues to 1e-7 squared over the gaps of these matrices.</summary>
    private const double EigenvalueError = 1e-10;

    private static readonly ILinearAlgebra LinearAlgebra = DenseLinearAlgebra.Default;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 5)]
    [InlineData(30, 3)]
    [InlineData(200, 6)]
    [InlineData(500, 20)]
    public void The_lowest_roots_are_those_of_the_dense_matrix(int n, int roots)
    {
        var a = DiagonallyDominant(n);
        var result = Solve(a, n, roots);
        result.Outcome.Status.Should().Be(SolverStatus.Converged);
        result.Count.Should().Be(roots);
        var expected = DenseEigenvalues(a, n);
        Matrices.Distance(result.Eigenvalues, expected.AsSpan(0, roots)).Should().BeLessThan(EigenvalueError);
        AssertOrthonormal(result);
        for (var k = 0; k < roots; k++)
        {
            var residual = new double[n];
            LinearAlgebra.MultiplyVector(false, n, n, 1, a, result.Eigenvectors.Slice(k * n, n), 0, residual);
            var norm = 0.0;
            for (var i = 0; i < n; i++)
                norm += Math.Pow(residual[i] - (result.Eigenvalues[k] * result.Eigenvectors[(k * n) + i]), 2);
            Math.Sqrt(norm).Should().BeLessThan(1.1e-7);
        }
    }

    [Theory]
    [InlineData(1e-7)]
    [InlineData(1e-5)]
    public void A_multiplet_at_the_end_comes_whole(double tolerance)
    {
        // Three copies of one block: every root is threefold.
        const int m = 40, n = 3 * m;
        var block = DiagonallyDominant(m);
        var a = new double[n * n];
        for (var copy = 0; copy < 3; copy++)
        {
            for (var i = 0; i < m; i++)
                block.AsSpan(i * m, m).CopyTo(a.AsSpan((((copy * m) + i) * n) + (copy * m)));
        }

        var result = Solve(a, n, 4, tolerance);
        result.Outcome.IsConverged.Should().BeTrue();
        result.Count.Should().Be(6);
        Matrices.Distance(result.Eigenvalues, DenseEigenvalues(a, n).AsSpan(0, 6)).Should().BeLessThan(Math.Max(EigenvalueError, 10.0 * tolerance * tolerance));
        AssertOrthonormal(result);
    }

    [Fact]
    public void A_root_that_the_starting_vectors_do_not_see_is_found()
    {
        // The lowest root lives in a space that no unit vector of a low diagonal element belongs to.
        const int n = 120;
        var a = new double[n * n];
        for (var i = 0; i < n; i++)
            a[(i * n) + i] = 1 + (0.05 * i);
        for (var i = 60; i < 70; i++)
        {
            for (var j = 60; j < 70; j++)
                a[(i * n) + j] -= 0.6;
        }

        var expected = DenseEigenvalues(a, n);
        expected[0].Should().BeLessThan(0);
        var result = Solve(a, n, 2);
        result.Outcome.IsConverged.Should().BeTrue();
        Matrices.Distance(result.Eigenvalues, expected.AsSpan(0, 2)).Should().BeLessThan(EigenvalueError);
    }

    [Fact]
    public void A_diagonal_matrix_is_solved()
    {
        const int n = 60;
        var a = Matrices.Identity(n);
        for (var i = 0; i < n; i++)
            a[(i * n) + i] = (i * 7 % n) + 1;
        var result = Solve(a, n, 5);
        result.Outcome.IsConverged.Should().BeTrue();
        result.Eigenvalues.ToArray().Should().Equal([1, 2, 3, 4, 5], (x, y) => Math.Abs(x - y) < EigenvalueError);
    }

    [Fact]
    public void Other_ends_are_outcomes()
    {
        const int n = 100;
        var a = DiagonallyDominant(n);
        var diagonal = Diagonal(a, n);
        new Davidson(LinearAlgebra) { MaxIterations = 1 }.Solve(Operator(a, n), diagonal, 3).Outcome.Status.Should().Be(SolverStatus.MaxIterations);
        new Davidson(LinearAlgebra).Solve(Operator(a, n), diagonal, 3, new CancellationToken(true)).Outcome.Status.Should().Be(SolverStatus.Cancelled);
        var poisoned = new Davidson(LinearAlgebra).Solve((_, _, y) => y.Fill(double.NaN), diagonal, 3);
        poisoned.Outcome.Status.Should().Be(SolverStatus.NonFinite);
        double.IsNaN(poisoned.Outcome.Residual).Should().BeTrue();
        new Davidson(LinearAlgebra) { Tolerance = 0 }.Solve(Operator(a, n), diagonal, 3).Outcome.Status
            .Should().Match(status => status.Equals(SolverStatus.Breakdown) || status.Equals(SolverStatus.MaxIterations));
    }

    [Fact]
    public void An_error_of_the_eigenvalues_can_be_asked_for()
    {
        const int n = 400;
        const double error = 1e-4;
        var a = DiagonallyDominant(n);
        var exact = DenseEigenvalues(a, n);
        var result = new Davidson(LinearAlgebra) { EigenvalueTolerance = error }.Solve(Operator(a, n), Diagonal(a, n), 6);
        result.Outcome.IsConverged.Should().BeTrue();
        result.Outcome.Iterations.Should().BeLessThan(Solve(a, n, 6).Outcome.Iterations);
        for (var k = 0; k < 6; k++)
        {
            var actual = result.Eigenvalues[k] - exact[k];
            result.EigenvalueErrors[k].Should().BeLessThan(error);
            actual.Should().BeInRange(-1e-12, 2 * result.EigenvalueErrors[k], "the diagonal of these matrices tells most of the error");
        }
    }

    [Fact]
    public void Close_starting_vectors_save_products()
    {
        const int n = 300;
        var a = DiagonallyDominant(n);
        var first = Solve(a, n, 5);
        var again = new Davidson(LinearAlgebra) { BufferRoots = 0 }.Solve(Operator(a, n), Diagonal(a, n), 5, first.Eigenvectors);
        again.Outcome.IsConverged.Should().BeTrue();
        again.Outcome.Iterations.Should().Be(1);
        Matrices.Distance(again.Eigenvalues, first.Eigenvalues).Should().BeLessThan(EigenvalueError);
    }

    [Fact]
    public void Starting_vectors_that_depend_on_each_other_are_completed()
    {
        const int n = 100;
        var a = DiagonallyDominant(n);
        var result = new Davidson(LinearAlgebra) { BufferRoots = 1 }.Solve(Operator(a, n), Diagonal(a, n), 3, Enumerable.Repeat(1.0, 4 * n).ToArray());
        result.Outcome.IsConverged.Should().BeTrue();
        Matrices.Distance(result.Eigenvalues, DenseEigenvalues(a, n).AsSpan(0, 3)).Should().BeLessThan(EigenvalueError);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_known_part_of_the_matrix_changes_no_root(int primary)
    {
        const int n = 200, roots = 3;
        var a = DiagonallyDominant(n);
        var elements = Enumerable.Range(0, primary).ToArray();
        var part = new double[primary * primary];
        for (var k = 0; k < primary; k++)
            a.AsSpan(k * n, primary).CopyTo(part.AsSpan(k * primary));
        var known = PrimarySpace.Of(LinearAlgebra, Diagonal(a, n), elements, part)!;
        var result = new Davidson(LinearAlgebra) { BufferRoots = 1 }.Solve(Operator(a, n), known, roots);
        result.Outcome.IsConverged.Should().BeTrue();
        Matrices.Distance(result.Eigenvalues, DenseEigenvalues(a, n).AsSpan(0, roots)).Should().BeLessThan(EigenvalueError);
        AssertOrthonormal(result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void As_many_roots_as_there_are_can_be_asked_for(int roots)
    {
        var ask = () => new Davidson(LinearAlgebra).Solve((_, _, _) => { }, new double[3], roots);
        ask.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*1 to 3*");
    }

    private static DavidsonResult Solve(double[] a, int n, int roots, double tolerance = 1e-7) =>
        new Davidson(LinearAlgebra) { Tolerance = tolerance }.Solve(Operator(a, n), Diagonal(a, n), roots);

    private static BlockOperator Operator(double[] a, int n) =>
        (count, x, y) => LinearAlgebra.Multiply(false, false, count, n, n, 1, x, a, 0, y);

    private static double[] Diagonal(double[] a, int n) => Enumerable.Range(0, n).Select(i => a[(i * n) + i]).ToArray();

    private static double[] DiagonallyDominant(int n)
    {
        var a = Matrices.Symmetric(n, 71);
        for (var i = 0; i < n * n; i++)
            a[i] *= 0.05;
        for (var i = 0; i < n; i++)
            a[(i * n) + i] = 0.2 + (0.02 * i);
        return a;
    }

    private static double[] DenseEigenvalues(double[] a, int n)
    {
        var values = new double[n];
        LinearAlgebra.SymmetricEigen(n, (double[])a.Clone(), values).Should().BeTrue();
        return values;
    }

    private static void AssertOrthonormal(DavidsonResult result)
    {
        var overlap = new double[result.Count * result.Count];
        LinearAlgebra.Multiply(false, true, result.Count, result.Count, result.Length, 1, result.Eigenvectors, result.Eigenvectors, 0, overlap);
        Matrices.Distance(overlap, Matrices.Identity(result.Count)).Should().BeLessThan(1e-10);
    }
}
