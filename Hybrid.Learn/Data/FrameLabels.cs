using System.Collections.Immutable;
using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;

namespace Hybrid.Learn.Data;

/// <summary>The labels of one frame as numbers in atomic units, with complaints that name file, frame and key.</summary>
internal sealed class FrameLabels(string path, Frame frame)
{
    private readonly Structure structure = frame.StructureOrThrow();

    /// <summary>A word; null when the frame hasn't the key and needn't.</summary>
    public string? Text(Label label)
    {
        if (structure.Properties.TryGetValue(label.Key, out var text))
            return text;
        return label.IsOptional ? null : throw Missing(label);
    }

    /// <summary>A number; null when the frame hasn't the key and needn't.</summary>
    public double? Number(Label label) =>
        Text(label) is { } text ? Parsed(label, text) : null;

    /// <summary>Several numbers in one value; null when the frame hasn't the key and needn't.</summary>
    /// <param name="label">The label.</param>
    /// <param name="count">How many; null for any number from one.</param>
    public ImmutableArray<double>? Numbers(Label label, int? count)
    {
        if (Text(label) is not { } text)
            return null;
        var words = text.Split([' ', '\t', ',', '[', ']', '{', '}', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || (count is { } expected && words.Length != expected))
            throw Wrong(label, count is { } known ? known == 1 ? "a number" : $"{known} numbers" : "numbers", $"{words.Length}");
        return [.. words.Select(word => Parsed(label, word))];
    }

    /// <summary>Numbers of each atom; null when the frame hasn't the column and needn't.</summary>
    public ImmutableArray<double>? PerAtom(Label label, int columns)
    {
        if (!structure.Arrays.TryGetValue(label.Key, out var array))
            return label.IsOptional ? null : throw Missing(label);
        if (array.Kind == AtomArrayKind.Text || array.Columns != columns)
            throw Wrong(label, columns == 1 ? "a number for each atom" : $"{columns} numbers for each atom", array.Kind == AtomArrayKind.Text ? "words" : $"{array.Columns}");
        var values = array.Numbers.ToArray();
        for (var k = 0; k < values.Length; k++)
            values[k] *= label.Target.Unit;
        return ImmutableArray.Create(values);
    }

    /// <summary>A flag; false when the frame hasn't the key and needn't.</summary>
    public bool Flag(Label label) => Text(label) switch
    {
        null => false,
        "1" or "T" or "True" or "true" => true,
        "0" or "F" or "False" or "false" => false,
        { } text => throw Wrong(label, "0 or 1", $"\"{text}\""),
    };

    /// <summary>A complaint about the value of a key.</summary>
    public SampleException Wrong(Label label, string expected, string found) =>
        new(path, frame.Number, $"{expected} as {label.Key} ({label.Target})", found);

    private SampleException Missing(Label label) =>
        new(path, frame.Number, $"the key {label.Key} ({label.Target})", structure.Properties.IsEmpty && structure.Arrays.IsEmpty ? "no keys" : "a frame without it");

    private double Parsed(Label label, string word)
    {
        if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            throw Wrong(label, "a finite number", $"\"{word}\"");
        return value * label.Target.Unit;
    }
}
