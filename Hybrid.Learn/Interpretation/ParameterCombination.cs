using System.Collections.Immutable;

namespace Hybrid.Learn.Interpretation;

/// <summary>A direction in the space of the parameters that the data see as one.</summary>
/// <param name="Information">The eigenvalue of the Fisher information about it, per squared prior width, with the network's last layers unknown: above one the data know more than the prior, below less.</param>
/// <param name="LeftOver">The standard deviation along it over that of the prior, 1/√(1 + information).</param>
/// <param name="Components">Its unit vector, one number per parameter.</param>
/// <param name="InWords">Its largest components, such as "0.81 hubbard[O] − 0.52 level[O.2p]".</param>
public sealed record ParameterCombination(double Information, double LeftOver, ImmutableArray<double> Components, string InWords);
