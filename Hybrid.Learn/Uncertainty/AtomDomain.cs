using System.Collections.Immutable;
using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Elements;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// Which surroundings of atoms the training data hold, element by element, in the features that the last layers work on, and how far an atom is from them.
/// Immutable.
/// </summary>
/// <remarks>
/// What the last layers give an atom is linear in φ_A = Σ_j f(R_Aj) (x_Aj, 1), with the features x of its pairs and their cutoff function f. The distance is
/// Mahalanobis', d_A² = (φ_A − μ)ᵀ Σ⁻¹ (φ_A − μ)/e² with μ and Σ the mean and the covariance of φ over the training atoms of the element, Σ plus <see cref="Ridge"/>
/// times its mean diagonal element, and e such that <see cref="Edge"/> of those atoms have d ≤ 1. An atom that has lost its neighbours (φ = 0) is far away
/// from atoms that all had some. Bonds between elements that no training molecule bonds add to d² (<see cref="BondedElements"/>).
/// </remarks>
public sealed class AtomDomain
{
    /// <summary>The share of training atoms within the domain: of molecules with twenty atoms about one in fifty has one outside.</summary>
    public const double Edge = 0.999;

    /// <summary>Directions in which training atoms scatter by less than a hundredth of the mean count as if by that.</summary>
    public const double Ridge = 1e-4;

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

    /// <summary>The domain of training structures.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structures">The training structures.</param>
    /// <param name="threads">Zero for all cores; the result doesn't depend on it.</param>
    /// <param name="cancellation">Stops the calculation.</param>
    /// <returns>Null for a model without a network.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AtomDomain? Of(HybridModel model, ReadOnlyMemory<double> weights, IReadOnlyList<Structure> structures, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structures);
        if (model.Representation is null)
            return null;
        var width = model.Representation.PairWidth + 1;
        var moments = new SortedDictionary<int, (double[] Squares, double[] Sum, int Count)>();
        Block(structures, (atomicNumbers, φ) =>
        {
            for (var A = 0; A < atomicNumbers.Length; A++)
            {
                var (squares, sum, count) = moments.GetValueOrDefault(atomicNumbers[A], (new double[width * width], new double[width], 0));
                var row = φ.AsSpan(A * width, width);
                TensorPrimitives.Add(sum, row, sum);
                for (var i = 0; i < width; i++)
                    TensorPrimitives.MultiplyAdd(row, row[i], squares.AsSpan(i * width, width), squares.AsSpan(i * width, width));
                moments[atomicNumbers[A]] = (squares, sum, count + 1);
            }
        });
        foreach (var (_, sum, count) in moments.Values)
            TensorPrimitives.Divide(sum, count, sum);
        var largest = structures.Select(HeavyAtoms).DefaultIfEmpty().Max();
        var bonds = BondedElements.Of(structures);
        var domain = new AtomDomain(moments.Keys, moments.Values.Select(moment => Whitener(moment.Squares, moment.Sum, moment.Count)), moments.Values.Select(moment => moment.Sum), bonds, largest);
        var distances = domain.elements.ToDictionary(z => z, _ => new List<double>());
        Block(structures, (atomicNumbers, φ) =>
        {
            var tape = new Tape(new Arena(), isRecording: false);
            var d = Root(domain.Squares(tape.Constant(φ, atomicNumbers.Length, width), atomicNumbers)).Value;
            for (var A = 0; A < d.Length; A++)
                distances[atomicNumbers[A]].Add(d[A]);
        });
        return new AtomDomain(domain.elements, domain.elements.Select((z, place) =>
        {
            double[] sorted = [.. distances[z].Order()];
            var edge = sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(Edge * sorted.Length))];
            return edge > 0.0 ? Array.ConvertAll(domain.whiteners[place], element => element / edge) : domain.whiteners[place];
        }), domain.centres, bonds, largest);

        void Block(IReadOnlyList<Structure> all, Action<int[], double[]> use)
        {
            const int portion = 256;
            for (var first = 0; first < all.Count; first += portion)
            {
                var found = new double[]?[Math.Min(portion, all.Count - first)];
                Workers.Run(found.Length, Workers.Count(threads), k => found[k] = Values(model, weights, all[first + k]), cancellation);
                for (var k = 0; k < found.Length; k++)
                    use(all[first + k].AtomicNumbers.ToArray(), found[k]!);
            }
        }
    }

    /// <summary>Where a structure stands to the training data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">All its weights.</param>
    /// <param name="structure">The structure.</param>
    public DomainPlace PlaceOf(HybridModel model, ReadOnlyMemory<double> weights, Structure structure) =>
        new([.. Of(model, weights, structure)], HeavyAtoms(structure) > LargestMolecule);

    /// <summary>Atoms other than hydrogen: the size of a molecule.</summary>
    public static int HeavyAtoms(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        return structure.AtomCount - structure.AtomicNumbers.Count(1);
    }

    /// <summary>φ of each atom on a tape, shape [atoms, pair width + 1].</summary>
    /// <param name="representation">The network.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">Of elements that the network covers.</param>
    /// <param name="weights">On the tape of the positions.</param>
    public static Variable Features(Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(representation);
        ArgumentNullException.ThrowIfNull(positions);
        var neighbours = Neighbours.Of(positions.Tape, positions, atomicNumbers, representation.Cutoff);
        return FeaturesOf(neighbours, neighbours.Count == 0 ? null : representation.Of(neighbours, weights), representation.PairWidth);
    }

    /// <summary>d of each atom on the tape of the positions, shape [atoms]; differentiable where it isn't zero.</summary>
    /// <param name="representation">The network.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">One per atom.</param>
    /// <param name="weights">On the tape of the positions.</param>
    /// <exception cref="ArgumentException">There are no training atoms of an element.</exception>
    public Variable Distances(Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(representation);
        ArgumentNullException.ThrowIfNull(positions);
        var neighbours = Neighbours.Of(positions.Tape, positions, atomicNumbers, representation.Cutoff);
        return Distances(neighbours, neighbours.Count == 0 ? null : representation.Of(neighbours, weights), representation.PairWidth);
    }

    /// <summary>The same for neighbours that were described already; their description is null where there are none.</summary>
    internal Variable Distances(Neighbours neighbours, Features? features, int pairWidth)
    {
        var squares = Squares(FeaturesOf(neighbours, features, pairWidth), neighbours.AtomicNumbers.Span);
        return Root(Bonds is null ? squares : squares.Add(Bonds.SquaredDistances(neighbours)));
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

    private static double[] Values(HybridModel model, ReadOnlyMemory<double> weights, Structure structure)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var positions = tape.Constant(structure.Positions, structure.AtomCount, 3);
        return Features(model.Representation!, positions, structure.AtomicNumbers, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false)).Value.ToArray();
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

    private static double[] Whitener(double[] squares, double[] mean, int count)
    {
        var width = mean.Length;
        var moment = new double[width * width];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < width; j++)
                moment[(i * width) + j] = (squares[(i * width) + j] / count) - (mean[i] * mean[j]);
        }

        var trace = 0.0;
        for (var i = 0; i < width; i++)
            trace += moment[(i * width) + i];
        for (var i = 0; i < width; i++)
            moment[(i * width) + i] += (Ridge * trace / width) + double.Epsilon;
        var inverse = new double[width * width];
        for (var i = 0; i < width; i++)
            inverse[(i * width) + i] = 1.0;
        if (trace == 0.0 || !DenseLinearAlgebra.Default.Cholesky(width, moment))
            return inverse;
        DenseLinearAlgebra.Default.SolveTriangular(false, width, width, moment, inverse);
        return inverse;
    }

    private const double SmallestSquare = 1e-24;
}
