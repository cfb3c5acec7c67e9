using System.Collections.Immutable;

namespace Hybrid.Physics.Ledger;

/// <summary>One entry of a ledger: what a part of a quantity comes from, and where.</summary>
/// <param name="Term">The term, such as "orbital gap" or "repulsion".</param>
/// <param name="Atoms">None for a constant, one atom, or two; of a hole and a particle the hole's atom first.</param>
/// <param name="Value">In the unit of the quantity.</param>
public sealed record Contribution(string Term, ImmutableArray<int> Atoms, double Value);
