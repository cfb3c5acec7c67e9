using Hybrid.Physics.Ledger;

namespace Hybrid.Learn.Explanations;

/// <summary>What the corrections changed in a part of the path.</summary>
/// <param name="End">The state at the lower end.</param>
/// <param name="Learned">The integral by learned term and atoms.</param>
/// <param name="SmallestOverlap">Between neighbouring points.</param>
internal sealed record PathInterval(PathNode End, ContributionSums Learned, double SmallestOverlap);
