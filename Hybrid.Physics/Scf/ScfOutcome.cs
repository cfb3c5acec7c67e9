namespace Hybrid.Physics.Scf;

/// <summary>How a self-consistent field ended.</summary>
public enum ScfStatus
{
    /// <summary>The populations reproduce themselves.</summary>
    Converged,

    /// <summary>The iterations were used up.</summary>
    MaxIterations,

    /// <summary>A number became infinite or undefined, or a diagonalisation failed.</summary>
    NonFinite,

    /// <summary>The overlap matrix is not positive definite: atoms are too close for the basis.</summary>
    LinearDependence,
}

/// <summary>How a self-consistent field ended and how well.</summary>
/// <param name="Status">Converged or why not.</param>
/// <param name="Iterations">The number of iterations used.</param>
/// <param name="Residual">√(Σ (x_out − x_in)² / nAtoms) of the last iteration.</param>
public sealed record ScfOutcome(ScfStatus Status, int Iterations, double Residual)
{
    /// <summary>True when the solution can be trusted.</summary>
    public bool IsConverged => Status == ScfStatus.Converged;
}
