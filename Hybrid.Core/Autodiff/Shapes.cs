using System.Globalization;

namespace Hybrid.Core.Autodiff;

/// <summary>What the operations ask of the shapes they are given.</summary>
internal static class Shapes
{
    public static string Text(ReadOnlySpan<int> shape)
    {
        var lengths = new string[shape.Length];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", lengths)}]";
    }

    public static void RequireEqual(Variable x, Variable y)
    {
        if (!x.Shape.SequenceEqual(y.Shape))
            throw new ArgumentException($"Two variables of one shape were expected, but the shapes are {Text(x.Shape)} and {Text(y.Shape)}.");
    }

    public static (int Rows, int Columns) RequireMatrix(Variable x) => x.Shape.Length == 2
        ? (x.Shape[0], x.Shape[1])
        : throw new ArgumentException($"A matrix was expected, but the shape is {Text(x.Shape)}.");

    /// <summary>The length of the first axis and the number of elements behind each of its entries.</summary>
    public static (int Rows, int RowLength) RequireRows(Variable x)
    {
        if (x.Shape.Length == 0)
            throw new ArgumentException("A variable with at least one axis was expected, but a scalar was given.");
        var rowLength = 1;
        foreach (var length in x.Shape[1..])
            rowLength *= length;
        return (x.Shape[0], rowLength);
    }

    /// <summary>The shape of x with another first axis.</summary>
    public static int[] WithRows(Variable x, int rows)
    {
        var shape = x.Shape.ToArray();
        shape[0] = rows;
        return shape;
    }
}
