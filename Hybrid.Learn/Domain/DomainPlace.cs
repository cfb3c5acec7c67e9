using System.Collections.Immutable;

namespace Hybrid.Learn.Domain;

/// <summary>Where a molecule stands to the training data.</summary>
/// <param name="Distances">Of each atom (<see cref="AtomDomain"/>), one at the edge; infinite for all where the training data lack an element.</param>
/// <param name="IsLarger">True for more atoms other than hydrogen than any training molecule has.</param>
public sealed record DomainPlace(ImmutableArray<double> Distances, bool IsLarger)
{
    /// <summary>The farthest of few training atoms lies on the edge, up to rounding.</summary>
    private const double Rounding = 1e-9;

    /// <summary>True for a molecule like those of the training data.</summary>
    public bool IsInside => !IsLarger && Distances.All(IsWithin);

    /// <summary>True for an atom at this distance that is like those of the training data.</summary>
    public static bool IsWithin(double distance) => distance <= 1.0 + Rounding;
}
