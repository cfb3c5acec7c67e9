using Hybrid.Core.Structures;

namespace Hybrid.Learn.Reports;

/// <summary>A molecule and what was predicted of it.</summary>
/// <param name="Name">What the page calls it.</param>
/// <param name="Structure">Its atoms.</param>
/// <param name="Quantities">At least one; the page opens with the first.</param>
public sealed record ExplainedMolecule(string Name, Structure Structure, IReadOnlyList<ExplainedQuantity> Quantities)
{
    /// <summary>How far each atom is from the training data, one at their edge, infinite for an element that they don't hold; null where it isn't known.</summary>
    public IReadOnlyList<double>? DomainDistances { get; init; }

    /// <summary>The kind of each atom that no training atom is of (<see cref="Hybrid.Physics.Geometry.AtomKind"/>), null for the others; empty where it isn't known.</summary>
    public IReadOnlyList<string?> UnknownKinds { get; init; } = [];

    /// <summary>Where the numbers come from, line by line.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Provenance { get; init; } = [];

    /// <summary>What a careful reader should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether to believe one of <see cref="Quantities"/>, in plain words.</summary>
    public TrustStatement Trust(ExplainedQuantity quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return TrustStatement.Of(quantity, this, DisplayUnit.Of(quantity.Explanation));
    }
}
