using System.Numerics.Tensors;

namespace Hybrid.Core.Autodiff;

/// <summary>Products of matrices, by the linear algebra of the tape.</summary>
public static class Products
{
    /// <summary>op(X) op(Y), where op is the identity or the transpose: [m, k] × [k, n] → [m, n].</summary>
    /// <exception cref="ArgumentException">Not two matrices, or the inner lengths differ.</exception>
    public static Variable MatMul(this Variable x, Variable y, bool transposeX = false, bool transposeY = false)
    {
        var (m, k) = Shapes.RequireMatrix(x);
        var (inner, n) = Shapes.RequireMatrix(y);
        if (transposeX)
            (m, k) = (k, m);
        if (transposeY)
            (inner, n) = (n, inner);
        if (inner != k)
            throw new ArgumentException($"Matrices of one inner length were expected, but op(X) is {m} × {k} and op(Y) is {inner} × {n}.");
        var z = x.Tape.Output([x, y], m, n);
        x.Tape.LinearAlgebra.Multiply(transposeX, transposeY, m, n, k, 1, x.Value, y.Value, 0, z.Value);
        if (z.NeedsAdjoint)
            RecordMatMul(x, y, z, transposeX, transposeY, m, n, k);
        return z;
    }

    /// <summary>X Wᵀ + b: a layer of a network, [n, in] × [out, in] → [n, out].</summary>
    /// <param name="x">One row per sample, [n, in].</param>
    /// <param name="weight">W, [out, in].</param>
    /// <param name="bias">b, [out], or null for none.</param>
    /// <exception cref="ArgumentException">The shapes don't fit.</exception>
    public static Variable Linear(this Variable x, Variable weight, Variable? bias = null)
    {
        if (bias is null)
            return x.MatMul(weight, transposeY: true);
        var (rows, inputs) = Shapes.RequireMatrix(x);
        var (width, inner) = Shapes.RequireMatrix(weight);
        if (inner != inputs)
            throw new ArgumentException($"A weight of shape [{width}, {inputs}] was expected, but it is {Shapes.Text(weight.Shape)}.", nameof(weight));
        if (bias.Shape.Length != 1 || bias.Length != width)
            throw new ArgumentException($"A bias of shape [{width}] was expected, but it is {Shapes.Text(bias.Shape)}.", nameof(bias));
        var y = x.Tape.Output([x, weight, bias], rows, width);
        for (var i = 0; i < rows; i++)
            bias.Value.CopyTo(y.Value[(i * width)..]);
        x.Tape.LinearAlgebra.Multiply(false, true, rows, width, inputs, 1, x.Value, weight.Value, 1, y.Value);
        if (y.NeedsAdjoint)
            RecordLinear(x, weight, bias, y);
        return y;
    }

    /// <summary>The outer product of each row of x with the same row of y: z_kab = x_ka y_kb, [n, a], [n, b] → [n, a, b].</summary>
    /// <exception cref="ArgumentException">Not two matrices with the same number of rows.</exception>
    public static Variable OuterOfRows(this Variable x, Variable y)
    {
        var (rows, a) = Shapes.RequireMatrix(x);
        var (others, b) = Shapes.RequireMatrix(y);
        if (rows != others)
            throw new ArgumentException($"Matrices with the same number of rows were expected, but the shapes are {Shapes.Text(x.Shape)} and {Shapes.Text(y.Shape)}.");
        var z = x.Tape.Output([x, y], rows, a, b);
        for (var i = 0; i < rows * a; i++)
            TensorPrimitives.Multiply(y.Value.Slice(i / a * b, b), x.Value[i], z.Value.Slice(i * b, b));
        if (z.NeedsAdjoint)
            RecordOuter(x, y, z, rows, a, b);
        return z;
    }

    private static void RecordMatMul(
        Variable x, Variable y, Variable z, bool transposeX, bool transposeY, int m, int n, int k) => z.Tape.Record(z, () =>
    {
        // X̄ = Z̄ op(Y)ᵀ and Ȳ = op(X)ᵀ Z̄, transposed where the factor entered transposed.
        var linearAlgebra = z.Tape.LinearAlgebra;
        if (x.NeedsAdjoint && transposeX)
            linearAlgebra.Multiply(transposeY, true, k, m, n, 1, y.Value, z.Adjoint, 1, x.Adjoint);
        else if (x.NeedsAdjoint)
            linearAlgebra.Multiply(false, !transposeY, m, k, n, 1, z.Adjoint, y.Value, 1, x.Adjoint);
        if (y.NeedsAdjoint && transposeY)
            linearAlgebra.Multiply(true, transposeX, n, k, m, 1, z.Adjoint, x.Value, 1, y.Adjoint);
        else if (y.NeedsAdjoint)
            linearAlgebra.Multiply(!transposeX, false, k, n, m, 1, x.Value, z.Adjoint, 1, y.Adjoint);
    });

    private static void RecordLinear(Variable x, Variable weight, Variable bias, Variable y) => y.Tape.Record(y, () =>
    {
        var (rows, inputs, width) = (x.Shape[0], x.Shape[1], y.Shape[1]);
        if (x.NeedsAdjoint)
            y.Tape.LinearAlgebra.Multiply(false, false, rows, inputs, width, 1, y.Adjoint, weight.Value, 1, x.Adjoint);
        if (weight.NeedsAdjoint)
            y.Tape.LinearAlgebra.Multiply(true, false, width, inputs, rows, 1, y.Adjoint, x.Value, 1, weight.Adjoint);
        for (var i = 0; bias.NeedsAdjoint && i < rows; i++)
            TensorPrimitives.Add(bias.Adjoint, y.Adjoint.Slice(i * width, width), bias.Adjoint);
    });

    private static void RecordOuter(Variable x, Variable y, Variable z, int rows, int a, int b) => z.Tape.Record(z, () =>
    {
        for (var i = 0; i < rows * a; i++)
        {
            var adjoint = z.Adjoint.Slice(i * b, b);
            var row = i / a * b;
            if (x.NeedsAdjoint)
                x.Adjoint[i] += TensorPrimitives.Dot<double>(adjoint, y.Value.Slice(row, b));
            if (y.NeedsAdjoint)
                TensorPrimitives.MultiplyAdd(adjoint, x.Value[i], y.Adjoint.Slice(row, b), y.Adjoint.Slice(row, b));
        }
    });
}
