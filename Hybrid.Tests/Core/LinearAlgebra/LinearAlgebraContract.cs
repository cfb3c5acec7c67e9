using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Xunit;

namespace Hybrid.Tests.Core.LinearAlgebra;

/// <summary>What every provider does. Matrices are seeded; the oracle is the defining equation in plain loops.</summary>
public abstract class LinearAlgebraContract
{
    /// <summary>Rounding of sums of up to a hundred products of numbers of order one.</summary>
    protected const double Rounding = 1e-12;

    public static TheoryData<int> Sizes => [1, 2, 3, 5, 8, 17, 24, 25, 33, 66, 101];

    protected abstract ILinearAlgebra Provider { get; }

    [Fact]
    public void It_has_a_name() => Provider.Name.Should().NotBeNullOrWhiteSpace();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_product_is_the_sum_of_products(bool transposeA, bool transposeB)
    {
        foreach (var (m, n, k) in new[] { (1, 1, 1), (3, 5, 7), (8, 24, 4), (9, 25, 33), (40, 31, 300), (130, 50, 9), (5, 4, 0) })
        {
            var a = Matrices.Random(m * k, 1);
            var b = Matrices.Random(k * n, 2);
            var c = Matrices.Random(m * n, 3);
            var expected = new double[m * n];
            for (var i = 0; i < m; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < k; p++)
                        sum += (transposeA ? a[(p * m) + i] : a[(i * k) + p]) * (transposeB ? b[(j * k) + p] : b[(p * n) + j]);
                    expected[(i * n) + j] = (1.5 * sum) - (0.25 * c[(i * n) + j]);
                }
            }

            Provider.Multiply(transposeA, transposeB, m, n, k, 1.5, a, b, -0.25, c);
            Matrices.Distance(c, expected).Should().BeLessThan(Rounding, "m, n, k = {0}, {1}, {2}", m, n, k);
        }
    }

    [Fact]
    public void A_product_with_beta_zero_forgets_what_was_there()
    {
        double[] c = [double.NaN, double.PositiveInfinity, double.NaN, 1];
        Provider.Multiply(false, false, 2, 2, 1, 1, [1, 2], [3, 4], 0, c);
        c.Should().Equal(3, 4, 6, 8);
        double[] y = [double.NaN, double.NaN];
        Provider.MultiplyVector(false, 2, 2, 1, [1, 2, 3, 4], [1, 1], 0, y);
        y.Should().Equal(3, 7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_matrix_times_a_vector_is_a_product(bool transpose)
    {
        const int m = 37, n = 21;
        int rows = transpose ? n : m, columns = transpose ? m : n;
        var a = Matrices.Random(m * n, 4);
        var x = Matrices.Random(columns, 5);
        var y = Matrices.Random(rows, 6);
        var expected = (double[])y.Clone();
        Provider.Multiply(transpose, false, rows, 1, columns, 0.7, a, x, 2, expected);
        Provider.MultiplyVector(transpose, m, n, 0.7, a, x, 2, y);
        Matrices.Distance(y, expected).Should().BeLessThan(Rounding);
        Matrices.Largest(expected).Should().BeGreaterThan(0.1);
    }

    [Fact]
    public void A_matrix_without_columns_times_nothing_scales_the_target()
    {
        double[] y = [1, 2];
        Provider.MultiplyVector(false, 2, 0, 1, [], [], 3, y);
        y.Should().Equal(3, 6);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_rank_k_update_is_a_product_with_the_transpose(int n)
    {
        var k = (n / 2) + 1;
        var a = Matrices.Random(k * n, 7);
        var c = Matrices.Symmetric(n, 8);
        var expected = (double[])c.Clone();
        Provider.Multiply(true, false, n, n, k, 2, a, a, 0.5, expected);
        Provider.SymmetricRankK(n, k, 2, a, 0.5, c);
        Matrices.Distance(c, expected).Should().BeLessThan(Rounding);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Eigenvectors_diagonalise_their_matrix(int n)
    {
        var a = Matrices.Symmetric(n, 9);
        AssertEigenDecomposition(n, a);
    }

    [Fact]
    public void Degenerate_and_decoupled_matrices_have_orthonormal_eigenvectors()
    {
        const int n = 40;
        AssertEigenDecomposition(n, new double[n * n]);
        AssertEigenDecomposition(n, Matrices.Identity(n));
        var blocks = Matrices.Identity(n);
        blocks[1] = blocks[n] = 1e-3;
        blocks[(7 * n) + 30] = blocks[(30 * n) + 7] = -2;
        AssertEigenDecomposition(n, blocks);

        // Rank two: n − 2 eigenvalues are zero.
        var u = Matrices.Random(2 * n, 10);
        var lowRank = new double[n * n];
        Provider.SymmetricRankK(n, 2, 1, u, 0, lowRank);
        AssertEigenDecomposition(n, lowRank);
    }

    [Theory]
    [InlineData(1e-150)]
    [InlineData(1e150)]
    public void Eigenvalues_scale_with_their_matrix(double scale)
    {
        const int n = 12;
        var a = Matrices.Symmetric(n, 11);
        var scaled = a.Select(x => x * scale).ToArray();
        double[] values = new double[n], scaledValues = new double[n];
        Provider.SymmetricEigen(n, a, values).Should().BeTrue();
        Provider.SymmetricEigen(n, scaled, scaledValues).Should().BeTrue();
        Matrices.Distance(scaledValues.Select(x => x / scale).ToArray(), values).Should().BeLessThan(Rounding);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_is_refused(double poison)
    {
        const int n = 30;
        double[] Poisoned()
        {
            var matrix = Matrices.PositiveDefinite(n, 12);
            matrix[(5 * n) + 3] = matrix[(3 * n) + 5] = poison;
            return matrix;
        }

        Provider.SymmetricEigen(n, Poisoned(), new double[n]).Should().BeFalse();
        Provider.Cholesky(n, Poisoned()).Should().BeFalse();
        Provider.Solve(n, 1, Poisoned(), new double[n]).Should().BeFalse();
        Provider.SymmetricSolve(n, 1, Poisoned(), new double[n]).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_Cholesky_factor_times_its_transpose_is_the_matrix(int n)
    {
        var a = Matrices.PositiveDefinite(n, 13);
        var l = (double[])a.Clone();
        Provider.Cholesky(n, l).Should().BeTrue();
        for (var i = 0; i < n; i++)
            l.AsSpan((i * n) + i + 1, n - i - 1).ContainsAnyExcept(0.0).Should().BeFalse("the upper triangle is zero");
        var product = new double[n * n];
        Provider.Multiply(false, true, n, n, n, 1, l, l, 0, product);
        Matrices.Distance(product, a).Should().BeLessThan(Rounding);
    }

    [Fact]
    public void An_indefinite_matrix_has_no_Cholesky_factor()
    {
        Provider.Cholesky(2, new double[] { 1, 2, 2, 1 }).Should().BeFalse();
        Provider.Cholesky(2, new double[] { 0, 0, 0, 0 }).Should().BeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Substitution_undoes_a_triangular_product(bool transpose)
    {
        const int n = 35, m = 6;
        var l = Matrices.PositiveDefinite(n, 14);
        Provider.Cholesky(n, l).Should().BeTrue();
        var x = Matrices.Random(n * m, 15);
        var columns = new double[n * m];
        Provider.Multiply(transpose, false, n, m, n, 1, l, x, 0, columns);
        Provider.SolveTriangular(transpose, n, m, l, columns);
        Matrices.Distance(columns, x).Should().BeLessThan(Rounding);

        // Rows: each row of an m × n matrix is a vector of its own.
        var rows = new double[m * n];
        Provider.Multiply(false, !transpose, m, n, n, 1, x, l, 0, rows);
        Provider.SolveTriangularRows(transpose, n, m, l, rows);
        Matrices.Distance(rows, x).Should().BeLessThan(Rounding);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(41)]
    public void A_reduced_problem_solves_the_generalised_one(int n)
    {
        var a = Matrices.Symmetric(n, 16);
        var s = Matrices.PositiveDefinite(n, 17);
        var l = (double[])s.Clone();
        Provider.Cholesky(n, l).Should().BeTrue();
        var c = (double[])a.Clone();
        Provider.ReduceSymmetric(n, l, c);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                c[(i * n) + j].Should().Be(c[(j * n) + i]);
        }

        var values = new double[n];
        Provider.SymmetricEigen(n, c, values).Should().BeTrue();
        Provider.SolveTriangularRows(true, n, n, l, c);

        // C A = λ C S, with eigenvectors in the rows of C.
        double[] left = new double[n * n], right = new double[n * n];
        Provider.Multiply(false, false, n, n, n, 1, c, a, 0, left);
        Provider.Multiply(false, false, n, n, n, 1, c, s, 0, right);
        for (var i = 0; i < n * n; i++)
            right[i] *= values[i / n];
        Matrices.Distance(left, right).Should().BeLessThan(10 * Rounding);
        Matrices.Largest(left).Should().BeGreaterThan(0.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Linear_equations_are_solved(int m)
    {
        const int n = 48;
        var a = Matrices.Random(n * n, 18);
        a[0] = 0; // needs a pivot
        var x = Matrices.Random(n * m, 19);
        var b = new double[n * m];
        Provider.Multiply(false, false, n, m, n, 1, a, x, 0, b);
        Provider.Solve(n, m, (double[])a.Clone(), b).Should().BeTrue();
        Matrices.Distance(b, x).Should().BeLessThan(100 * Rounding, "the matrix is of condition 10³");

        var symmetric = Matrices.Symmetric(n, 20);
        var rows = new double[m * n];
        Provider.Multiply(false, false, m, n, n, 1, x, symmetric, 0, rows);
        Provider.SymmetricSolve(n, m, symmetric, rows).Should().BeTrue();
        Matrices.Distance(rows, x).Should().BeLessThan(100 * Rounding);
    }

    [Fact]
    public void A_singular_matrix_has_no_solution()
    {
        Provider.Solve(2, 1, new double[] { 1, 2, 2, 4 }, new double[] { 1, 1 }).Should().BeFalse();
        Provider.SymmetricSolve(2, 1, new double[] { 0, 0, 0, 0 }, new double[] { 1, 1 }).Should().BeFalse();
    }

    [Fact]
    public void Nothing_is_a_valid_size()
    {
        Provider.Multiply(false, false, 0, 0, 0, 1, [], [], 0, []);
        Provider.SymmetricRankK(0, 0, 1, [], 0, []);
        Provider.SymmetricEigen(0, [], []).Should().BeTrue();
        Provider.Cholesky(0, []).Should().BeTrue();
        Provider.Solve(0, 0, [], []).Should().BeTrue();
        Provider.SymmetricSolve(0, 0, [], []).Should().BeTrue();
        Provider.ReduceSymmetric(0, [], []);
        Provider.SolveTriangular(false, 0, 0, [], []);
    }

    [Fact]
    public void A_short_operand_is_the_callers_mistake()
    {
        var product = () => Provider.Multiply(false, false, 2, 2, 2, 1, new double[3], new double[4], 0, new double[4]);
        product.Should().Throw<ArgumentException>().WithMessage("*2 × 2*3 numbers*");
        var eigen = () => Provider.SymmetricEigen(3, new double[9], new double[2]);
        eigen.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_loop_of_one_size_allocates_nothing()
    {
        const int n = 50;
        double[] s = Matrices.PositiveDefinite(n, 21), f = Matrices.Symmetric(n, 22), l = new double[n * n], c = new double[n * n];
        double[] p = new double[n * n], values = new double[n];
        void Turn()
        {
            s.CopyTo(l, 0);
            f.CopyTo(c, 0);
            Provider.Cholesky(n, l);
            Provider.ReduceSymmetric(n, l, c);
            Provider.SymmetricEigen(n, c, values);
            Provider.SolveTriangularRows(true, n, n, l, c);
            Provider.SymmetricRankK(n, n / 2, 2, c, 0, p);
            Provider.Multiply(false, true, n, n, n, 1, p, s, 0, c);
            Provider.MultiplyVector(false, n, n, 1, p, values, 0, c);
            s.CopyTo(l, 0);
            Provider.SymmetricSolve(n, 1, l, values);
            s.CopyTo(l, 0);
            Provider.Solve(n, 1, l, values);
        }

        Allocations.Of(Turn).Should().Be(0);
    }

    [Fact]
    public void Threads_share_a_provider_and_get_the_same_bits()
    {
        const int n = 60;
        var a = Matrices.Symmetric(n, 23);
        double[] Vectors()
        {
            var c = (double[])a.Clone();
            Provider.SymmetricEigen(n, c, new double[n]).Should().BeTrue();
            var product = new double[n * n];
            Provider.Multiply(true, false, n, n, n, 1, c, a, 0, product);
            return product;
        }

        var alone = Vectors();
        var together = new double[16][];
        Parallel.For(0, together.Length, i => together[i] = Vectors());
        foreach (var result in together)
            result.Should().Equal(alone);
    }

    private void AssertEigenDecomposition(int n, double[] a)
    {
        var c = (double[])a.Clone();
        var values = new double[n];
        Provider.SymmetricEigen(n, c, values).Should().BeTrue();
        values.Should().BeInAscendingOrder();
        var overlap = new double[n * n];
        Provider.Multiply(false, true, n, n, n, 1, c, c, 0, overlap);
        Matrices.Distance(overlap, Matrices.Identity(n)).Should().BeLessThan(Rounding, "rows are orthonormal for n = {0}", n);
        var scaled = (double[])c.Clone();
        for (var i = 0; i < n * n; i++)
            scaled[i] *= values[i / n];
        var rebuilt = new double[n * n];
        Provider.Multiply(true, false, n, n, n, 1, c, scaled, 0, rebuilt);
        Matrices.Distance(rebuilt, a).Should().BeLessThan(Rounding * Math.Max(1, Matrices.Largest(a)), "A = Σ λ c cᵀ for n = {0}", n);
    }
}
