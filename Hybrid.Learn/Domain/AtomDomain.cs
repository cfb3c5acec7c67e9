using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Geometry;

namespace Hybrid.Learn.Domain;

/// <summary>Which surroundings of atoms the training data hold, and how far an atom is from them. Immutable.</summary>
/// <remarks>
/// Surroundings are the counts n_A of neighbours in shells (<see cref="NeighbourShells"/>). Atoms of one element come in kinds by the elements that they are bonded to, C(C,H,O) or
/// O(C,H), each with its mean μ_c over the training atoms; Σ is the covariance of n within the kinds, one for an element. The distance is Mahalanobis' from the nearest kind,
/// d_A² = min_c (n_A − μ_c)ᵀ Σ⁻¹ (n_A − μ_c)/e² with a smooth minimum (<see cref="NearestKind"/>) and e such that <see cref="AtomDomainFit.Edge"/> of the element's atoms have d ≤ 1. An atom that no kind is
/// like, between two kinds, with a bond that is too long or none at all, is far away.
/// </remarks>
public sealed class AtomDomain
{
    private readonly ImmutableArray<ElementKinds> elements;
    private readonly double[][][] centres;

    /// <param name="elements">Each with training atoms, by ascending atomic number.</param>
    /// <param name="largestMolecule">Atoms other than hydrogen in the largest training molecule; null where it isn't known.</param>
    internal AtomDomain(IEnumerable<ElementKinds> elements, int? largestMolecule)
    {
        this.elements = [.. elements];
        centres = [.. this.elements.Select(element => element.WhitenedMeans())];
        Elements = [.. this.elements.Select(element => element.AtomicNumber)];
        LargestMolecule = largestMolecule;
    }

    /// <summary>The elements that training atoms are of.</summary>
    public ImmutableArray<int> Elements { get; }

    /// <summary>The kinds of atoms of each of them.</summary>
    public IReadOnlyList<ElementKinds> Kinds => elements;

    /// <summary>Atoms other than hydrogen in the largest training molecule; null where it isn't known.</summary>
    public int? LargestMolecule { get; }

    /// <summary>Where a structure stands to the training data.</summary>
    public DomainPlace PlaceOf(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        return new DomainPlace([.. Of(structure)], structure.HeavyAtomCount > LargestMolecule);
    }

    /// <summary>d of each atom on the tape of the positions, shape [atoms]; differentiable where it isn't zero.</summary>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">One per atom.</param>
    /// <exception cref="ArgumentException">There are no training atoms of an element.</exception>
    public Variable Distances(Variable positions, ReadOnlySpan<int> atomicNumbers)
    {
        ArgumentNullException.ThrowIfNull(positions);
        var (tape, z) = (positions.Tape, atomicNumbers.ToArray());
        var shells = NeighbourShells.Of(Neighbours.Of(tape, positions, z, NeighbourShells.Cutoff), Elements);
        var width = shells.Shape[1];
        var parts = new List<Variable>();
        var order = new List<int>();
        foreach (var element in z.Distinct())
        {
            var place = Elements.IndexOf(element);
            if (place < 0)
                throw new ArgumentException($"Atoms of {string.Join(", ", Elements.Select(Element.Symbol))} were expected, but one is {Element.Symbol(element)}: there was none in the training data.", nameof(atomicNumbers));
            int[] atoms = [.. Enumerable.Range(0, z.Length).Where(A => z[A] == element)];
            var whitened = shells.Gather(atoms).Linear(tape.Constant(elements[place].Whitener.Span, width, width));
            parts.Add(NearestKind.Squares(whitened, centres[place]));
            order.AddRange(atoms);
        }

        return Indexing.Concatenate([.. parts]).ScatterAdd(order.ToArray(), z.Length).Sqrt();
    }

    /// <summary>d of each atom of a structure; infinite for all where one is of an element without training atoms: nothing is known of what stands beside it either.</summary>
    public double[] Of(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var z = structure.AtomicNumbers.ToArray();
        if (!Array.TrueForAll(z, Elements.Contains))
            return [.. z.Select(_ => double.PositiveInfinity)];
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        return Distances(tape.Constant(structure.Positions, z.Length, 3), z).Value.ToArray();
    }

    /// <summary>The kind of each atom that no training atom is of (<see cref="AtomKind"/>), such as "O(O,O)"; null for the others.</summary>
    public IEnumerable<string?> UnknownKinds(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        var bonds = new CovalentBonds(structure);
        return Enumerable.Range(0, structure.AtomCount).Select(A => AtomKind.Of(structure, bonds, A)).Select(kind => elements.Any(element => element.Names.Contains(kind) || element.RareNames.Contains(kind)) ? null : kind);
    }
}
