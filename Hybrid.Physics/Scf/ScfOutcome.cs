namespace Hybrid.Physics.Scf;

/// <summary>How a self-consistent field ended and how well.</summary>
/// <param name="Status">Converged or why not.</param>
/// <param name="Iterations">The number of iterations used.</param>
/// <param name="Residual">√(Σ (x_out − x_in)² / nAtoms) of the last iteration.</param>
public sealed record ScfOutcome(ScfStatus Status, int Iterations, double Residual)
{
    /// <summary>True when the solution can be trusted.</summary>
    public bool IsConverged => Status == ScfStatus.Converged;
}
