using System.Numerics.Tensors;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>Linear algebra that needs no library: a vectorised matrix product and row-oriented factorisations.</summary>
public sealed class ManagedLinearAlgebra : ILinearAlgebra
{
    /// <inheritdoc/>
    public string Name { get; } = $"managed ({MatrixProduct.InstructionSet})";

    /// <inheritdoc/>
    public void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double beta, Span<double> c)
    {
        Operands.Require(a, m, k);
        Operands.Require(b, k, n);
        Operands.Require(c, m, n);
        MatrixProduct.Run(transposeA, transposeB, m, n, k, alpha, a, b, beta, c);
    }

    /// <inheritdoc/>
    public void MultiplyVector(
        bool transpose, int m, int n,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> x, double beta, Span<double> y)
    {
        Operands.Require(a, m, n);
        Operands.Require(x, transpose ? m : n, 1);
        Operands.Require(y, transpose ? n : m, 1);
        y = y[..(transpose ? n : m)];
        VectorOperations.Scale(beta, y);
        for (var i = 0; i < m; i++)
        {
            var row = a.Slice(i * n, n);
            if (transpose)
                TensorPrimitives.MultiplyAdd(row, alpha * x[i], y, y);
            else
                y[i] += alpha * TensorPrimitives.Dot(row, x[..n]);
        }
    }

    /// <inheritdoc/>
    public void SymmetricRankK(int n, int k, double alpha, ReadOnlySpan<double> a, double beta, Span<double> c)
    {
        Operands.Require(a, k, n);
        Operands.Require(c, n, n);
        MatrixProduct.Run(true, false, n, n, k, alpha, a, a, beta, c, lowerOnly: true);
        VectorOperations.MirrorLowerTriangle(n, c);
    }

    /// <inheritdoc/>
    public bool SymmetricEigen(int n, Span<double> matrix, Span<double> eigenvalues)
    {
        Operands.Require(matrix, n, n);
        Operands.Require(eigenvalues, n, 1);
        return Operands.AreFinite(matrix[..(n * n)]) && SymmetricEigenproblem.Solve(n, matrix[..(n * n)], eigenvalues[..n]);
    }

    /// <inheritdoc/>
    public bool Cholesky(int n, Span<double> matrix)
    {
        Operands.Require(matrix, n, n);
        return CholeskyFactorisation.Factorise(n, matrix);
    }

    /// <inheritdoc/>
    public void ReduceSymmetric(int n, ReadOnlySpan<double> lower, Span<double> matrix)
    {
        Operands.Require(lower, n, n);
        Operands.Require(matrix, n, n);
        VectorOperations.MirrorLowerTriangle(n, matrix);
        SolveTriangular(false, n, n, lower, matrix);
        SolveTriangularRows(false, n, n, lower, matrix);
        VectorOperations.MirrorLowerTriangle(n, matrix);
    }

    /// <inheritdoc/>
    public void SolveTriangular(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        Operands.Require(lower, n, n);
        Operands.Require(x, n, m);
        TriangularSolve.Columns(transposeL, n, m, lower, x);
    }

    /// <inheritdoc/>
    public void SolveTriangularRows(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x)
    {
        Operands.Require(lower, n, n);
        Operands.Require(x, m, n);
        TriangularSolve.Rows(transposeL, n, m, lower, x);
    }

    /// <inheritdoc/>
    public bool Solve(int n, int m, Span<double> matrix, Span<double> x)
    {
        Operands.Require(matrix, n, n);
        Operands.Require(x, n, m);
        return Operands.AreFinite(matrix[..(n * n)]) && GaussianElimination.Solve(n, m, matrix, x);
    }

    /// <inheritdoc/>
    public bool SymmetricSolve(int n, int m, Span<double> matrix, Span<double> x)
    {
        Operands.Require(matrix, n, n);
        Operands.Require(x, m, n);
        if (!Operands.AreFinite(matrix[..(n * n)]))
            return false;
        VectorOperations.MirrorLowerTriangle(n, matrix);
        var columns = Scratch.OfThisThread.Numbers(0, n * m).AsSpan(0, n * m);
        VectorOperations.Transpose(m, n, x, columns);
        var isSolved = GaussianElimination.Solve(n, m, matrix, columns);
        VectorOperations.Transpose(n, m, columns, x);
        return isSolved;
    }
}
