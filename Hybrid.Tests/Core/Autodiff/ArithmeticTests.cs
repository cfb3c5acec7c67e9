using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class AddTests : OperationContract
{
    protected override int[][] Shapes => [[3, 2], [3, 2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Add(inputs[1]);
}

public sealed class AddScalarTests : OperationContract
{
    protected override int[][] Shapes => [[5], []];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Add(inputs[1]);
}

public sealed class SubtractTests : OperationContract
{
    protected override int[][] Shapes => [[3, 2], [3, 2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Subtract(inputs[1]);
}

public sealed class SubtractFromScalarTests : OperationContract
{
    protected override int[][] Shapes => [[], [5]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Subtract(inputs[1]);
}

public sealed class SubtractScalarTests : OperationContract
{
    protected override int[][] Shapes => [[5], []];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Subtract(inputs[1]);
}

public sealed class MultiplyTests : OperationContract
{
    protected override int[][] Shapes => [[3, 2], [3, 2]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Multiply(inputs[1]);
}

public sealed class MultiplyScalarTests : OperationContract
{
    protected override int[][] Shapes => [[], [4]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Multiply(inputs[1]);
}

public sealed class DivideTests : OperationContract
{
    protected override int[][] Shapes => [[3, 2], [3, 2]];

    protected override (double Low, double High) Range => (0.3, 2.0);

    protected override Variable Apply(Variable[] inputs) => inputs[0].Divide(inputs[1]);
}

public sealed class DivideByScalarTests : OperationContract
{
    protected override int[][] Shapes => [[5], []];

    protected override (double Low, double High) Range => (0.3, 2.0);

    protected override Variable Apply(Variable[] inputs) => inputs[0].Divide(inputs[1]);
}

public sealed class DivideScalarTests : OperationContract
{
    protected override int[][] Shapes => [[], [5]];

    protected override (double Low, double High) Range => (0.3, 2.0);

    protected override Variable Apply(Variable[] inputs) => inputs[0].Divide(inputs[1]);
}

public sealed class ScaleTests : OperationContract
{
    protected override int[][] Shapes => [[5]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Scale(-2.5);
}

public sealed class ShiftTests : OperationContract
{
    protected override int[][] Shapes => [[5]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Shift(0.75);
}

public sealed class NegateTests : OperationContract
{
    protected override int[][] Shapes => [[5]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Negate();
}

public sealed class ScaleRowsTests : OperationContract
{
    protected override int[][] Shapes => [[4, 3], [4]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].ScaleRows(inputs[1]);
}
