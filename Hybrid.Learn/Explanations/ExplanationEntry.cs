using System.Collections.Immutable;

namespace Hybrid.Learn.Explanations;

/// <summary>One part of a predicted number.</summary>
/// <param name="Term">What it comes from, such as "orbital gap" or "extended_level (surroundings)".</param>
/// <param name="Kind">Physics or learned.</param>
/// <param name="Atoms">None, one or two, from zero; of a hole and a particle the hole's first, of a crystal field the atom that it acts on.</param>
/// <param name="Value">In the unit of the explanation.</param>
public sealed record ExplanationEntry(string Term, EntryKind Kind, ImmutableArray<int> Atoms, double Value);
