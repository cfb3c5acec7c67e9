namespace Hybrid.Core.Solvers;

/// <summary>The lowest eigenpairs that <see cref="Davidson"/> found. Owns its memory.</summary>
public sealed class DavidsonResult
{
    private readonly double[] eigenvalues;
    private readonly double[] eigenvectors;
    private readonly double[] residuals;
    private readonly double[] eigenvalueErrors;

    internal DavidsonResult(SolverOutcome outcome, int length, double[] eigenvalues, double[] eigenvectors, double[] residuals, double[] eigenvalueErrors)
    {
        Outcome = outcome;
        Length = length;
        this.eigenvalues = eigenvalues;
        this.eigenvectors = eigenvectors;
        this.residuals = residuals;
        this.eigenvalueErrors = eigenvalueErrors;
    }

    /// <summary>How the iteration ended; the residual is the largest of <see cref="Residuals"/>.</summary>
    public SolverOutcome Outcome { get; }

    /// <summary>The number of roots: what was asked for, and more where the last ones belong to a multiplet.</summary>
    public int Count => eigenvalues.Length;

    /// <summary>The length of a vector.</summary>
    public int Length { get; }

    /// <summary>The eigenvalues in ascending order.</summary>
    public ReadOnlySpan<double> Eigenvalues => eigenvalues;

    /// <summary>The orthonormal eigenvectors, one per row, shape [<see cref="Count"/>, <see cref="Length"/>].</summary>
    public ReadOnlySpan<double> Eigenvectors => eigenvectors;

    /// <summary>|A x − λ x| of each root; an eigenvalue is wrong by at most this, and by its square over the gap when it is small.</summary>
    public ReadOnlySpan<double> Residuals => residuals;

    /// <summary>
    /// By how much each eigenvalue is still too high, estimated from its residual r and the diagonal d of the matrix: the sum
    /// of r_i²/|d_i − λ|, each term as in a two-level problem and so never above |r_i|, scaled by how well the last step
    /// was foreseen in this way. An estimate, not a bound. Where <see cref="Davidson.EndsPerturbatively"/> took it off, the uncertain part of it.
    /// </summary>
    public ReadOnlySpan<double> EigenvalueErrors => eigenvalueErrors;
}
