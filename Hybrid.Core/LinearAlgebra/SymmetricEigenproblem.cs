namespace Hybrid.Core.LinearAlgebra;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix: reflections to tridiagonal form, rotations to diagonal form, the
/// reflections once more on the eigenvectors.
/// </summary>
/// <remarks>Golub and Van Loan, Matrix Computations, 4th ed., sections 8.3 and 5.1.7.</remarks>
internal static class SymmetricEigenproblem
{
    /// <summary>
    /// The matrix (of which the lower triangle is read) is overwritten with the eigenvectors, one per row. False when the
    /// rotations did not converge.
    /// </summary>
    public static bool Solve(int n, Span<double> matrix, Span<double> eigenvalues)
    {
        if (n == 0)
            return true;
        var scratch = Scratch.OfThisThread;
        var small = scratch.Numbers(0, 6 * n).AsSpan(0, 6 * n);
        Span<double> offDiagonal = small[..n], factors = small.Slice(n, n);
        var reflectors = scratch.Numbers(1, (n * n) + Reflections.ScratchLength(n)).AsSpan();
        matrix.CopyTo(reflectors);
        Tridiagonalisation.Reduce(n, reflectors[..(n * n)], eigenvalues, offDiagonal, factors, small[(2 * n)..]);

        if (!TridiagonalEigenproblem.Solve(n, eigenvalues, offDiagonal, matrix))
            return false;
        Reflections.Apply(n, reflectors[..(n * n)], factors, matrix, reflectors[(n * n)..]);
        return true;
    }
}
