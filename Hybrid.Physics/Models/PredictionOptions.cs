using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Models;

/// <summary>How a prediction is computed. Immutable.</summary>
public sealed record PredictionOptions
{
    /// <summary>The defaults: 300 K, accuracy 1, the linear algebra of <see cref="DenseLinearAlgebra.Default"/>.</summary>
    public static PredictionOptions Default { get; } = new();

    /// <summary>Tolerances, electronic temperature and the limit of iterations of the self-consistent field.</summary>
    public ScfSettings Scf { get; init; } = ScfSettings.Default;

    /// <summary>Who multiplies and diagonalises; null for <see cref="DenseLinearAlgebra.Default"/>.</summary>
    public ILinearAlgebra? LinearAlgebra { get; init; }

    internal ILinearAlgebra Algebra => LinearAlgebra ?? DenseLinearAlgebra.Default;
}
