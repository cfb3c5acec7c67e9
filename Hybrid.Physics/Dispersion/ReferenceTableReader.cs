using System.Globalization;
using System.Reflection;

namespace Hybrid.Physics.Dispersion;

/// <summary>Reads the lines of an embedded table of numbers; errors name the line.</summary>
internal sealed class ReferenceTableReader : IDisposable
{
    private readonly string name;
    private readonly StreamReader reader;
    private int line;

    /// <exception cref="InvalidDataException">The table is missing or does not begin with its format.</exception>
    public ReferenceTableReader(string name, string format)
    {
        this.name = name;
        var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Dispersion/" + name)
            ?? throw new InvalidDataException($"The library was built without its table {name}.");
        reader = new StreamReader(stream);
        line = 1;
        var first = reader.ReadLine();
        if (first != "# format " + format)
            throw Error($"'# format {format}' was expected, but '{first}' was found");
    }

    /// <summary>The words of the next line that is neither empty nor a comment; null at the end.</summary>
    public string[]? Next()
    {
        while (reader.ReadLine() is { } text)
        {
            line++;
            if (text.Length > 0 && text[0] != '#')
                return text.Split(' ');
        }

        return null;
    }

    public double Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Error($"a number was expected, but '{word}' was found");

    public int Integer(string word) => int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Error($"an integer was expected, but '{word}' was found");

    public double[] Numbers(ReadOnlySpan<string> words)
    {
        var values = new double[words.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Number(words[i]);
        return values;
    }

    public InvalidDataException Error(string what) => new($"{name}, line {line}: {what}.");

    public void Dispose() => reader.Dispose();
}
