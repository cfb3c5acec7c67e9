using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Finds which surroundings of atoms training data hold.</summary>
public static class AtomDomainFit
{
    /// <summary>The share of training atoms within the domain: of molecules with twenty atoms about one in fifty has one outside.</summary>
    public const double Edge = 0.999;

    /// <summary>Directions in which training atoms scatter by less than a hundredth of the mean count as if by that.</summary>
    public const double Ridge = 1e-4;

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
        var largest = structures.Select(static structure => structure.HeavyAtomCount).DefaultIfEmpty().Max();
        var bonds = BondedElements.Of(structures);
        var domain = new AtomDomain(moments.Keys, moments.Values.Select(moment => Whitener(moment.Squares, moment.Sum, moment.Count)), moments.Values.Select(moment => moment.Sum), bonds, largest);
        var distances = domain.Elements.ToDictionary(z => z, _ => new List<double>());
        Block(structures, (atomicNumbers, φ) =>
        {
            var tape = new Tape(new Arena(), isRecording: false);
            var d = domain.FeatureDistances(tape.Constant(φ, atomicNumbers.Length, width), atomicNumbers).Value;
            for (var A = 0; A < d.Length; A++)
                distances[atomicNumbers[A]].Add(d[A]);
        });
        return new AtomDomain(domain.Elements, domain.Elements.Select((z, place) =>
        {
            var whitener = domain.Whitener(place).ToArray();
            double[] sorted = [.. distances[z].Order()];
            var edge = sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(Edge * sorted.Length))];
            return edge > 0.0 ? Array.ConvertAll(whitener, element => element / edge) : whitener;
        }), moments.Values.Select(moment => moment.Sum), bonds, largest);

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

    private static double[] Values(HybridModel model, ReadOnlyMemory<double> weights, Structure structure)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var positions = tape.Constant(structure.Positions, structure.AtomCount, 3);
        return AtomDomain.Features(model.Representation!, positions, structure.AtomicNumbers, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false)).Value.ToArray();
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
}
