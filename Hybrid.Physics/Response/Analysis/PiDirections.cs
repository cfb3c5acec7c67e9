using Hybrid.Core.Structures;
using Hybrid.Physics.Geometry;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>
/// Which directions of an atom's p functions are π, by the bonds around it and without symmetry: the projector Π of each
/// atom, 3 × 3.
/// </summary>
/// <remarks>
/// <para>
/// A trigonal atom, or one with two bonds at an angle, has the normal of its bonds as π direction; for three bonds that is the
/// normal of the plane through the tips of the bond vectors, if the bonds leave the plane through the atom by less than
/// 16°, halfway between C60 and a tetrahedron (the axis of R. C. Haddon, J. Am. Chem. Soc. 112, 3385 (1990),
/// doi:10.1021/ja00165a020). An atom with two bonds in a line has both directions across. An atom with one bond has what its
/// neighbour has, in a diatomic both directions across. All others have none.
/// </para>
/// <para>
/// N, O and their homologues have a direction only when they are unsaturated (fewer neighbours than single bonds would give them)
/// or beside an atom that is: else it is a lone pair's.
/// </para>
/// </remarks>
internal sealed class PiDirections
{
    /// <summary>The sine of the angle by which bonds may leave the plane: C60 has 0.20, a tetrahedron 0.33.</summary>
    private const double LargestPyramidalisation = 0.27;

    /// <summary>The sine of the largest bend of an atom that counts as linear.</summary>
    private const double LargestBend = 0.3;

    private readonly Structure structure;
    private readonly CovalentBonds bonds;
    private readonly double[]?[] projectors;

    public PiDirections(Structure structure, CovalentBonds bonds)
    {
        this.structure = structure;
        this.bonds = bonds;
        var n = structure.AtomCount;
        var own = new double[n][];
        for (var A = 0; A < n; A++)
            own[A] = OfBonds(A) ?? [];
        projectors = new double[n][];
        for (var A = 0; A < n; A++)
        {
            var Π = own[A];
            if (bonds.Neighbours(A) is [var only])
                Π = bonds.Neighbours(only).Count == 1 ? Across(Direction(A, only)) : own[only];
            if (Π.Length > 0 && structure.AtomicNumbers[A] > 2 && (!HasLonePair(structure.AtomicNumbers[A]) || IsUnsaturated(A) || bonds.Neighbours(A).Any(IsUnsaturated)))
                projectors[A] = Π;
        }
    }

    /// <summary>Π, row-major in x, y, z; null for an atom without π functions.</summary>
    public double[]? Of(int atom) => projectors[atom];

    /// <summary>Groups 15 to 17: elements with lone pairs.</summary>
    public static bool HasLonePair(int atomicNumber) => GroupOf(atomicNumber) is >= 15 and <= 17;

    private static int GroupOf(int z) => z switch
    {
        >= 5 and <= 10 => z + 8,
        >= 13 and <= 18 => z,
        >= 31 and <= 36 => z - 18,
        >= 49 and <= 54 => z - 36,
        >= 81 and <= 86 => z - 68,
        _ => 0,
    };

    /// <summary>True when an atom has fewer neighbours than single bonds would give it.</summary>
    private bool IsUnsaturated(int atom)
    {
        var neighbours = bonds.Neighbours(atom).Count;
        return GroupOf(structure.AtomicNumbers[atom]) switch
        {
            13 or 14 => neighbours <= 3,
            15 => neighbours <= 2,
            16 => neighbours <= 1,
            _ => false,
        };
    }

    private double[]? OfBonds(int atom)
    {
        var around = bonds.Neighbours(atom);
        if (around.Count == 2)
        {
            var (u, v) = (Direction(atom, around[0]), Direction(atom, around[1]));
            var normal = Cross(u, v);
            return Math.Sqrt(Dot(normal, normal)) < LargestBend ? Across(Unit(Difference(u, v))) : Along(Unit(normal));
        }

        if (around.Count == 3)
        {
            var (u, v, w) = (Direction(atom, around[0]), Direction(atom, around[1]), Direction(atom, around[2]));
            var normal = Cross(Difference(v, u), Difference(w, u));
            if (Dot(normal, normal) < SmallestArea)
                return null;
            normal = Unit(normal);
            return Math.Abs(Dot(normal, u)) < LargestPyramidalisation ? Along(normal) : null;
        }

        return null;
    }

    private (double X, double Y, double Z) Direction(int from, int to)
    {
        var R = structure.Positions;
        return Unit((R[3 * to] - R[3 * from], R[(3 * to) + 1] - R[(3 * from) + 1], R[(3 * to) + 2] - R[(3 * from) + 2]));
    }

    private static double[] Along((double X, double Y, double Z) n) =>
        [n.X * n.X, n.X * n.Y, n.X * n.Z, n.Y * n.X, n.Y * n.Y, n.Y * n.Z, n.Z * n.X, n.Z * n.Y, n.Z * n.Z];

    private static double[] Across((double X, double Y, double Z) axis)
    {
        var Π = Along(axis);
        for (var k = 0; k < 9; k++)
            Π[k] = (k % 4 == 0 ? 1.0 : 0.0) - Π[k];
        return Π;
    }

    private static (double X, double Y, double Z) Difference((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    private static (double X, double Y, double Z) Cross((double X, double Y, double Z) a, (double X, double Y, double Z) b) =>
        ((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    private static double Dot((double X, double Y, double Z) a, (double X, double Y, double Z) b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    private static (double X, double Y, double Z) Unit((double X, double Y, double Z) a)
    {
        var length = Math.Sqrt(Dot(a, a));
        return (a.X / length, a.Y / length, a.Z / length);
    }

    private const double SmallestArea = 1e-6;
}
