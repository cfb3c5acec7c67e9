using Hybrid.Core.Structures;

namespace Hybrid.Learn.Data;

/// <summary>The molecules of a training set, to set apart what a test set has in common with it. Told by elements and bonds. Immutable.</summary>
/// <param name="samples">The training set.</param>
public sealed class KnownMolecules(IEnumerable<Sample> samples)
{
    private readonly HashSet<(string, double)> keys = [.. samples.Select(static sample => Key(sample.Structure))];

    /// <summary>True for a molecule of the training set, at whatever geometry.</summary>
    public bool Contains(Structure structure) => keys.Contains(Key(structure));

    private static (string, double) Key(Structure structure) => (BondGraph.Key(structure), structure.Charge);
}
