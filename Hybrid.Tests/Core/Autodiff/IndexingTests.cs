using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class GatherTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Gather(new[] { 2, 0, 2, 3, 1 });
}

public sealed class GatherNumbersTests : OperationContract
{
    protected override int[][] Shapes => [[4]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Gather(new[] { 3, 3, 0, 1, 2 });
}

public sealed class ScatterAddTests : OperationContract
{
    protected override int[][] Shapes => [[5, 2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].ScatterAdd(new[] { 1, 0, 1, 3, 1 }, 4);
}

public sealed class SliceTests : OperationContract
{
    protected override int[][] Shapes => [[5, 2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Slice(1, 3);
}

public sealed class ConcatenateTests : OperationContract
{
    protected override int[][] Shapes => [[2, 3], [1, 3], [2, 3]];

    protected override Variable Apply(Variable[] inputs) => Indexing.Concatenate(inputs);
}

public sealed class ConcatenateColumnsTests : OperationContract
{
    protected override int[][] Shapes => [[3, 2], [3, 1], [3, 3]];

    protected override Variable Apply(Variable[] inputs) => Indexing.ConcatenateColumns(inputs);
}

public sealed class ReshapeTests : OperationContract
{
    protected override int[][] Shapes => [[2, 6]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Reshape(3, 4);
}
