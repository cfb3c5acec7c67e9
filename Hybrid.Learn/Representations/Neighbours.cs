using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations;

/// <summary>
/// The directed pairs (i, j) of atoms within a cutoff, ordered by i, then j: vectors, distances and a smooth cutoff function on
/// a tape.
/// </summary>
public sealed class Neighbours
{
    private readonly int[] atomicNumbers;
    private readonly int[] centres;
    private readonly int[] others;

    private Neighbours(Tape tape, int[] atomicNumbers, int[] centres, int[] others, double cutoff, Variable vectors, Variable distances, Variable envelope)
    {
        Tape = tape;
        this.atomicNumbers = atomicNumbers;
        this.centres = centres;
        this.others = others;
        Cutoff = cutoff;
        Vectors = vectors;
        Distances = distances;
        Envelope = envelope;
    }

    /// <summary>The tape.</summary>
    public Tape Tape { get; }

    /// <summary>bohr.</summary>
    public double Cutoff { get; }

    /// <summary>The number of atoms.</summary>
    public int AtomCount => atomicNumbers.Length;

    /// <summary>The number of directed pairs.</summary>
    public int Count => centres.Length;

    /// <summary>One per atom.</summary>
    public ReadOnlyMemory<int> AtomicNumbers => atomicNumbers;

    /// <summary>The atom i of each pair, which collects.</summary>
    public ReadOnlyMemory<int> Centres => centres;

    /// <summary>The atom j of each pair, its neighbour.</summary>
    public ReadOnlyMemory<int> Others => others;

    /// <summary>R_j − R_i, shape [pairs, 3], bohr.</summary>
    public Variable Vectors { get; }

    /// <summary>|R_j − R_i|, shape [pairs], bohr.</summary>
    public Variable Distances { get; }

    /// <summary>
    /// f(r) = ½ (1 + cos πr/r_c) inside the cutoff squared: zero at the cutoff with its first three derivatives, shape [pairs].
    /// </summary>
    public Variable Envelope { get; }

    /// <summary>The atoms of all pairs, one pair after the other: i, j, i, j, …</summary>
    internal int[] Atoms()
    {
        var atoms = new int[2 * Count];
        for (var p = 0; p < Count; p++)
            (atoms[2 * p], atoms[(2 * p) + 1]) = (centres[p], others[p]);
        return atoms;
    }

    /// <summary>Finds the neighbours in a molecule.</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">One per atom.</param>
    /// <param name="cutoff">bohr.</param>
    public static Neighbours Of(Tape tape, Variable positions, ReadOnlySpan<int> atomicNumbers, double cutoff)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(positions);
        var r = positions.Value;
        var (centres, others) = (new List<int>(), new List<int>());
        for (var i = 0; i < atomicNumbers.Length; i++)
        {
            for (var j = 0; j < atomicNumbers.Length; j++)
            {
                if (i == j || Distance(r, i, j) >= cutoff)
                    continue;
                centres.Add(i);
                others.Add(j);
            }
        }

        int[] first = [.. centres], second = [.. others];
        var vectors = positions.Gather(second).Subtract(positions.Gather(first));
        var distances = Lengths(tape, vectors);
        return new Neighbours(tape, atomicNumbers.ToArray(), first, second, cutoff, vectors, distances, EnvelopeOf(tape, distances, cutoff));
    }

    private static double Distance(ReadOnlySpan<double> r, int i, int j)
    {
        double x = r[3 * j] - r[3 * i], y = r[(3 * j) + 1] - r[(3 * i) + 1], z = r[(3 * j) + 2] - r[(3 * i) + 2];
        return Math.Sqrt((x * x) + (y * y) + (z * z));
    }

    private static Variable Lengths(Tape tape, Variable vectors)
    {
        var count = vectors.Shape[0];
        var lengths = tape.Output([vectors], count);
        for (var p = 0; p < count; p++)
            lengths.Value[p] = TensorPrimitives.Norm<double>(vectors.Value.Slice(3 * p, 3));
        tape.Record(lengths, () =>
        {
            for (var p = 0; p < count; p++)
            {
                var scale = lengths.Adjoint[p] / lengths.Value[p];
                for (var k = 3 * p; k < (3 * p) + 3; k++)
                    vectors.Adjoint[k] += scale * vectors.Value[k];
            }
        });
        return lengths;
    }

    private static Variable EnvelopeOf(Tape tape, Variable distances, double cutoff)
    {
        var envelope = tape.Output([distances], distances.Length);
        var k = Math.PI / cutoff;
        for (var p = 0; p < distances.Length; p++)
        {
            var half = 0.5 * (1.0 + Math.Cos(k * distances.Value[p]));
            envelope.Value[p] = half * half;
        }

        tape.Record(envelope, () =>
        {
            for (var p = 0; p < distances.Length; p++)
            {
                var (sine, cosine) = Math.SinCos(k * distances.Value[p]);
                distances.Adjoint[p] -= envelope.Adjoint[p] * 0.5 * (1.0 + cosine) * k * sine;
            }
        });
        return envelope;
    }
}
