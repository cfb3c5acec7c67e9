using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class MatMulTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3], [3, 5]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].MatMul(inputs[1]);
}

public sealed class MatMulFirstTransposedTests : OperationContract
{
    protected override int[][] Shapes => [[3, 4], [3, 5]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].MatMul(inputs[1], transposeX: true);
}

public sealed class MatMulSecondTransposedTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3], [5, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].MatMul(inputs[1], transposeY: true);
}

public sealed class MatMulBothTransposedTests : OperationContract
{
    protected override int[][] Shapes => [[3, 4], [5, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].MatMul(inputs[1], transposeX: true, transposeY: true);
}

public sealed class LinearTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3], [2, 3], [2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Linear(inputs[1], inputs[2]);
}

public sealed class LinearWithoutBiasTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3], [2, 3]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Linear(inputs[1]);
}

public sealed class OuterOfRowsTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3], [4, 2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].OuterOfRows(inputs[1]);
}
