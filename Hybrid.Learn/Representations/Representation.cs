using Hybrid.Core.Sampling;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Representations;

/// <summary>
/// A network that describes each atom and each pair of neighbours by numbers: what corrections and read-outs are made from.
/// Immutable; its weights live in a layout under its name.
/// </summary>
public abstract class Representation
{
    /// <summary>Beyond this distance atoms are no neighbours, bohr.</summary>
    public abstract double Cutoff { get; }

    /// <summary>Features per atom.</summary>
    public abstract int AtomWidth { get; }

    /// <summary>Features per directed pair of neighbours.</summary>
    public abstract int PairWidth { get; }

    /// <summary>Declares the weights.</summary>
    public abstract void Declare(WeightLayout layout);

    /// <summary>Describes the atoms and pairs of a structure.</summary>
    /// <param name="neighbours">The neighbours within <see cref="Cutoff"/>, on a tape.</param>
    /// <param name="weights">The weights on the same tape.</param>
    /// <param name="random">For who learns symmetry from rotated copies; null for predictions.</param>
    public abstract Features Of(Neighbours neighbours, WeightBinding weights, CounterRandom? random = null);

    /// <summary>Throws when neighbours are not those within <see cref="Cutoff"/>.</summary>
    /// <exception cref="ArgumentException">They are those of another cutoff.</exception>
    private protected void EnsureCutoff(Neighbours neighbours)
    {
        if (neighbours.Cutoff != Cutoff)
            throw new ArgumentException(FormattableString.Invariant($"Neighbours within {Cutoff} a0 were expected, but they are within {neighbours.Cutoff} a0."), nameof(neighbours));
    }
}
