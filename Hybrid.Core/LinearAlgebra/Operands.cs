using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Hybrid.Core.LinearAlgebra;

/// <summary>The checks that every provider makes before it touches memory.</summary>
internal static class Operands
{
    public static void Require(
        ReadOnlySpan<double> operand, int rows, int columns, [CallerArgumentExpression(nameof(operand))] string name = "")
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentException($"A matrix size can't be negative, but {rows} × {columns} was given.", name);
        if (operand.Length < (long)rows * columns)
            throw new ArgumentException($"A {rows} × {columns} matrix was expected, but only {operand.Length} numbers were given.", name);
    }

    public static bool AreFinite(ReadOnlySpan<double> values) => values.IsEmpty || TensorPrimitives.IsFiniteAll(values);
}
