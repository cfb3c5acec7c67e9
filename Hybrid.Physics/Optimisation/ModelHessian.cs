using Hybrid.Core.Structures;
using Hybrid.Physics.Coulomb;

namespace Hybrid.Physics.Optimisation;

/// <summary>
/// Second derivatives of the energy guessed from distances alone: stretches, bends and torsions with force constants that
/// decay with the distances of their atoms. R. Lindh, A. Bernhardsson, G. Karlström, P.-Å. Malmqvist, Chem. Phys. Lett. 241,
/// 423 (1995), doi:10.1016/0009-2614(95)00646-L.
/// </summary>
/// <remarks>
/// k = 0.45 ρ_ij, 0.15 ρ_ij ρ_jk and 0.005 ρ_ij ρ_jk ρ_kl (Eh/a0², Eh/rad²) with ρ = exp(α (r0² − r²)); r0 and α by the rows of
/// the two elements. Angles close to 180° bend in two planes, and have no torsions.
/// </remarks>
internal sealed class ModelHessian
{
    private const double Stretch = 0.45;
    private const double Bend = 0.15;
    private const double Torsion = 0.005;

    /// <summary>Smaller force constants are left out.</summary>
    private const double SmallestConstant = 1e-5;

    /// <summary>Pairs with a smaller ρ bear no bends and torsions.</summary>
    private const double SmallestDecay = 0.02;

    /// <summary>The sine of angles that count as straight.</summary>
    private const double StraightSine = 0.2;

    private static readonly double[,] ReferenceDistances = { { 1.35, 2.10, 2.53 }, { 2.10, 2.87, 3.40 }, { 2.53, 3.40, 3.40 } };
    private static readonly double[,] Decays = { { 1.0000, 0.3949, 0.3949 }, { 0.3949, 0.2800, 0.2800 }, { 0.3949, 0.2800, 0.2800 } };

    private readonly int nAtoms;
    private readonly Vector3d[] R;
    private readonly double[] values;
    private readonly List<(int Atom, double Decay)>[] neighbours;

    private ModelHessian(Structure structure)
    {
        nAtoms = structure.AtomCount;
        values = new double[9 * nAtoms * nAtoms];
        R = new Vector3d[nAtoms];
        for (var A = 0; A < nAtoms; A++)
            R[A] = new Vector3d(structure.Positions[3 * A], structure.Positions[(3 * A) + 1], structure.Positions[(3 * A) + 2]);
        neighbours = Enumerable.Range(0, nAtoms).Select(_ => new List<(int, double)>()).ToArray();
    }

    /// <summary>Eh/a0², shape [3 · atoms, 3 · atoms].</summary>
    public static double[] Of(Structure structure)
    {
        var hessian = new ModelHessian(structure);
        hessian.AddStretches(structure.AtomicNumbers);
        hessian.AddBends();
        hessian.AddTorsions();
        return hessian.values;
    }

    private void AddStretches(ReadOnlySpan<int> z)
    {
        for (var A = 0; A < nAtoms; A++)
        {
            for (var B = 0; B < A; B++)
            {
                var d = R[A] - R[B];
                var (a, b) = (Row(z[A]), Row(z[B]));
                var ρ = Math.Exp(Decays[a, b] * ((ReferenceDistances[a, b] * ReferenceDistances[a, b]) - d.Dot(d)));
                if (ρ > SmallestDecay)
                {
                    neighbours[A].Add((B, ρ));
                    neighbours[B].Add((A, ρ));
                }

                var e = (1.0 / Math.Sqrt(d.Dot(d))) * d;
                Add(Stretch * ρ, [A, B], [e, -1.0 * e]);
            }
        }
    }

    private void AddBends()
    {
        for (var B = 0; B < nAtoms; B++)
        {
            foreach (var (A, first) in neighbours[B])
            {
                foreach (var (C, second) in neighbours[B])
                {
                    if (A < C)
                        AddBend(Bend * first * second, A, B, C);
                }
            }
        }
    }

    private void AddBend(double k, int A, int B, int C)
    {
        var (u, v) = (R[A] - R[B], R[C] - R[B]);
        var (lengthU, lengthV) = (Math.Sqrt(u.Dot(u)), Math.Sqrt(v.Dot(v)));
        (u, v) = ((1.0 / lengthU) * u, (1.0 / lengthV) * v);
        var cos = u.Dot(v);
        var normal = Cross(u, v);
        var sin = Math.Sqrt(normal.Dot(normal));
        if (sin > StraightSine)
        {
            AddPlane((1.0 / (lengthU * sin)) * ((cos * u) - v), (1.0 / (lengthV * sin)) * ((cos * v) - u));
        }
        else if (cos < 0.0)
        {
            // Straight: A and C move together against B in any two perpendicular directions.
            var p = Perpendicular(u);
            foreach (var direction in new[] { p, Cross(u, p) })
                AddPlane((1.0 / lengthU) * direction, (1.0 / lengthV) * direction);
        }

        void AddPlane(Vector3d a, Vector3d c) => Add(k, [A, B, C], [a, -1.0 * (a + c), c]);
    }

    private void AddTorsions()
    {
        for (var B = 0; B < nAtoms; B++)
        {
            foreach (var (C, middle) in neighbours[B])
            {
                if (C > B)
                    continue;
                foreach (var (A, first) in neighbours[B])
                {
                    foreach (var (D, last) in neighbours[C])
                    {
                        if (A != C && D != B && A != D && Torsion * first * middle * last > SmallestConstant)
                            AddTorsion(Torsion * first * middle * last, A, B, C, D);
                    }
                }
            }
        }
    }

    /// <summary>Derivatives of a dihedral angle: A. Blondel, M. Karplus, J. Comput. Chem. 17, 1132 (1996).</summary>
    private void AddTorsion(double k, int A, int B, int C, int D)
    {
        Vector3d f = R[A] - R[B], g = R[B] - R[C], h = R[D] - R[C];
        Vector3d a = Cross(f, g), b = Cross(h, g);
        double ff = f.Dot(f), gg = g.Dot(g), hh = h.Dot(h), aa = a.Dot(a), bb = b.Dot(b);
        const double Straight = StraightSine * StraightSine;
        if (aa < Straight * ff * gg || bb < Straight * hh * gg)
            return;
        var length = Math.Sqrt(gg);
        var first = (-length / aa) * a;
        var last = (length / bb) * b;
        var shift = ((f.Dot(g) / (aa * length)) * a) - ((h.Dot(g) / (bb * length)) * b);
        Add(k, [A, B, C, D], [first, shift - first, -1.0 * (last + shift), last]);
    }

    /// <summary>H += k b bᵀ.</summary>
    private void Add(double k, ReadOnlySpan<int> atoms, ReadOnlySpan<Vector3d> b)
    {
        if (k < SmallestConstant)
            return;
        Span<double> left = stackalloc double[3], right = stackalloc double[3];
        for (var s = 0; s < atoms.Length; s++)
        {
            (left[0], left[1], left[2]) = (k * b[s].X, k * b[s].Y, k * b[s].Z);
            for (var t = 0; t < atoms.Length; t++)
            {
                (right[0], right[1], right[2]) = (b[t].X, b[t].Y, b[t].Z);
                for (var e = 0; e < 9; e++)
                    values[(((3 * atoms[s]) + (e / 3)) * 3 * nAtoms) + (3 * atoms[t]) + (e % 3)] += left[e / 3] * right[e % 3];
            }
        }
    }

    /// <summary>H and He; Li to Ne; all others.</summary>
    private static int Row(int z) => z <= 2 ? 0 : z <= 10 ? 1 : 2;

    private static Vector3d Cross(Vector3d a, Vector3d b) =>
        new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    private static Vector3d Perpendicular(Vector3d u)
    {
        var (x, y, z) = (Math.Abs(u.X), Math.Abs(u.Y), Math.Abs(u.Z));
        var axis = x <= y && x <= z ? new Vector3d(1, 0, 0) : y <= z ? new Vector3d(0, 1, 0) : new Vector3d(0, 0, 1);
        var p = Cross(u, axis);
        return (1.0 / Math.Sqrt(p.Dot(p))) * p;
    }
}
