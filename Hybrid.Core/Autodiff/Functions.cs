using System.Numerics.Tensors;

namespace Hybrid.Core.Autodiff;

/// <summary>Functions of one variable, element by element.</summary>
public static class Functions
{
    /// <summary>eˣ.</summary>
    public static Variable Exp(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) => TensorPrimitives.Exp(x, y),
        static (_, y, ȳ, x̄) => TensorPrimitives.MultiplyAdd(y, ȳ, x̄, x̄));

    /// <summary>ln x, for positive x; not a number elsewhere.</summary>
    public static Variable Log(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) => TensorPrimitives.Log(x, y),
        static (x, _, ȳ, x̄) =>
        {
            for (var i = 0; i < x.Length; i++)
                x̄[i] += ȳ[i] / x[i];
        });

    /// <summary>√x, for positive x. The derivative at zero is infinite.</summary>
    public static Variable Sqrt(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) => TensorPrimitives.Sqrt(x, y),
        static (_, y, ȳ, x̄) =>
        {
            for (var i = 0; i < y.Length; i++)
                x̄[i] += 0.5 * ȳ[i] / y[i];
        });

    /// <summary>x².</summary>
    public static Variable Square(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) => TensorPrimitives.Multiply(x, x, y),
        static (x, _, ȳ, x̄) =>
        {
            for (var i = 0; i < x.Length; i++)
                x̄[i] += 2 * ȳ[i] * x[i];
        });

    /// <summary>xᵖ for a fixed exponent p; x must be positive unless p is an integer.</summary>
    public static Variable Power(this Variable x, double exponent)
    {
        var y = x.Tape.Output([x], x.SharedShape);
        TensorPrimitives.Pow(x.Value, exponent, y.Value);
        if (y.NeedsAdjoint)
            RecordPower(x, y, exponent);
        return y;
    }

    /// <summary>tanh x.</summary>
    public static Variable Tanh(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) => TensorPrimitives.Tanh(x, y),
        static (_, y, ȳ, x̄) =>
        {
            for (var i = 0; i < y.Length; i++)
                x̄[i] += ȳ[i] * (1 - (y[i] * y[i]));
        });

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    public static Variable Sigmoid(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) => LogisticFunction(x, y),
        static (_, y, ȳ, x̄) =>
        {
            for (var i = 0; i < y.Length; i++)
                x̄[i] += ȳ[i] * y[i] * (1 - y[i]);
        });

    /// <summary>x σ(x).</summary>
    /// <remarks>Elfwing et al., Neural Networks 107, 3 (2018), doi:10.1016/j.neunet.2017.12.012.</remarks>
    public static Variable SiLU(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) =>
        {
            LogisticFunction(x, y);
            TensorPrimitives.Multiply(x, y, y);
        },
        static (x, y, ȳ, x̄) =>
        {
            // y′ = σ + y (1 − σ), by blocks that stay in the cache
            Span<double> scratch = stackalloc double[Block];
            for (var start = 0; start < x.Length; start += Block)
            {
                var count = Math.Min(Block, x.Length - start);
                var slope = scratch[..count];
                var value = y.Slice(start, count);
                TensorPrimitives.Sigmoid(x.Slice(start, count), slope);
                for (var i = 0; i < count; i++)
                    slope[i] += value[i] * (1 - slope[i]);
                var x̄Block = x̄.Slice(start, count);
                TensorPrimitives.MultiplyAdd(slope, ȳ.Slice(start, count), x̄Block, x̄Block);
            }
        });

    /// <summary>ln(1 + eˣ), without overflow.</summary>
    public static Variable Softplus(this Variable x) => ElementwiseRule.Apply(
        x,
        static (x, y) =>
        {
            for (var i = 0; i < x.Length; i++)
                y[i] = Math.Max(x[i], 0) + double.LogP1(Math.Exp(-Math.Abs(x[i])));
        },
        static (x, _, ȳ, x̄) =>
        {
            for (var i = 0; i < x.Length; i++)
                x̄[i] += ȳ[i] / (1 + Math.Exp(-x[i]));
        });

    // TensorPrimitives refuses to apply this one to nothing.
    private static void LogisticFunction(ReadOnlySpan<double> x, Span<double> y)
    {
        if (!x.IsEmpty)
            TensorPrimitives.Sigmoid(x, y);
    }

    /// <summary>Numbers of a block that pullbacks keep on the stack.</summary>
    private const int Block = 256;

    private static void RecordPower(Variable x, Variable y, double exponent) => y.Tape.Record(y, () =>
    {
        for (var i = 0; i < x.Length; i++)
            x.Adjoint[i] += y.Adjoint[i] * exponent * Math.Pow(x.Value[i], exponent - 1);
    });
}
