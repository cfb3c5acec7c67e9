using System.Collections.Immutable;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;

namespace Hybrid.Learn.Data;

/// <summary>A file of structures whose keys hold labels: extended XYZ, also compressed with gzip. Immutable.</summary>
/// <param name="path">The file.</param>
/// <param name="mapping">Which keys mean what.</param>
public sealed class SampleFile(string path, LabelMapping mapping)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Which keys mean what.</summary>
    public LabelMapping Mapping { get; } = mapping;

    /// <summary>Atomic numbers that may occur; null for all.</summary>
    public IReadOnlySet<int>? Elements { get; init; }

    /// <summary>Which structures are samples; the labels of others are not looked at. Null for all.</summary>
    public Predicate<Structure>? Where { get; init; }

    /// <summary>The samples one at a time, as they are asked for; no more than one is held.</summary>
    /// <exception cref="SampleException">A label is missing or isn't what it should be, or an element doesn't belong.</exception>
    /// <exception cref="StructureFormatException">A frame can't be read.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public IEnumerable<Sample> Stream() => Stream(new SampleAssembly(Path, Mapping, Elements));

    /// <summary>All samples in memory, about one kilobyte for ten atoms.</summary>
    /// <inheritdoc cref="Stream()" path="/exception"/>
    public SampleSet Read()
    {
        var assembly = new SampleAssembly(Path, Mapping, Elements);
        var samples = Stream(assembly).ToImmutableArray();
        return new SampleSet(samples, assembly.Census);
    }

    private IEnumerable<Sample> Stream(SampleAssembly assembly) =>
        StructureFile.Frames(Path).Where(frame => Where is null || Where(frame.StructureOrThrow())).Select(assembly.Sample);
}
