using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Repulsion;

/// <summary>
/// GFN1-xTB's halogen-bond term between a halogen X, its nearest neighbour B and an acceptor A:
/// E = Σ c_X (½ − ½ cos θ_BXA)⁶ (t¹² − k t⁶) / (1 + t¹²) with t = s (r_X + r_A) / R_XA.
/// </summary>
/// <remarks>
/// Halogens are Cl, Br, I, At; acceptors N, O, P, S within 20 a0 of the halogen. The choice of the nearest neighbour and the
/// cutoff are part of the published method and not smooth. doi:10.1021/acs.jctc.7b00118.
/// </remarks>
public sealed class HalogenBond
{
    private const double Cutoff = 20.0;

    /// <summary>c of each atom, Eh, shape [atoms].</summary>
    public required Variable Strengths { get; init; }

    /// <summary>r of each atom, a0, shape [atoms].</summary>
    public required Variable Radii { get; init; }

    /// <summary>s, shape [1].</summary>
    public required Variable RadiusScale { get; init; }

    /// <summary>k, shape [1].</summary>
    public required Variable Damping { get; init; }

    /// <summary>Records the energy, given to the halogen, of each atom; shape [atoms], Eh.</summary>
    public Variable AtomicEnergies(Tape tape, AtomPairs pairs, ReadOnlySpan<int> atomicNumbers)
    {
        var bonds = Bonds(pairs, atomicNumbers);
        var energies = tape.Output([pairs.Vectors, Strengths, Radii, RadiusScale, Damping], pairs.AtomCount);
        foreach (var bond in bonds)
            energies.Value[bond.Halogen] += Strengths.Value[bond.Halogen] * Radial(pairs, bond).Value * Angular(pairs, bond).Value;
        tape.Record(energies, () =>
        {
            foreach (var bond in bonds)
                Propagate(pairs, bond, energies.Adjoint[bond.Halogen]);
        });
        return energies;
    }

    /// <summary>X, A and B with the pairs X–A and X–B.</summary>
    private readonly record struct Bond(int Halogen, int Acceptor, int Neighbour, int AcceptorPair, int NeighbourPair);

    private static List<Bond> Bonds(AtomPairs pairs, ReadOnlySpan<int> atomicNumbers)
    {
        var bonds = new List<Bond>();
        var nearest = NearestPairs(pairs, atomicNumbers);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (pairs.Distances[p] >= Cutoff)
                continue;
            int i = pairs.First[p], j = pairs.Second[p];
            if (IsHalogen(atomicNumbers[i]) && IsAcceptor(atomicNumbers[j]))
                Add(i, j, p);
            else if (IsHalogen(atomicNumbers[j]) && IsAcceptor(atomicNumbers[i]))
                Add(j, i, p);
        }

        return bonds;

        void Add(int halogen, int acceptor, int pair)
        {
            var bond = nearest[halogen];
            if (bond != pair) // The acceptor itself is the neighbour: the angle is zero and so is the term.
                bonds.Add(new Bond(halogen, acceptor, pairs.First[bond] == halogen ? pairs.Second[bond] : pairs.First[bond], pair, bond));
        }
    }

    private static bool IsHalogen(int z) => z is 17 or 35 or 53 or 85;

    private static bool IsAcceptor(int z) => z is 7 or 8 or 15 or 16;

    /// <summary>The shortest pair of each halogen; −1 for the other atoms.</summary>
    private static int[] NearestPairs(AtomPairs pairs, ReadOnlySpan<int> atomicNumbers)
    {
        var nearest = new int[pairs.AtomCount];
        Array.Fill(nearest, -1);
        for (var p = 0; p < pairs.Count; p++)
        {
            Shorten(ref nearest[pairs.First[p]], p, atomicNumbers[pairs.First[p]]);
            Shorten(ref nearest[pairs.Second[p]], p, atomicNumbers[pairs.Second[p]]);
        }

        return nearest;

        void Shorten(ref int shortest, int pair, int z)
        {
            if (IsHalogen(z) && (shortest < 0 || pairs.Distances[pair] < pairs.Distances[shortest]))
                shortest = pair;
        }
    }

    /// <summary>(t¹² − k t⁶)/(1 + t¹²) and its derivatives with respect to ln t and k.</summary>
    private (double Value, double ByLogT, double ByK) Radial(AtomPairs pairs, Bond bond)
    {
        var t = RadiusScale.Value[0] * (Radii.Value[bond.Halogen] + Radii.Value[bond.Acceptor]) / pairs.Distances[bond.AcceptorPair];
        var t6 = Math.Pow(t, 6.0);
        var t12 = t6 * t6;
        var k = Damping.Value[0];
        var value = (t12 - (k * t6)) / (1.0 + t12);
        return (value, ((12.0 * t12) - (6.0 * k * t6) - (12.0 * t12 * value)) / (1.0 + t12), -t6 / (1.0 + t12));
    }

    /// <summary>(½ − ½ cos θ)⁶ and its derivative with respect to cos θ.</summary>
    private static (double Value, double ByCosine, double Cosine) Angular(AtomPairs pairs, Bond bond)
    {
        var u = FromHalogen(pairs, bond.AcceptorPair, bond.Halogen);
        var w = FromHalogen(pairs, bond.NeighbourPair, bond.Halogen);
        var cosine = Dot(u, w) / (pairs.Distances[bond.AcceptorPair] * pairs.Distances[bond.NeighbourPair]);
        var half = 0.5 - (0.5 * cosine);
        var fifth = Math.Pow(half, 5.0);
        return (fifth * half, -3.0 * fifth, cosine);
    }

    private void Propagate(AtomPairs pairs, Bond bond, double weight)
    {
        var c = Strengths.Value[bond.Halogen];
        var (radial, byLogT, byK) = Radial(pairs, bond);
        var (angular, byCosine, cosine) = Angular(pairs, bond);
        var byLog = weight * c * angular * byLogT;
        if (Strengths.NeedsAdjoint)
            Strengths.Adjoint[bond.Halogen] += weight * radial * angular;
        if (Damping.NeedsAdjoint)
            Damping.Adjoint[0] += weight * c * angular * byK;
        if (RadiusScale.NeedsAdjoint)
            RadiusScale.Adjoint[0] += byLog / RadiusScale.Value[0];
        if (Radii.NeedsAdjoint)
        {
            var byRadius = byLog / (Radii.Value[bond.Halogen] + Radii.Value[bond.Acceptor]);
            Radii.Adjoint[bond.Halogen] += byRadius;
            Radii.Adjoint[bond.Acceptor] += byRadius;
        }

        if (!pairs.Vectors.NeedsAdjoint)
            return;
        var adjoint = pairs.Vectors.Adjoint;
        pairs.AddRadialAdjoint(adjoint, bond.AcceptorPair, -byLog / pairs.Distances[bond.AcceptorPair]);
        AddCosine(pairs, adjoint, bond.AcceptorPair, bond.NeighbourPair, bond.Halogen, cosine, weight * c * radial * byCosine);
        AddCosine(pairs, adjoint, bond.NeighbourPair, bond.AcceptorPair, bond.Halogen, cosine, weight * c * radial * byCosine);
    }

    /// <summary>∂cos/∂u = (w/|w| − cos · u/|u|)/|u| for the vector u of one pair and w of the other, both from the halogen.</summary>
    private static void AddCosine(AtomPairs pairs, Span<double> adjoint, int pair, int other, int halogen, double cosine, double weight)
    {
        var u = FromHalogen(pairs, pair, halogen);
        var w = FromHalogen(pairs, other, halogen);
        var (lu, lw) = (pairs.Distances[pair], pairs.Distances[other]);
        var sign = pairs.First[pair] == halogen ? weight : -weight;
        adjoint[3 * pair] += sign * ((w.X / lw) - (cosine * u.X / lu)) / lu;
        adjoint[(3 * pair) + 1] += sign * ((w.Y / lw) - (cosine * u.Y / lu)) / lu;
        adjoint[(3 * pair) + 2] += sign * ((w.Z / lw) - (cosine * u.Z / lu)) / lu;
    }

    private static (double X, double Y, double Z) FromHalogen(AtomPairs pairs, int pair, int halogen)
    {
        var v = pairs.Vectors.Value.Slice(3 * pair, 3);
        return pairs.First[pair] == halogen ? (v[0], v[1], v[2]) : (-v[0], -v[1], -v[2]);
    }

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);
}
