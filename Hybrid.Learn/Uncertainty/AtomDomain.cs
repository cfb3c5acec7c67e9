using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Which surroundings of atoms the training data hold, element by element, in the features that the last layers work on, and how far an atom is from them.
/// Immutable.
/// </summary>
/// <remarks>
/// What the last layers give an atom is linear in φ_A = Σ_j f(R_Aj) (x_Aj, 1), with the features x of its pairs and their cutoff function f. The distance is
/// Mahalanobis', d_A² = (φ_A − μ)ᵀ Σ⁻¹ (φ_A − μ)/e² with μ and Σ the mean and the covariance of φ over the training atoms of the element, Σ plus <see cref="AtomDomainFit.Ridge"/>
/// times its mean diagonal element, and e such that <see cref="AtomDomainFit.Edge"/> of those atoms have d ≤ 1. An atom that has lost its neighbours (φ = 0) is far away
/// from atoms that all had some. Bonds between elements that no training molecule bonds add to d² (<see cref="BondedElements"/>).
/// </remarks>
public sealed class AtomDomain
{
    private readonly ImmutableArray<int> elements;
    private readonly double[][] whiteners;
    private readonly double[][] centres;
    private readonly double[][] shifts;

    /// <param name="elements">Atomic numbers, each with training atoms.</param>
    /// <param name="whiteners">L⁻¹/e of each, with Σ = L Lᵀ, shape [width, width].</param>
    /// <param name="centres">μ of each, shape [width]; null for distances from zero, as files of version 1 have them.</param>
    /// <param name="bonds">Which elements training molecules bond; null where it isn't known.</param>
    /// <param name="largestMolecule">Atoms other than hydrogen in the largest training molecule; null where it isn't known.</param>
    internal AtomDomain(IEnumerable<int> elements, IEnumerable<double[]> whiteners, IEnumerable<double[]>? centres, BondedElements? bonds, int? largestMolecule)
    {
        this.elements = [.. elements];
        this.whiteners = [.. whiteners];
        HasCentres = centres is not null;
        this.centres = centres?.ToArray() ?? Array.ConvertAll(this.whiteners, whitener => new double[(int)Math.Sqrt(whitener.Length)]);
        shifts = [.. this.whiteners.Zip(this.centres, Shift)];
        Bonds = bonds;
        LargestMolecule = largestMolecule;
    }

    /// <summary>The elements that training atoms are of.</summary>
    public ImmutableArray<int> Elements => elements;

    /// <summary>Which elements training molecules bond; null where it isn't known, as in files of versions 1 and 2.</summary>
    public BondedElements? Bonds { get; }

    /// <summary>Atoms other than hydrogen in the largest training molecule; null where it isn't known.</summary>
    public int? LargestMolecule { get; }

    /// <summary>False for distances from zero, as files of version 1 have them: they don't tell an atom that has lost its neighbours.</summary>
    public bool HasCentres { get; }

    internal ReadOnlySpan<double> Whitener(int place) => whiteners[place];

    internal ReadOnlySpan<double> Centre(int place) => centres[place];

    /// <summary>Where a structure stands to the training data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structure">The structure.</param>
    public DomainPlace PlaceOf(HybridModel model, ReadOnlyMemory<double> weights, Structure structure) =>
        new([.. Of(model, weights, structure)], structure.HeavyAtomCount > LargestMolecule);

    /// <summary>φ of each atom on a tape, shape [atoms, pair width + 1].</summary>
    /// <param name="representation">The network.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">Of elements that the network covers.</param>
    /// <param name="weights">On the tape of the positions.</param>
    public static Variable Features(Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        var (neighbours, features) = Described(representation, positions, atomicNumbers, weights);
        return FeaturesOf(neighbours, features, representation.PairWidth);
    }

    /// <summary>d of each atom on the tape of the positions, shape [atoms]; differentiable where it isn't zero.</summary>
    /// <param name="representation">The network.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">One per atom.</param>
    /// <param name="weights">On the tape of the positions.</param>
    /// <exception cref="ArgumentException">There are no training atoms of an element.</exception>
    public Variable Distances(Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        var (neighbours, features) = Described(representation, positions, atomicNumbers, weights);
        return Distances(neighbours, features, representation.PairWidth);
    }

    /// <summary>The same for neighbours that were described already; their description is null where there are none.</summary>
    internal Variable Distances(Neighbours neighbours, Features? features, int pairWidth)
    {
        var squares = Squares(FeaturesOf(neighbours, features, pairWidth), neighbours.AtomicNumbers.Span);
        return Root(Bonds is null ? squares : squares.Add(Bonds.SquaredDistances(neighbours)));
    }

    /// <summary>Mahalanobis' d of each atom on the tape of its features φ, shape [atoms].</summary>
    internal Variable FeatureDistances(Variable features, ReadOnlySpan<int> atomicNumbers) => Root(Squares(features, atomicNumbers));

    private static (Neighbours Neighbours, Features? Features) Described(
        Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(representation);
        ArgumentNullException.ThrowIfNull(positions);
        var neighbours = Neighbours.Of(positions.Tape, positions, atomicNumbers, representation.Cutoff);
        return (neighbours, neighbours.Count == 0 ? null : representation.Of(neighbours, weights));
    }

    private static Variable FeaturesOf(Neighbours neighbours, Features? features, int pairWidth)
    {
        var tape = neighbours.Tape;
        if (features is null)
            return tape.Constant(new double[neighbours.AtomCount * (pairWidth + 1)], neighbours.AtomCount, pairWidth + 1);
        var ones = new double[neighbours.Count];
        Array.Fill(ones, 1.0);
        return Indexing.ConcatenateColumns(features.Pairs, tape.Constant(ones, neighbours.Count, 1))
            .ScaleRows(neighbours.Envelope).ScatterAdd(neighbours.Centres, neighbours.AtomCount);
    }

    /// <summary>A root has no derivative at zero; the shift is far below any atom's square.</summary>
    private static Variable Root(Variable squares) => squares.Shift(SmallestSquare).Sqrt();

    /// <summary>Mahalanobis' d² of each atom on the tape of its features φ, shape [atoms].</summary>
    private Variable Squares(Variable features, ReadOnlySpan<int> atomicNumbers)
    {
        var tape = features.Tape;
        var (n, width) = (features.Shape[0], features.Shape[1]);
        var z = atomicNumbers.ToArray();
        var parts = new List<Variable>();
        var order = new List<int>();
        foreach (var element in z.Distinct())
        {
            var place = elements.IndexOf(element);
            if (place < 0)
                throw new ArgumentException($"Atoms of {string.Join(", ", elements.Select(Element.Symbol))} were expected, but one is {Element.Symbol(element)}: there was none in the training data.", nameof(atomicNumbers));
            int[] atoms = [.. Enumerable.Range(0, n).Where(A => z[A] == element)];
            var whitened = features.Gather(atoms).Linear(tape.Constant(whiteners[place], width, width), tape.Constant(shifts[place], width));
            parts.Add(whitened.Square().SumWithinRows().Reshape(atoms.Length));
            order.AddRange(atoms);
        }

        return Indexing.Concatenate([.. parts]).ScatterAdd(order.ToArray(), n);
    }

    /// <summary>d of each atom of a structure; infinite for an element without training atoms.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structure">The structure.</param>
    public double[] Of(HybridModel model, ReadOnlyMemory<double> weights, Structure structure)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        var z = structure.AtomicNumbers.ToArray();
        if (model.Representation is null)
            return new double[z.Length];
        if (z.All(elements.Contains))
        {
            var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
            return Distances(
                model.Representation, tape.Constant(structure.Positions, z.Length, 3), z,
                new WeightBinding(tape, model.Layout, weights, isDifferentiated: false)).Value.ToArray();
        }

        // A network that has never met an element says nothing about those beside it either.
        return [.. z.Select(_ => double.PositiveInfinity)];
    }

    /// <summary>−W μ.</summary>
    private static double[] Shift(double[] whitener, double[] centre)
    {
        var width = centre.Length;
        var shift = new double[width];
        for (var i = 0; i < width; i++)
            shift[i] = -TensorPrimitives.Dot(whitener.AsSpan(i * width, width), centre);
        return shift;
    }

    private const double SmallestSquare = 1e-24;
}
