namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// Dense linear algebra in double precision on row-major matrices without padding.
/// </summary>
/// <remarks>
/// <para>
/// Implementations are stateless towards their callers and safe to share between threads; scratch memory is their own,
/// kept per thread, so that a loop over matrices of one size allocates nothing after its first turn.
/// Sizes are checked; what the arithmetic can't do is returned as false, not thrown.
/// </para>
/// <para>
/// Eigenvectors are returned one per row, which is what column-major LAPACK leaves behind: row i of C is the vector of
/// the i-th eigenvalue.
/// </para>
/// <para>Outputs must not overlap inputs.</para>
/// </remarks>
public interface ILinearAlgebra
{
    /// <summary>What stands in the provenance, such as "OpenBLAS 0.3.21 (SkylakeX), 1 thread" or "managed (Vector512)".</summary>
    string Name { get; }

    /// <summary>C ← α op(A) op(B) + β C, where op is the identity or the transpose; C is m × n and the inner length is k.</summary>
    /// <remarks>With β = 0 the previous content of C is ignored, whatever it was.</remarks>
    /// <exception cref="ArgumentException">A span is too short for its matrix.</exception>
    void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> b, double beta, Span<double> c);

    /// <summary>y ← α op(A) x + β y for an m × n matrix A: y has m elements, or n when A is transposed.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    void MultiplyVector(
        bool transpose, int m, int n,
        double alpha, ReadOnlySpan<double> a, ReadOnlySpan<double> x, double beta, Span<double> y);

    /// <summary>
    /// C ← α Aᵀ A + β C for a k × n matrix A and a symmetric n × n matrix C, both triangles filled: a density matrix from
    /// orbitals that are stored one per row, in half the operations of a general product.
    /// </summary>
    /// <remarks>With β ≠ 0 only the lower triangle of C is read.</remarks>
    /// <exception cref="ArgumentException">A span is too short for its matrix.</exception>
    void SymmetricRankK(int n, int k, double alpha, ReadOnlySpan<double> a, double beta, Span<double> c);

    /// <summary>
    /// Eigenvalues (ascending) and eigenvectors of a symmetric n × n matrix: A = Σ_i λ_i c_i c_iᵀ.
    /// </summary>
    /// <param name="n">The matrix size.</param>
    /// <param name="matrix">The matrix on entry, the eigenvectors (one per row, orthonormal) on return.</param>
    /// <param name="eigenvalues">n numbers, ascending.</param>
    /// <returns>False when the matrix is not finite or the algorithm did not converge; the contents are then unspecified.</returns>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    bool SymmetricEigen(int n, Span<double> matrix, Span<double> eigenvalues);

    /// <summary>
    /// The lower Cholesky factor L of a symmetric positive definite n × n matrix, A = L Lᵀ. The upper triangle is set to zero.
    /// </summary>
    /// <returns>False when the matrix is not positive definite; the contents are then unspecified.</returns>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    bool Cholesky(int n, Span<double> matrix);

    /// <summary>
    /// A ← L⁻¹ A L⁻ᵀ for a symmetric n × n matrix A, both triangles filled, and the lower Cholesky factor L of an overlap
    /// S = L Lᵀ: turns A c = λ S c into a standard problem with the eigenvectors Lᵀ c.
    /// </summary>
    /// <remarks>The eigenvectors, one per row, come back by <see cref="SolveTriangularRows"/> with the transpose.</remarks>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    void ReduceSymmetric(int n, ReadOnlySpan<double> lower, Span<double> matrix);

    /// <summary>
    /// X ← op(L)⁻¹ X for a lower triangular n × n matrix L and an n × m matrix X: one right-hand side per column.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    void SolveTriangular(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x);

    /// <summary>
    /// x ← op(L)⁻¹ x for a lower triangular n × n matrix L and each of the m rows x of an m × n matrix.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    void SolveTriangularRows(bool transposeL, int n, int m, ReadOnlySpan<double> lower, Span<double> x);

    /// <summary>Solves A x = b for a general n × n matrix and m right-hand sides in the columns of the n × m matrix x.</summary>
    /// <param name="n">The matrix size.</param>
    /// <param name="m">The number of right-hand sides.</param>
    /// <param name="matrix">The matrix on entry; overwritten.</param>
    /// <param name="x">The right-hand sides on entry, the solutions on return.</param>
    /// <returns>False when the matrix is singular or not finite.</returns>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    bool Solve(int n, int m, Span<double> matrix, Span<double> x);

    /// <summary>
    /// The same for a symmetric matrix, definite or not; <paramref name="x"/> holds one right-hand side per row (m × n).
    /// </summary>
    /// <returns>False when the matrix is singular or not finite.</returns>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    bool SymmetricSolve(int n, int m, Span<double> matrix, Span<double> x);
}
