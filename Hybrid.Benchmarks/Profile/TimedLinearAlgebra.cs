using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Benchmarks.Profile;

/// <summary>A linear algebra that writes down what each operation takes while somebody listens.</summary>
internal sealed class TimedLinearAlgebra(ILinearAlgebra algebra, Ledger ledger) : ILinearAlgebra
{
    public bool IsListening { get; set; } = true;

    public string Name => algebra.Name;

    public void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double beta, Span<double> c)
    {
        var start = Ledger.Now;
        algebra.Multiply(transposeA, transposeB, m, n, k, alpha, a, b, beta, c);
        Finish("matrix product", start);
    }

    public void MultiplyVector(bool transpose, int m, int n, double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> x, double beta, Span<double> y)
    {
        var start = Ledger.Now;
        algebra.MultiplyVector(transpose, m, n, alpha, a, x, beta, y);
        Finish("matrix times vector", start);
    }

    public void SymmetricRankK(int n, int k, double alpha, ReadOnlySpan<double> a, double beta, Span<double> c)
    {
        var start = Ledger.Now;
        algebra.SymmetricRankK(n, k, alpha, a, beta, c);
        Finish("density (rank-k product)", start);
    }

    public bool SymmetricEigen(int n, Span<double> matrix, Span<double> eigenvalues)
    {
        var start = Ledger.Now;
        var done = algebra.SymmetricEigen(n, matrix, eigenvalues);
        Finish("diagonalisation", start);
        return done;
    }

    public bool Cholesky(int n, Span<double> matrix)
    {
        var start = Ledger.Now;
        var done = algebra.Cholesky(n, matrix);
        Finish("Cholesky", start);
        return done;
    }

    public void ReduceSymmetric(int n, ReadOnlySpan<double> lower, Span<double> matrix)
    {
        var start = Ledger.Now;
        algebra.ReduceSymmetric(n, lower, matrix);
        Finish("reduction L⁻¹ F L⁻ᵀ", start);
    }

    public void SolveTriangular(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        var start = Ledger.Now;
        algebra.SolveTriangular(transposeL, n, m, lower, x);
        Finish("triangular solve", start);
    }

    public void SolveTriangularRows(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        var start = Ledger.Now;
        algebra.SolveTriangularRows(transposeL, n, m, lower, x);
        Finish("triangular solve", start);
    }

    public bool Solve(int n, int m, Span<double> matrix, Span<double> x)
    {
        var start = Ledger.Now;
        var done = algebra.Solve(n, m, matrix, x);
        Finish("linear solve", start);
        return done;
    }

    public bool SymmetricSolve(int n, int m, Span<double> matrix, Span<double> x)
    {
        var start = Ledger.Now;
        var done = algebra.SymmetricSolve(n, m, matrix, x);
        Finish("linear solve", start);
        return done;
    }

    private void Finish(string operation, double since)
    {
        if (IsListening)
            ledger.Add(operation, since);
    }
}
