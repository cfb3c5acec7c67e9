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
/// <para>
/// What the last layers give an atom is linear in φ_A = Σ_j f(R_Aj) (x_Aj, 1), with the features x of its pairs and their cutoff function f. The distance is
/// d_A² = φ_Aᵀ M⁻¹ φ_A/e² with M the mean of φ φᵀ over the training atoms of the element, plus <see cref="Ridge"/> times its mean diagonal element, and e such that
/// <see cref="Edge"/> of those atoms have d ≤ 1. d²e² is the last layer's leverage, up to the number of atoms.
/// </para>
/// <para>An atom without neighbours has φ = 0 and d = 0: corrections don't touch it.</para>
/// </remarks>
public sealed class AtomDomain
{
    /// <summary>The share of training atoms within the domain: of molecules with twenty atoms about one in fifty has one outside.</summary>
    public const double Edge = 0.999;

    /// <summary>Directions in which training atoms scatter by less than a hundredth of the mean count as if by that.</summary>
    public const double Ridge = 1e-4;

    private readonly ImmutableArray<int> elements;
    private readonly double[][] whiteners;

    /// <param name="elements">Atomic numbers, each with training atoms.</param>
    /// <param name="whiteners">L⁻¹/e of each, with M = L Lᵀ, shape [width, width].</param>
    internal AtomDomain(IEnumerable<int> elements, IEnumerable<double[]> whiteners)
    {
        this.elements = [.. elements];
        this.whiteners = [.. whiteners];
    }

    /// <summary>The elements that training atoms are of.</summary>
    public ImmutableArray<int> Elements => elements;

    internal ReadOnlySpan<double> Whitener(int place) => whiteners[place];

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
        var moments = new SortedDictionary<int, (double[] Sum, int Count)>();
        Block(structures, (atomicNumbers, φ) =>
        {
            for (var A = 0; A < atomicNumbers.Length; A++)
            {
                var (sum, count) = moments.GetValueOrDefault(atomicNumbers[A], (new double[width * width], 0));
                var row = φ.AsSpan(A * width, width);
                for (var i = 0; i < width; i++)
                    TensorPrimitives.MultiplyAdd(row, row[i], sum.AsSpan(i * width, width), sum.AsSpan(i * width, width));
                moments[atomicNumbers[A]] = (sum, count + 1);
            }
        });
        var domain = new AtomDomain(moments.Keys, moments.Values.Select(moment => Whitener(moment.Sum, moment.Count, width)));
        var distances = domain.elements.ToDictionary(z => z, _ => new List<double>());
        Block(structures, (atomicNumbers, φ) =>
        {
            var tape = new Tape(new Arena(), isRecording: false);
            var d = domain.Distances(tape.Constant(φ, atomicNumbers.Length, width), atomicNumbers).Value;
            for (var A = 0; A < d.Length; A++)
                distances[atomicNumbers[A]].Add(d[A]);
        });
        return new AtomDomain(domain.elements, domain.elements.Select((z, place) =>
        {
            double[] sorted = [.. distances[z].Order()];
            var edge = sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(Edge * sorted.Length))];
            return edge > 0.0 ? Array.ConvertAll(domain.whiteners[place], element => element / edge) : domain.whiteners[place];
        }));

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

    /// <summary>φ of each atom on a tape, shape [atoms, pair width + 1].</summary>
    /// <param name="representation">The network.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">Of elements that the network covers.</param>
    /// <param name="weights">On the tape of the positions.</param>
    public static Variable Features(Representation representation, Variable positions, ReadOnlySpan<int> atomicNumbers, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(representation);
        ArgumentNullException.ThrowIfNull(positions);
        var tape = positions.Tape;
        var neighbours = Neighbours.Of(tape, positions, atomicNumbers, representation.Cutoff);
        if (neighbours.Count == 0)
            return tape.Output([], atomicNumbers.Length, representation.PairWidth + 1);
        var ones = new double[neighbours.Count];
        Array.Fill(ones, 1.0);
        return Indexing.ConcatenateColumns(representation.Of(neighbours, weights).Pairs, tape.Constant(ones, neighbours.Count, 1))
            .ScaleRows(neighbours.Envelope).ScatterAdd(neighbours.Centres, atomicNumbers.Length);
    }

    /// <summary>d of each atom on the tape of its features, shape [atoms]; differentiable where it isn't zero.</summary>
    /// <param name="features">φ, shape [atoms, width].</param>
    /// <param name="atomicNumbers">One per atom.</param>
    /// <exception cref="ArgumentException">There are no training atoms of an element.</exception>
    public Variable Distances(Variable features, ReadOnlySpan<int> atomicNumbers)
    {
        ArgumentNullException.ThrowIfNull(features);
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
            var whitened = features.Gather(atoms).MatMul(tape.Constant(whiteners[place], width, width), transposeY: true);
            parts.Add(whitened.Square().SumWithinRows().Reshape(atoms.Length));
            order.AddRange(atoms);
        }

        // A root has no derivative at zero; the shift is far below any atom's square.
        return Indexing.Concatenate([.. parts]).ScatterAdd(order.ToArray(), n).Shift(SmallestSquare).Sqrt();
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
            var tape = new Tape(new Arena(), isRecording: false);
            return Distances(tape.Constant(Values(model, weights, structure), z.Length, model.Representation.PairWidth + 1), z).Value.ToArray();
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

    private static double[] Whitener(double[] sum, int count, int width)
    {
        var moment = new double[width * width];
        TensorPrimitives.Divide(sum, count, moment);
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
