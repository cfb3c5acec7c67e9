using Hybrid.Core.Autodiff;

namespace Hybrid.Tests.Core.Autodiff;

public sealed class ExpTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Exp();
}

public sealed class LogTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override (double Low, double High) Range => (0.3, 2.0);

    protected override Variable Apply(Variable[] inputs) => inputs[0].Log();
}

public sealed class SqrtTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override (double Low, double High) Range => (0.3, 2.0);

    protected override Variable Apply(Variable[] inputs) => inputs[0].Sqrt();
}

public sealed class SquareTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Square();
}

public sealed class PowerTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override (double Low, double High) Range => (0.3, 2.0);

    protected override Variable Apply(Variable[] inputs) => inputs[0].Power(-1.7);
}

public sealed class TanhTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Tanh();
}

public sealed class SigmoidTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Sigmoid();
}

public sealed class SiLUTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].SiLU();
}

public sealed class SoftplusTests : OperationContract
{
    protected override int[][] Shapes => [[7]];

    protected override Variable Apply(Variable[] inputs) => inputs[0].Softplus();
}
