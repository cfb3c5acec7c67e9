namespace Hybrid.Core.Structures;

/// <summary>Values that belong to the atoms of a structure, one row per atom: forces, labels, masks. Immutable.</summary>
/// <remarks>
/// The values are those of the file or of the caller, in their unit; nothing is converted. Reals, integers and logicals
/// are held as <see cref="Numbers"/> (a logical is 0 or 1), texts as <see cref="Texts"/>.
/// </remarks>
public sealed class AtomArray
{
    private readonly double[] numbers;
    private readonly string[] texts;

    private AtomArray(AtomArrayKind kind, int columns, double[] numbers, string[] texts)
    {
        Kind = kind;
        Columns = columns;
        this.numbers = numbers;
        this.texts = texts;
        var count = numbers.Length + texts.Length;
        if (columns < 1)
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "At least one column was expected.");
        if (count == 0 || count % columns != 0)
            throw new ArgumentException($"Full rows of {columns} values were expected, but {count} values were given.", nameof(columns));
    }

    /// <summary>What the values are.</summary>
    public AtomArrayKind Kind { get; }

    /// <summary>The number of values per atom.</summary>
    public int Columns { get; }

    /// <summary>The number of atoms.</summary>
    public int AtomCount => (numbers.Length + texts.Length) / Columns;

    /// <summary>Reals, integers or logicals, row-major, shape [atoms, columns]; empty for texts.</summary>
    public ReadOnlySpan<double> Numbers => numbers;

    /// <summary>Texts, row-major, shape [atoms, columns]; empty for the other kinds.</summary>
    public ReadOnlySpan<string> Texts => texts;

    /// <summary>Real numbers.</summary>
    /// <exception cref="ArgumentException">No values, rows that are not full, or a number that is not finite.</exception>
    public static AtomArray Reals(ReadOnlySpan<double> values, int columns = 1)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new ArgumentException(FormattableString.Invariant($"Finite numbers were expected, but {value} was given."), nameof(values));
        }

        return new AtomArray(AtomArrayKind.Real, columns, values.ToArray(), []);
    }

    /// <summary>Whole numbers.</summary>
    /// <exception cref="ArgumentException">No values, or rows that are not full.</exception>
    public static AtomArray Integers(ReadOnlySpan<int> values, int columns = 1)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = values[i];
        return new AtomArray(AtomArrayKind.Whole, columns, numbers, []);
    }

    /// <summary>True or false.</summary>
    /// <exception cref="ArgumentException">No values, or rows that are not full.</exception>
    public static AtomArray Logicals(ReadOnlySpan<bool> values, int columns = 1)
    {
        var numbers = new double[values.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = values[i] ? 1 : 0;
        return new AtomArray(AtomArrayKind.Logical, columns, numbers, []);
    }

    /// <summary>Words without blanks.</summary>
    /// <exception cref="ArgumentException">No values, rows that are not full, or a text that is empty or holds a blank.</exception>
    public static AtomArray Words(ReadOnlySpan<string> values, int columns = 1)
    {
        foreach (var value in values)
        {
            if (string.IsNullOrEmpty(value) || value.Any(char.IsWhiteSpace))
                throw new ArgumentException($"A word without blanks was expected, but \"{value}\" was given.", nameof(values));
        }

        return new AtomArray(AtomArrayKind.Text, columns, [], values.ToArray());
    }
}
