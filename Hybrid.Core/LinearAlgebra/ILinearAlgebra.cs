namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// Dense linear algebra in double precision on row-major matrices without padding.
/// </summary>
/// <remarks>
/// <para>
/// Implementations are stateless towards their callers and safe to share between threads; scratch memory is their own.
/// Sizes are checked; what the arithmetic can't do is returned as false, not thrown.
/// </para>
/// <para>
/// Eigenvectors are returned one per row, which is what column-major LAPACK leaves behind: row i of C is the vector of
/// the i-th eigenvalue.
/// </para>
/// </remarks>
public interface ILinearAlgebra
{
    /// <summary>What stands in the provenance, such as "OpenBLAS 0.3.21 (SkylakeX)" or "managed".</summary>
    string Name { get; }

    /// <summary>C ← α op(A) op(B) + β C, where op is the identity or the transpose; C is m × n and the inner length is k.</summary>
    void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double beta, Span<double> c);

    /// <summary>
    /// Eigenvalues (ascending) and eigenvectors of a symmetric n × n matrix: A = Σ_i λ_i c_i c_iᵀ.
    /// </summary>
    /// <param name="n">The matrix size.</param>
    /// <param name="matrix">The matrix on entry, the eigenvectors (one per row, orthonormal) on return.</param>
    /// <param name="eigenvalues">n numbers, ascending.</param>
    /// <returns>False when the matrix is not finite or the algorithm did not converge.</returns>
    bool SymmetricEigen(int n, Span<double> matrix, Span<double> eigenvalues);

    /// <summary>
    /// The lower Cholesky factor L of a symmetric positive definite n × n matrix, A = L Lᵀ. The upper triangle is set to zero.
    /// </summary>
    /// <returns>False when the matrix is not positive definite.</returns>
    bool Cholesky(int n, Span<double> matrix);

    /// <summary>
    /// X ← op(L)⁻¹ X for a lower triangular n × n matrix L and an n × m matrix X.
    /// </summary>
    void SolveTriangular(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x);

    /// <summary>Solves A x = b for a general n × n matrix and m right-hand sides in the columns of the n × m matrix x.</summary>
    /// <returns>False when the matrix is singular.</returns>
    bool Solve(int n, int m, Span<double> matrix, Span<double> x);
}
