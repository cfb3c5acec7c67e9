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
