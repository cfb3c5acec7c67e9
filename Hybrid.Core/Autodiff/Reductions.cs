using System.Numerics.Tensors;

namespace Hybrid.Core.Autodiff;

/// <summary>Sums over all elements or along one axis.</summary>
public static class Reductions
{
    /// <summary>Σ x, a scalar.</summary>
    public static Variable Sum(this Variable x) => WeightedSum(x, 1);

    /// <summary>The mean of all elements, a scalar.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public static Variable Mean(this Variable x) => x.Length > 0
        ? WeightedSum(x, 1.0 / x.Length)
        : throw new ArgumentException("A mean needs at least one element, but the variable has none.", nameof(x));

    /// <summary>Σ x y over two variables of one shape, a scalar.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Variable Dot(this Variable x, Variable y)
    {
        Shapes.RequireEqual(x, y);
        var sum = x.Tape.Output([x, y]);
        sum.Value[0] = TensorPrimitives.Dot<double>(x.Value, y.Value);
        if (sum.NeedsAdjoint)
            RecordDot(x, y, sum);
        return sum;
    }

    /// <summary>Adds the rows up: [n, …] → […].</summary>
    /// <exception cref="ArgumentException">The variable is a scalar.</exception>
    public static Variable SumOfRows(this Variable x)
    {
        var (rows, length) = Shapes.RequireRows(x);
        var y = x.Tape.Output([x], x.Shape[1..].ToArray());
        for (var i = 0; i < rows; i++)
            TensorPrimitives.Add(y.Value, x.Value.Slice(i * length, length), y.Value);
        if (y.NeedsAdjoint)
            RecordSumOfRows(x, y, rows, length);
        return y;
    }

    /// <summary>Adds the elements of each row up: [n, …] → [n].</summary>
    /// <exception cref="ArgumentException">The variable is a scalar.</exception>
    public static Variable SumWithinRows(this Variable x)
    {
        var (rows, length) = Shapes.RequireRows(x);
        var y = x.Tape.Output([x], rows);
        for (var i = 0; i < rows; i++)
            y.Value[i] = TensorPrimitives.Sum<double>(x.Value.Slice(i * length, length));
        if (y.NeedsAdjoint)
            RecordSumWithinRows(x, y, rows, length);
        return y;
    }

    private static Variable WeightedSum(Variable x, double weight)
    {
        var sum = x.Tape.Output([x]);
        sum.Value[0] = weight * TensorPrimitives.Sum<double>(x.Value);
        if (sum.NeedsAdjoint)
            RecordWeightedSum(x, sum, weight);
        return sum;
    }

    private static void RecordWeightedSum(Variable x, Variable sum, double weight) =>
        sum.Tape.Record(sum, () => TensorPrimitives.Add(x.Adjoint, weight * sum.Adjoint[0], x.Adjoint));

    private static void RecordDot(Variable x, Variable y, Variable sum) => sum.Tape.Record(sum, () =>
    {
        if (x.NeedsAdjoint)
            TensorPrimitives.MultiplyAdd(y.Value, sum.Adjoint[0], x.Adjoint, x.Adjoint);
        if (y.NeedsAdjoint)
            TensorPrimitives.MultiplyAdd(x.Value, sum.Adjoint[0], y.Adjoint, y.Adjoint);
    });

    private static void RecordSumOfRows(Variable x, Variable y, int rows, int length) => y.Tape.Record(y, () =>
    {
        for (var i = 0; i < rows; i++)
        {
            var adjoint = x.Adjoint.Slice(i * length, length);
            TensorPrimitives.Add(adjoint, y.Adjoint, adjoint);
        }
    });

    private static void RecordSumWithinRows(Variable x, Variable y, int rows, int length) => y.Tape.Record(y, () =>
    {
        for (var i = 0; i < rows; i++)
        {
            var adjoint = x.Adjoint.Slice(i * length, length);
            TensorPrimitives.Add(adjoint, y.Adjoint[i], adjoint);
        }
    });
}
