using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Tests.Core.LinearAlgebra;

public sealed class ManagedLinearAlgebraTests : LinearAlgebraContract
{
    protected override ILinearAlgebra Provider { get; } = new ManagedLinearAlgebra();
}
