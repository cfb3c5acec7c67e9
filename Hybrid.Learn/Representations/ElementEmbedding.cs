using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Representations;

/// <summary>
/// Each element as a point in a space of few dimensions: a learned map of the elements, "elements.embedding" with one row per
/// covered element.
/// </summary>
/// <remarks>Compression of the elements: Willatt et al., Phys. Chem. Chem. Phys. 20, 29661 (2018), doi:10.1039/c8cp05921g.</remarks>
public sealed class ElementEmbedding
{
    /// <summary>The name of the table of weights, shape [elements, width].</summary>
    public const string WeightName = "elements.embedding";

    private readonly ImmutableArray<int> elements;
    private readonly int[] rows;

    /// <summary>Creates the map.</summary>
    /// <param name="elements">Atomic numbers, in the order of the rows.</param>
    /// <param name="width">The dimension of the space.</param>
    /// <exception cref="ArgumentException">No element, an unknown or a repeated one.</exception>
    public ElementEmbedding(ImmutableArray<int> elements, int width)
    {
        if (elements.IsDefaultOrEmpty)
            throw new ArgumentException("At least one element was expected, but there is none.", nameof(elements));
        this.elements = elements;
        Width = width;
        rows = new int[Element.Count + 1];
        Array.Fill(rows, -1);
        for (var k = 0; k < elements.Length; k++)
        {
            if (!Element.IsKnown(elements[k]) || rows[elements[k]] >= 0)
                throw new ArgumentException($"Different atomic numbers from 1 to {Element.Count} were expected, but {elements[k]} came as number {k + 1}.", nameof(elements));
            rows[elements[k]] = k;
        }
    }

    /// <summary>The dimension of the space.</summary>
    public int Width { get; }

    /// <summary>The covered elements, in the order of the rows.</summary>
    public ImmutableArray<int> Elements => elements;

    /// <summary>Declares the table.</summary>
    public void Declare(WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        layout.Declare(WeightName, new Initialisation(0.0, 1.0), WeightRole.Bias, elements.Length, Width);
    }

    /// <summary>The points of the elements of atoms, shape [atoms, width].</summary>
    /// <exception cref="ArgumentException">An element isn't covered.</exception>
    public Variable Of(ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var index = new int[atomicNumbers.Length];
        for (var A = 0; A < index.Length; A++)
        {
            index[A] = rows[atomicNumbers[A]];
            if (index[A] < 0)
                throw new ArgumentException($"One of the elements {string.Join(", ", elements.Select(Element.Symbol))} was expected, but atom {A + 1} is {Element.Symbol(atomicNumbers[A])}.", nameof(atomicNumbers));
        }

        return weights[WeightName].Gather(index);
    }
}
