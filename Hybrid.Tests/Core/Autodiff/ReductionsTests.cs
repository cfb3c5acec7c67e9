using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class SumTests : OperationContract
{
    protected override int[][] Shapes => [[2, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Sum();
}

public sealed class MeanTests : OperationContract
{
    protected override int[][] Shapes => [[2, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Mean();
}

public sealed class DotTests : OperationContract
{
    protected override int[][] Shapes => [[2, 3], [2, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Dot(inputs[1]);
}

public sealed class SumOfRowsTests : OperationContract
{
    protected override int[][] Shapes => [[4, 2, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].SumOfRows();
}

public sealed class SumWithinRowsTests : OperationContract
{
    protected override int[][] Shapes => [[4, 2, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].SumWithinRows();
}
