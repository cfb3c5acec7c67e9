using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Geometry;

/// <summary>
/// Pairs of atoms (i, j, T) with the vector R = R_j + T − R_i between them, the one place where positions enter the
/// layers that work on pairs.
/// </summary>
/// <remarks>
/// In a molecule T is zero and every pair i &lt; j is listed, ordered by i, then j. <see cref="Vectors"/> is a variable
/// of shape [pairs, 3] in bohr; its adjoint flows back to the positions.
/// </remarks>
public sealed class AtomPairs
{
    private readonly int[] first;
    private readonly int[] second;
    private readonly Memory<double> distances;

    private AtomPairs(int atomCount, int[] first, int[] second, Variable vectors, Memory<double> distances)
    {
        AtomCount = atomCount;
        this.first = first;
        this.second = second;
        Vectors = vectors;
        this.distances = distances;
    }

    /// <summary>The number of atoms.</summary>
    public int AtomCount { get; }

    /// <summary>The number of pairs.</summary>
    public int Count => first.Length;

    /// <summary>The first atom i of each pair.</summary>
    public ReadOnlySpan<int> First => first;

    /// <summary>The second atom j of each pair.</summary>
    public ReadOnlySpan<int> Second => second;

    /// <summary>R_j + T − R_i of each pair, shape [pairs, 3], bohr.</summary>
    public Variable Vectors { get; }

    /// <summary>|R| of each pair, bohr.</summary>
    public ReadOnlySpan<double> Distances => distances.Span;

    /// <summary>All pairs i &lt; j of a molecule.</summary>
    /// <param name="tape">The tape that records the dependence on the positions.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <exception cref="ArgumentException">Two atoms lie on top of each other (closer than 10⁻³ a0).</exception>
    public static AtomPairs OfMolecule(Tape tape, Variable positions)
    {
        var nAtoms = positions.Length / 3;
        var count = nAtoms * (nAtoms - 1) / 2;
        var first = new int[count];
        var second = new int[count];
        var vectors = tape.Output([positions], count, 3);
        var distances = tape.Arena.RentUncleared(count);
        var r = positions.Value;
        var v = vectors.Value;
        var d = distances.Span;
        for (int i = 0, p = 0; i < nAtoms; i++)
        {
            for (var j = i + 1; j < nAtoms; j++, p++)
            {
                first[p] = i;
                second[p] = j;
                var x = v[3 * p] = r[3 * j] - r[3 * i];
                var y = v[(3 * p) + 1] = r[(3 * j) + 1] - r[(3 * i) + 1];
                var z = v[(3 * p) + 2] = r[(3 * j) + 2] - r[(3 * i) + 2];
                d[p] = Math.Sqrt((x * x) + (y * y) + (z * z));
                if (d[p] < ClosestDistance)
                    throw new ArgumentException(FormattableString.Invariant($"Atoms {i + 1} and {j + 1} lie on top of each other ({d[p]:g3} a0 apart); at least {ClosestDistance} a0 was expected."), nameof(positions));
            }
        }

        tape.Record(vectors, () =>
        {
            var v̄ = vectors.Adjoint;
            var r̄ = positions.Adjoint;
            for (var p = 0; p < first.Length; p++)
            {
                for (var k = 0; k < 3; k++)
                {
                    r̄[(3 * first[p]) + k] -= v̄[(3 * p) + k];
                    r̄[(3 * second[p]) + k] += v̄[(3 * p) + k];
                }
            }
        });
        return new AtomPairs(nAtoms, first, second, vectors, distances);
    }

    /// <summary>Adds dE/dR · R/|R| to the adjoint of the pair's vector: the chain rule of a function of distance.</summary>
    internal void AddRadialAdjoint(Span<double> vectorAdjoint, int pair, double derivative)
    {
        var scale = derivative / Distances[pair];
        var v = Vectors.Value.Slice(3 * pair, 3);
        vectorAdjoint[3 * pair] += scale * v[0];
        vectorAdjoint[(3 * pair) + 1] += scale * v[1];
        vectorAdjoint[(3 * pair) + 2] += scale * v[2];
    }

    private const double ClosestDistance = 1e-3;
}
