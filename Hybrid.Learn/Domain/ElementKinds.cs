using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Hybrid.Learn.Domain;

/// <summary>The kinds of atoms of one element in training data.</summary>
/// <param name="AtomicNumber">The element.</param>
/// <param name="Names">Of the kinds, such as "C(C,H,O)".</param>
/// <param name="RareNames">Of kinds that fewer than <see cref="AtomDomainFit.FewestAtoms"/> training atoms are of: they have no mean of their own.</param>
/// <param name="Means">μ of each kind in <see cref="NeighbourShells"/>, shape [kinds, width].</param>
/// <param name="Whitener">L⁻¹/e with Σ = L Lᵀ, shape [width, width]: it turns n − μ into vectors whose length is the distance d.</param>
public sealed record ElementKinds(int AtomicNumber, ImmutableArray<string> Names, ImmutableArray<string> RareNames, ReadOnlyMemory<double> Means, ReadOnlyMemory<double> Whitener)
{
    /// <summary>The length of an atom's counts.</summary>
    public int Width => Means.Length / Names.Length;

    /// <summary>L⁻¹ μ/e of each kind.</summary>
    internal double[][] WhitenedMeans()
    {
        var means = new double[Names.Length][];
        for (var c = 0; c < means.Length; c++)
        {
            means[c] = new double[Width];
            for (var i = 0; i < Width; i++)
                means[c][i] = TensorPrimitives.Dot(Whitener.Span.Slice(i * Width, Width), Means.Span.Slice(c * Width, Width));
        }

        return means;
    }
}
