using System.Collections.Immutable;
using Hybrid.Core.Units;

namespace Hybrid.Learn.Representations;

/// <summary>The size of an <see cref="EquivariantNetwork"/>.</summary>
public sealed record EquivariantSettings
{
    /// <summary>The elements that the network knows, by atomic number.</summary>
    public ImmutableArray<int> Elements { get; init; } = [1, 6, 7, 8];

    /// <summary>Beyond this distance atoms are no neighbours, bohr.</summary>
    public double Cutoff { get; init; } = 3.5 * Constants.BohrPerAngstrom;

    /// <summary>How often neighbours exchange messages.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Scalars per atom.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Vectors per atom.</summary>
    public int Vectors { get; init; } = 16;

    /// <summary>Features per directed pair.</summary>
    public int PairWidth { get; init; } = 32;

    /// <summary>Functions of a distance.</summary>
    public int RadialFunctions { get; init; } = 8;

    /// <summary>Numbers that an element is described by.</summary>
    public int ElementWidth { get; init; } = 8;

    /// <summary>Throws when the settings make no network.</summary>
    /// <exception cref="ArgumentException">A size isn't positive, or no element is covered.</exception>
    internal void Validate()
    {
        if (!(Cutoff > 0.0) || !double.IsFinite(Cutoff))
            throw new ArgumentException(FormattableString.Invariant($"A positive cutoff was expected, but {Cutoff} a0 came."));
        foreach (var (name, size) in new[] { (nameof(Layers), Layers), (nameof(Width), Width), (nameof(Vectors), Vectors), (nameof(PairWidth), PairWidth), (nameof(RadialFunctions), RadialFunctions), (nameof(ElementWidth), ElementWidth) })
        {
            if (size <= 0)
                throw new ArgumentException($"A positive {name} was expected, but {size} came.");
        }
    }
}
