using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;
using Hybrid.Physics.Geometry;

namespace Hybrid.Learn.Domain;

/// <summary>Finds which surroundings of atoms training data hold.</summary>
public static class AtomDomainFit
{
    /// <summary>The share of training atoms within the domain: of molecules with twenty atoms about one in fifty has one outside.</summary>
    public const double Edge = 0.999;

    /// <summary>Counts of neighbours that training atoms of a kind share are known to a standard deviation of this many neighbours at best.</summary>
    public const double SmallestScatter = 0.03;

    /// <summary>A kind that fewer training atoms are of is none, unless the element has no kind of so many.</summary>
    public const int FewestAtoms = 5;

    /// <summary>The domain of training structures.</summary>
    /// <param name="structures">The training structures.</param>
    /// <param name="threads">Zero for all cores; the result doesn't depend on it.</param>
    /// <param name="cancellation">Stops the calculation.</param>
    /// <returns>Null without structures.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static AtomDomain? Of(IReadOnlyList<Structure> structures, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(structures);
        if (structures.Count == 0)
            return null;
        var elements = structures.SelectMany(structure => structure.AtomicNumbers.ToArray()).Distinct().Order().ToArray();
        var width = elements.Length * NeighbourShells.Count;
        var moments = elements.ToDictionary(z => z, _ => new ElementMoments(width));
        InOrder(structure =>
        {
            var bonds = new CovalentBonds(structure);
            string[] kinds = [.. Enumerable.Range(0, structure.AtomCount).Select(A => AtomKind.Of(structure, bonds, A))];
            return (Kinds: kinds, Shells: Shells(structure, elements));
        }, (structure, found) =>
        {
            for (var A = 0; A < found.Kinds.Length; A++)
                moments[structure.AtomicNumbers[A]].Add(found.Kinds[A], found.Shells.AsSpan(A * width, width));
        });
        var largest = structures.Max(static structure => structure.HeavyAtomCount);
        var domain = new AtomDomain(elements.Select(z => moments[z].Kinds(z)), largest);
        var distances = elements.ToDictionary(z => z, _ => new List<double>());
        InOrder(domain.Of, (structure, d) =>
        {
            for (var A = 0; A < d.Length; A++)
                distances[structure.AtomicNumbers[A]].Add(d[A]);
        });
        return new AtomDomain(domain.Kinds.Select(kinds => WithEdge(kinds, distances[kinds.AtomicNumber])), largest);

        // A portion in parallel, then its results one after the other.
        void InOrder<T>(Func<Structure, T> compute, Action<Structure, T> use)
        {
            const int portion = 256;
            for (var first = 0; first < structures.Count; first += portion)
            {
                var found = new T[Math.Min(portion, structures.Count - first)];
                Workers.Run(found.Length, Workers.Count(threads), k => found[k] = compute(structures[first + k]), cancellation);
                for (var k = 0; k < found.Length; k++)
                    use(structures[first + k], found[k]);
            }
        }
    }

    private static double[] Shells(Structure structure, int[] elements)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        var positions = tape.Constant(structure.Positions, structure.AtomCount, 3);
        return NeighbourShells.Of(Neighbours.Of(tape, positions, structure.AtomicNumbers, NeighbourShells.Cutoff), elements).Value.ToArray();
    }

    /// <summary>The same kinds in units of the distance that the share <see cref="Edge"/> of their atoms stays below.</summary>
    private static ElementKinds WithEdge(ElementKinds kinds, List<double> distances)
    {
        double[] sorted = [.. distances.Order()];
        // Few atoms lie on their own mean: one standard deviation is the least that counts as the edge.
        var edge = Math.Max(1.0, sorted[(int)Math.Ceiling(Edge * sorted.Length) - 1]);
        var whitener = new double[kinds.Whitener.Length];
        TensorPrimitives.Divide(kinds.Whitener.Span, edge, whitener);
        return kinds with { Whitener = whitener };
    }
}
