using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Representations;

namespace Hybrid.Learn.Domain;

/// <summary>
/// Lets learned corrections fade to the unmodified physics where the training data hold no atoms like those of a structure. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// An atom at the distance d_A from the training data (<see cref="AtomDomain"/>) has g_A = S((d_A − <see cref="Begin"/>)/(<see cref="End"/> − <see cref="Begin"/>)) with
/// S of <see cref="SmoothSwitch"/>: exactly 1 up to the edge, exactly 0 from one and a half times the edge on, with three continuous derivatives. Its gate G_A is the product over all
/// atoms within 6 Å (<see cref="GateInfluence"/>): corrections were learned together and make up for one another, so that some of them without the others are worse than all or none.
/// </para>
/// <para>
/// A correction of an atom is multiplied by its gate, one of a pair by the mean of both, one that belongs to no atom, such as a global parameter, by the mean
/// over all atoms: a molecule with an atom that leaves the domain ends at the physics, and another one far away keeps the corrections of
/// its atoms and pairs (global parameters couple everything that is calculated together). A structure with an element that no training molecule has gets none.
/// Gates depend on the positions and are differentiated with the rest.
/// </para>
/// </remarks>
public sealed class DomainGate
{
    /// <summary>The distance up to which corrections act in full: the edge of the training data.</summary>
    public const double Begin = 1.0;

    /// <summary>The distance from which on there are none.</summary>
    public const double End = 1.5;

    /// <summary>A gate by the distances of a domain.</summary>
    public DomainGate(AtomDomain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Domain = domain;
    }

    /// <summary>What distances are measured from.</summary>
    public AtomDomain Domain { get; }

    /// <summary>SHA-256 of all numbers that the gate depends on, apart from the model's.</summary>
    public string Digest
    {
        get
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<double> ends = [Begin, End, GateInfluence.Near, GateInfluence.Far];
            sha.AppendData(MemoryMarshal.AsBytes(ends));
            foreach (var kinds in Domain.Kinds)
            {
                sha.AppendData(BitConverter.GetBytes(kinds.AtomicNumber));
                sha.AppendData(MemoryMarshal.AsBytes(kinds.Means.Span));
                sha.AppendData(MemoryMarshal.AsBytes(kinds.Whitener.Span));
            }

            return Convert.ToHexStringLower(sha.GetHashAndReset());
        }
    }

    /// <summary>The first element that no training molecule has; null when there is none.</summary>
    /// <param name="atomicNumbers">One per atom.</param>
    public int? Unseen(ReadOnlySpan<int> atomicNumbers)
    {
        foreach (var z in atomicNumbers)
        {
            if (!Domain.Elements.Contains(z))
                return z;
        }

        return null;
    }

    /// <summary>G of each atom on the tape of the positions, shape [atoms].</summary>
    /// <param name="positions">Shape [atoms, 3], bohr.</param>
    /// <param name="atomicNumbers">None of them unseen.</param>
    public Variable Of(Variable positions, ReadOnlySpan<int> atomicNumbers) =>
        GateInfluence.Of(Switch(Domain.Distances(positions, atomicNumbers)), positions, atomicNumbers);

    /// <summary>G of each atom of a structure; zero for all where an element is unseen.</summary>
    public double[] Of(Structure structure)
    {
        ArgumentNullException.ThrowIfNull(structure);
        if (Unseen(structure.AtomicNumbers) is not null)
            return new double[structure.AtomCount];
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        return Of(tape.Constant(structure.Positions, structure.AtomCount, 3), structure.AtomicNumbers).Value.ToArray();
    }

    /// <summary>The corrections that are left.</summary>
    /// <param name="corrections">All of them.</param>
    /// <param name="gates">G of each atom on the same tape.</param>
    internal static StructureCorrections Applied(StructureCorrections corrections, Variable gates) => corrections.With(term =>
    {
        if (term.RowCount == 0)
            return term.Values;
        var factors = term.AtomsPerRow switch
        {
            // A sum over a number, and not times its inverse: exactly 1 for open gates.
            0 => gates.Sum().Divide(gates.Tape.Constant([gates.Length], 1)).Reshape(1).Gather(new int[term.RowCount]),
            1 => gates.Gather(Atoms(term, 0)),
            _ => gates.Gather(Atoms(term, 0)).Add(gates.Gather(Atoms(term, 1))).Scale(0.5),
        };
        return term.Values.Shape.Length == 1 ? term.Values.Multiply(factors) : term.Values.ScaleRows(factors);
    });

    private static int[] Atoms(LearnedTerm term, int place) => [.. Enumerable.Range(0, term.RowCount).Select(row => term.AtomsOf(row)[place])];

    private static Variable Switch(Variable distances)
    {
        var gates = distances.Tape.Output([distances], distances.Length);
        for (var A = 0; A < distances.Length; A++)
            gates.Value[A] = SmoothSwitch.Value(At(distances.Value[A]));
        distances.Tape.Record(gates, () =>
        {
            for (var A = 0; A < distances.Length; A++)
                distances.Adjoint[A] += gates.Adjoint[A] * SmoothSwitch.Slope(At(distances.Value[A])) / (End - Begin);
        });
        return gates;
    }

    private static double At(double distance) => (distance - Begin) / (End - Begin);
}
