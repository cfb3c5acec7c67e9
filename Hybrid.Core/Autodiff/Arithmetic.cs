using System.Numerics.Tensors;

namespace Hybrid.Core.Autodiff;

/// <summary>
/// Sums, differences, products and quotients, element by element.
/// </summary>
/// <remarks>Both operands have one shape, or one of them has a single element that meets every element of the other.</remarks>
public static class Arithmetic
{
    /// <summary>x + y.</summary>
    /// <exception cref="ArgumentException">The shapes differ and neither variable is a single number.</exception>
    public static Variable Add(this Variable x, Variable y)
    {
        var z = Result(x, y);
        if (x.Length == z.Length && y.Length == z.Length)
            TensorPrimitives.Add(x.Value, y.Value, z.Value);
        else
            TensorPrimitives.Add(Larger(x, y).Value, Single(x, y), z.Value);
        if (z.NeedsAdjoint)
            RecordSum(x, y, z, 1);
        return z;
    }

    /// <summary>x − y.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public static Variable Subtract(this Variable x, Variable y)
    {
        var z = Result(x, y);
        if (y.Length == z.Length && x.Length == z.Length)
            TensorPrimitives.Subtract(x.Value, y.Value, z.Value);
        else if (x.Length == z.Length)
            TensorPrimitives.Subtract(x.Value, y.Value[0], z.Value);
        else
            TensorPrimitives.Subtract(x.Value[0], y.Value, z.Value);
        if (z.NeedsAdjoint)
            RecordSum(x, y, z, -1);
        return z;
    }

    /// <summary>x y.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public static Variable Multiply(this Variable x, Variable y)
    {
        var z = Result(x, y);
        if (x.Length == z.Length && y.Length == z.Length)
            TensorPrimitives.Multiply(x.Value, y.Value, z.Value);
        else
            TensorPrimitives.Multiply(Larger(x, y).Value, Single(x, y), z.Value);
        if (z.NeedsAdjoint)
            RecordProduct(x, y, z);
        return z;
    }

    /// <summary>x / y.</summary>
    /// <inheritdoc cref="Add" path="/exception"/>
    public static Variable Divide(this Variable x, Variable y)
    {
        var z = Result(x, y);
        if (y.Length == z.Length && x.Length == z.Length)
            TensorPrimitives.Divide(x.Value, y.Value, z.Value);
        else if (x.Length == z.Length)
            TensorPrimitives.Divide(x.Value, y.Value[0], z.Value);
        else
            TensorPrimitives.Divide(x.Value[0], y.Value, z.Value);
        if (z.NeedsAdjoint)
            RecordQuotient(x, y, z);
        return z;
    }

    /// <summary>a x for a fixed number a.</summary>
    public static Variable Scale(this Variable x, double factor) => Affine(x, factor, 0);

    /// <summary>x + a for a fixed number a.</summary>
    public static Variable Shift(this Variable x, double shift) => Affine(x, 1, shift);

    /// <summary>−x.</summary>
    public static Variable Negate(this Variable x) => Affine(x, -1, 0);

    /// <summary>Row i of x times element i of s; x has shape [n, …] and s has shape [n].</summary>
    /// <exception cref="ArgumentException">The first axes differ, or s is not a vector.</exception>
    public static Variable ScaleRows(this Variable x, Variable s)
    {
        var (rows, length) = Shapes.RequireRows(x);
        if (s.Shape.Length != 1 || s.Length != rows)
            throw new ArgumentException($"One factor for each of {rows} rows was expected, but the factors have shape {Shapes.Text(s.Shape)}.", nameof(s));
        var y = x.Tape.Output([x, s], x.SharedShape);
        for (var i = 0; i < rows; i++)
            TensorPrimitives.Multiply(x.Value.Slice(i * length, length), s.Value[i], y.Value.Slice(i * length, length));
        if (y.NeedsAdjoint)
            RecordScaleRows(x, s, y, rows, length);
        return y;
    }

    private static Variable Affine(Variable x, double factor, double shift)
    {
        var y = x.Tape.Output([x], x.SharedShape);
        TensorPrimitives.Multiply(x.Value, factor, y.Value);
        if (shift != 0)
            TensorPrimitives.Add(y.Value, shift, y.Value);
        if (y.NeedsAdjoint)
            RecordAffine(x, y, factor);
        return y;
    }

    private static Variable Result(Variable x, Variable y)
    {
        if (x.Length != 1 && y.Length != 1)
            Shapes.RequireEqual(x, y);
        return x.Tape.Output([x, y], Larger(x, y).SharedShape);
    }

    private static Variable Larger(Variable x, Variable y) => y.Length == 1 && (x.Length != 1 || x.Shape.Length >= y.Shape.Length) ? x : y;

    private static double Single(Variable x, Variable y) => ReferenceEquals(Larger(x, y), x) ? y.Value[0] : x.Value[0];

    private static void RecordSum(Variable x, Variable y, Variable z, double sign) => z.Tape.Record(z, () =>
    {
        if (x.NeedsAdjoint)
            Accumulate(z.Adjoint, 1, x.Adjoint);
        if (y.NeedsAdjoint)
            Accumulate(z.Adjoint, sign, y.Adjoint);
    });

    private static void RecordProduct(Variable x, Variable y, Variable z) => z.Tape.Record(z, () =>
    {
        if (x.NeedsAdjoint)
            AccumulateProduct(z.Adjoint, y.Value, x.Adjoint);
        if (y.NeedsAdjoint)
            AccumulateProduct(z.Adjoint, x.Value, y.Adjoint);
    });

    private static void RecordQuotient(Variable x, Variable y, Variable z) => z.Tape.Record(z, () =>
    {
        // ∂z/∂x = 1/y, ∂z/∂y = −z/y
        for (var i = 0; i < z.Length; i++)
        {
            var weight = z.Adjoint[i] / y.Value[y.Length == 1 ? 0 : i];
            if (x.NeedsAdjoint)
                x.Adjoint[x.Length == 1 ? 0 : i] += weight;
            if (y.NeedsAdjoint)
                y.Adjoint[y.Length == 1 ? 0 : i] -= weight * z.Value[i];
        }
    });

    private static void RecordAffine(Variable x, Variable y, double factor) =>
        y.Tape.Record(y, () => Accumulate(y.Adjoint, factor, x.Adjoint));

    private static void RecordScaleRows(Variable x, Variable s, Variable y, int rows, int length) => y.Tape.Record(y, () =>
    {
        for (var i = 0; i < rows; i++)
        {
            var adjoint = y.Adjoint.Slice(i * length, length);
            if (x.NeedsAdjoint)
                Accumulate(adjoint, s.Value[i], x.Adjoint.Slice(i * length, length));
            if (s.NeedsAdjoint)
                s.Adjoint[i] += TensorPrimitives.Dot<double>(adjoint, x.Value.Slice(i * length, length));
        }
    });

    /// <summary>target += factor · source, summed when the target is a single number.</summary>
    private static void Accumulate(ReadOnlySpan<double> source, double factor, Span<double> target)
    {
        if (target.Length == source.Length)
            TensorPrimitives.MultiplyAdd(source, factor, target, target);
        else
            target[0] += factor * TensorPrimitives.Sum(source);
    }

    private static void AccumulateProduct(ReadOnlySpan<double> adjoint, ReadOnlySpan<double> other, Span<double> target)
    {
        if (target.Length != adjoint.Length)
            target[0] += TensorPrimitives.Dot(adjoint, other);
        else if (other.Length != adjoint.Length)
            TensorPrimitives.MultiplyAdd(adjoint, other[0], target, target);
        else
            TensorPrimitives.MultiplyAdd(adjoint, other, target, target);
    }
}
