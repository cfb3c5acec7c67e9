using System.Collections.Immutable;
using Hybrid.Core.Units;

namespace Hybrid.Learn.Representations;

/// <summary>The size of a <see cref="GraphTransformer"/>.</summary>
public sealed record TransformerSettings
{
    /// <summary>The elements that the network knows, by atomic number.</summary>
    public ImmutableArray<int> Elements { get; init; } = [1, 6, 7, 8];

    /// <summary>Beyond this distance atoms are no neighbours, bohr.</summary>
    public double Cutoff { get; init; } = 4.5 * Constants.BohrPerAngstrom;

    /// <summary>How often tokens attend to each other and pairs exchange what they know.</summary>
    public int Layers { get; init; } = 2;

    /// <summary>Numbers per token; also the features of an atom.</summary>
    public int Width { get; init; } = 32;

    /// <summary>Attention heads; a divisor of the width.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Features per directed pair.</summary>
    public int PairWidth { get; init; } = 32;

    /// <summary>Numbers that an element is described by.</summary>
    public int ElementWidth { get; init; } = 8;

    /// <summary>
    /// Predictions are means over this many turned copies: 1, the 8 reflections of the axes, or all 48 symmetry operations of the cube.
    /// Their cost grows by the same factor.
    /// </summary>
    public int Copies { get; init; } = 1;

    /// <summary>Throws when the settings make no network.</summary>
    /// <exception cref="ArgumentException">A size isn't positive, or the heads don't divide the width.</exception>
    internal void Validate()
    {
        if (!(Cutoff > 0.0) || !double.IsFinite(Cutoff))
            throw new ArgumentException(FormattableString.Invariant($"A positive cutoff was expected, but {Cutoff} a0 came."));
        foreach (var (name, size) in new[] { (nameof(Layers), Layers), (nameof(Width), Width), (nameof(Heads), Heads), (nameof(PairWidth), PairWidth), (nameof(ElementWidth), ElementWidth) })
        {
            if (size <= 0)
                throw new ArgumentException($"A positive {name} was expected, but {size} came.");
        }

        if (Width % Heads != 0)
            throw new ArgumentException($"A number of heads that divides the width {Width} was expected, but {Heads} came.");
        if (Copies is not (1 or 8 or 48))
            throw new ArgumentException($"1, 8 or 48 copies were expected, but {Copies} came.");
    }
}
