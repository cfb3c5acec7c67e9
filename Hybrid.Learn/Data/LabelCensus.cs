using System.Collections.Immutable;

namespace Hybrid.Learn.Data;

/// <summary>How many frames of a file have each label.</summary>
/// <param name="Samples">The number of frames.</param>
/// <param name="Missing">How many frames lack a label that is optional, by target; labels that none lacks are left out.</param>
/// <param name="Suspect">How many states carry a flag of mistrust.</param>
public sealed record LabelCensus(int Samples, ImmutableSortedDictionary<string, int> Missing, int Suspect);
