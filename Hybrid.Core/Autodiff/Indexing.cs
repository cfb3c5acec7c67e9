using System.Numerics.Tensors;

namespace Hybrid.Core.Autodiff;

/// <summary>Moves rows (entries of the first axis) around. An index must not be changed while its tape is in use.</summary>
public static class Indexing
{
    /// <summary>Row k of the result is row index[k] of x: [n, …] → [index, …]. Gradients add up where a row is used again.</summary>
    /// <exception cref="ArgumentException">An index is not from 0 to n − 1.</exception>
    public static Variable Gather(this Variable x, ReadOnlyMemory<int> index)
    {
        var (rows, length) = Shapes.RequireRows(x);
        Require(index.Span, rows);
        var y = x.Tape.Output([x], Shapes.WithRows(x, index.Length));
        CopyRows(x.Value, y.Value, index.Span, length);
        if (y.NeedsAdjoint)
            RecordGather(x, y, index, length);
        return y;
    }

    /// <summary>Row index[k] of the result is the sum of the rows k of x that point to it: [index, …] → [rows, …].</summary>
    /// <exception cref="ArgumentException">There is not one index for each row, or one is not from 0 to rows − 1.</exception>
    public static Variable ScatterAdd(this Variable x, ReadOnlyMemory<int> index, int rows)
    {
        var (sources, length) = Shapes.RequireRows(x);
        if (index.Length != sources)
            throw new ArgumentException($"One index for each of {sources} rows was expected, but {index.Length} were given.", nameof(index));
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        Require(index.Span, rows);
        var y = x.Tape.Output([x], Shapes.WithRows(x, rows));
        AddRows(x.Value, y.Value, index.Span, length);
        if (y.NeedsAdjoint)
            RecordScatterAdd(x, y, index, length);
        return y;
    }

    /// <summary>Rows <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> − 1.</summary>
    /// <exception cref="ArgumentException">There are no such rows.</exception>
    public static Variable Slice(this Variable x, int start, int count)
    {
        var (rows, length) = Shapes.RequireRows(x);
        if (start < 0 || count < 0 || start > rows - count)
            throw new ArgumentException($"Rows {start} to {start + count - 1} were asked for, but the variable has {rows}.");
        var y = x.Tape.Output([x], Shapes.WithRows(x, count));
        x.Value.Slice(start * length, count * length).CopyTo(y.Value);
        if (y.NeedsAdjoint)
            RecordSlice(x, y, start * length);
        return y;
    }

    /// <summary>The rows of all variables, one variable after the other; all other axes agree.</summary>
    /// <exception cref="ArgumentException">Nothing was given, or the shapes don't fit.</exception>
    public static Variable Concatenate(params Variable[] parts)
    {
        if (parts.Length == 0)
            throw new ArgumentException("At least one variable was expected.", nameof(parts));
        var rows = 0;
        foreach (var part in parts)
        {
            rows += Shapes.RequireRows(part).Rows;
            if (!part.Shape[1..].SequenceEqual(parts[0].Shape[1..]))
                throw new ArgumentException($"Rows of one shape were expected, but the shapes are {Shapes.Text(parts[0].Shape)} and {Shapes.Text(part.Shape)}.", nameof(parts));
        }

        var y = parts[0].Tape.Output(parts, Shapes.WithRows(parts[0], rows));
        var start = 0;
        foreach (var part in parts)
        {
            part.Value.CopyTo(y.Value[start..]);
            start += part.Length;
        }

        if (y.NeedsAdjoint)
            RecordConcatenate(parts, y);
        return y;
    }

    /// <summary>The columns of all matrices side by side: [n, a], [n, b], … → [n, a + b + …].</summary>
    /// <exception cref="ArgumentException">Nothing was given, or not matrices of one height.</exception>
    public static Variable ConcatenateColumns(params Variable[] parts)
    {
        if (parts.Length == 0)
            throw new ArgumentException("At least one variable was expected.", nameof(parts));
        var (rows, width) = (Shapes.RequireMatrix(parts[0]).Rows, 0);
        foreach (var part in parts)
        {
            if (Shapes.RequireMatrix(part).Rows != rows)
                throw new ArgumentException($"Matrices of {rows} rows were expected, but one has shape {Shapes.Text(part.Shape)}.", nameof(parts));
            width += part.Shape[1];
        }

        var y = parts[0].Tape.Output(parts, rows, width);
        var start = 0;
        foreach (var part in parts)
        {
            var columns = part.Shape[1];
            for (var i = 0; i < rows; i++)
                part.Value.Slice(i * columns, columns).CopyTo(y.Value[((i * width) + start)..]);
            start += columns;
        }

        if (y.NeedsAdjoint)
            RecordConcatenateColumns(parts, y, rows, width);
        return y;
    }

    /// <summary>The same elements in row-major order under another shape.</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public static Variable Reshape(this Variable x, params int[] shape)
    {
        var count = 1;
        foreach (var length in shape)
            count *= length;
        if (count != x.Length)
            throw new ArgumentException($"A shape of {x.Length} elements was expected, but {Shapes.Text(shape)} has {count}.", nameof(shape));
        var y = x.Tape.Output([x], shape);
        x.Value.CopyTo(y.Value);
        if (y.NeedsAdjoint)
            RecordSlice(x, y, 0);
        return y;
    }

    private static void Require(ReadOnlySpan<int> index, int rows)
    {
        foreach (var row in index)
        {
            if ((uint)row >= (uint)rows)
                throw new ArgumentException($"An index from 0 to {rows - 1} was expected, but {row} was given.", nameof(index));
        }
    }

    private static void CopyRows(ReadOnlySpan<double> source, Span<double> target, ReadOnlySpan<int> index, int length)
    {
        for (var k = 0; k < index.Length; k++)
            source.Slice(index[k] * length, length).CopyTo(target[(k * length)..]);
    }

    private static void AddRows(ReadOnlySpan<double> source, Span<double> target, ReadOnlySpan<int> index, int length)
    {
        for (var k = 0; k < index.Length; k++)
            Add(source.Slice(k * length, length), target.Slice(index[k] * length, length));
    }

    private static void Add(ReadOnlySpan<double> source, Span<double> target) => TensorPrimitives.Add(source, target, target);

    private static void RecordGather(Variable x, Variable y, ReadOnlyMemory<int> index, int length) =>
        y.Tape.Record(y, () => AddRows(y.Adjoint, x.Adjoint, index.Span, length));

    private static void RecordScatterAdd(Variable x, Variable y, ReadOnlyMemory<int> index, int length) => y.Tape.Record(y, () =>
    {
        for (var k = 0; k < index.Length; k++)
            Add(y.Adjoint.Slice(index.Span[k] * length, length), x.Adjoint.Slice(k * length, length));
    });

    private static void RecordSlice(Variable x, Variable y, int start) =>
        y.Tape.Record(y, () => Add(y.Adjoint, x.Adjoint.Slice(start, y.Length)));

    private static void RecordConcatenate(Variable[] parts, Variable y) => y.Tape.Record(y, () =>
    {
        var start = 0;
        foreach (var part in parts)
        {
            if (part.NeedsAdjoint)
                Add(y.Adjoint.Slice(start, part.Length), part.Adjoint);
            start += part.Length;
        }
    });

    private static void RecordConcatenateColumns(Variable[] parts, Variable y, int rows, int width) => y.Tape.Record(y, () =>
    {
        var start = 0;
        foreach (var part in parts)
        {
            var columns = part.Shape[1];
            for (var i = 0; part.NeedsAdjoint && i < rows; i++)
                Add(y.Adjoint.Slice((i * width) + start, columns), part.Adjoint.Slice(i * columns, columns));
            start += columns;
        }
    });
}
