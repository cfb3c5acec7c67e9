using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Tests.Core.LinearAlgebra;

/// <summary>
/// The contract on whatever this process uses: a native library where the machine has one and HYBRID_BLAS allows it, the
/// managed provider elsewhere. <see cref="DenseLinearAlgebraTests"/> asserts which of the two it is.
/// </summary>
public sealed class DefaultLinearAlgebraTests : LinearAlgebraContract
{
    protected override ILinearAlgebra Provider { get; } = DenseLinearAlgebra.Default;
}
