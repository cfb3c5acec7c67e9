using System.Collections.Immutable;

namespace Hybrid.Learn.Data;

/// <summary>Samples of one file in memory.</summary>
/// <param name="Samples">In the order of the file.</param>
/// <param name="Census">How many have each label.</param>
public sealed record SampleSet(ImmutableArray<Sample> Samples, LabelCensus Census);
