using System.Globalization;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Learn.Data;

namespace Hybrid.Cli.Configuration;

/// <summary>Which samples of a file are meant: of the configuration of a training, or of an evaluation's command line.</summary>
internal sealed record SampleChoice
{
    /// <summary>Values that a key of a frame must have.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Where { get; init; } = [];

    /// <summary>The part and the number of parts of a division by molecule at seed 0; null for all.</summary>
    public (int Part, int Count)? Part { get; init; }

    /// <summary>Samples have more atoms other than hydrogen than this; null for any number.</summary>
    public int? LargerThan { get; init; }

    /// <summary>A file of structures, such as a training set, whose molecules are left out; null for none.</summary>
    public string? NewTo { get; init; }

    /// <summary>True when nothing is left out.</summary>
    public bool IsEverything => Where.Count == 0 && Part is null && LargerThan is null && NewTo is null;

    /// <summary>A part such as 1/2; null when the text says none.</summary>
    public static (int Part, int Count)? ParsedPart(string text)
    {
        var words = text.Split('/');
        return words.Length == 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var part)
            && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && part >= 1 && part <= count && count <= 100
            ? (part, count)
            : null;
    }

    /// <summary>The samples of the structures that have the values asked for.</summary>
    public IEnumerable<Sample> Stream(string file, LabelMapping labels) => new SampleFile(file, labels) { Where = Holds }.Stream();

    /// <summary>Of some samples those of the part that are large and new enough.</summary>
    public IReadOnlyList<Sample> Of(IEnumerable<Sample> samples)
    {
        if (LargerThan is { } size)
            samples = samples.Where(sample => sample.Structure.HeavyAtomCount > size);
        if (NewTo is { } file)
        {
            var known = new KnownMolecules(StructureFile.Frames(file).Select(frame => new Sample { Name = file, Structure = frame.StructureOrThrow() }));
            samples = samples.Where(sample => !known.Contains(sample.Structure));
        }

        Sample[] chosen = [.. samples];
        return Part is var (part, count) ? MoleculeSplit.Parts(chosen, seed: 0, Enumerable.Repeat(1.0 / count, count).ToArray())[part - 1] : chosen;
    }

    private bool Holds(Structure structure) =>
        Where.All(condition => structure.Properties.TryGetValue(condition.Key, out var value) && condition.Values.Contains(value, StringComparer.Ordinal));
}
