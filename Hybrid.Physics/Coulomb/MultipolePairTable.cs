using System.Numerics;
using System.Runtime.InteropServices;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Geometry;
using Hybrid.Physics.Scf;

namespace Hybrid.Physics.Coulomb;

/// <summary>
/// The factors a, b, c of all pairs of atoms and the potential of charges, dipoles and quadrupoles that they make, summed
/// over pairs in vector lanes.
/// </summary>
/// <remarks>
/// Charges, dipole and quadrupole components are kept as ten arrays over atoms, so that the inner loop runs over the second
/// atom of the pairs of one first atom, which lie side by side.
/// </remarks>
internal sealed class MultipolePairTable
{
    /// <summary>How often each of xx, xy, yy, xz, yz, zz stands in a symmetric tensor.</summary>
    public static readonly double[] Multiplicity = [1.0, 2.0, 1.0, 2.0, 2.0, 1.0];

    private const int Components = 10;

    private readonly int n;
    private readonly int nPairs;
    private readonly Memory<double> geometry;
    private readonly Memory<double> moments;
    private readonly Memory<double> potential;
    private readonly Memory<double> products;

    /// <summary>Derivatives of one pair's bilinear energy: by the vector at fixed a, b, c, and by these.</summary>
    public readonly record struct PairDerivatives(double X, double Y, double Z, double ByA, double ByB, double ByC);

    public MultipolePairTable(Arena arena, AtomPairs pairs)
    {
        n = pairs.AtomCount;
        nPairs = pairs.Count;
        geometry = arena.RentUncleared(6 * nPairs);
        moments = arena.Rent(Components * n);
        potential = arena.Rent(Components * n);
        products = arena.Rent(n);
        for (var k = 0; k < 3; k++)
        {
            var axis = geometry.Span.Slice(k * nPairs, nPairs);
            for (var p = 0; p < nPairs; p++)
                axis[p] = pairs.Vectors.Value[(3 * p) + k];
        }
    }

    public (double A, double B, double C) this[int pair] =>
        (geometry.Span[(3 * nPairs) + pair], geometry.Span[(4 * nPairs) + pair], geometry.Span[(5 * nPairs) + pair]);

    public void Set(int pair, double a, double b, double c)
    {
        geometry.Span[(3 * nPairs) + pair] = a;
        geometry.Span[(4 * nPairs) + pair] = b;
        geometry.Span[(5 * nPairs) + pair] = c;
    }

    /// <summary>The potential of all pairs for given moments; kept until read with <see cref="AddTo"/> or <see cref="HalfProduct"/>.</summary>
    public void Potential(Populations x)
    {
        var m = moments.Span;
        for (var A = 0; A < n; A++)
        {
            m[A] = x.AtomCharges[A];
            for (var k = 0; k < 3; k++)
                m[((1 + k) * n) + A] = x.AtomDipoles[(3 * A) + k];
            for (var k = 0; k < 6; k++)
                m[((4 + k) * n) + A] = x.AtomQuadrupoles[(6 * A) + k];
        }

        potential.Span.Clear();
        for (int A = 0, p = 0; A < n; p += n - 1 - A, A++)
            AddRow(A, p);
    }

    public void AddOnSite(int atom, double dipoleKernel, double quadrupoleKernel)
    {
        var m = moments.Span;
        var v = potential.Span;
        for (var k = 1; k < 4; k++)
            v[(k * n) + atom] += dipoleKernel * m[(k * n) + atom];
        for (var k = 4; k < 10; k++)
            v[(k * n) + atom] += quadrupoleKernel * Multiplicity[k - 4] * m[(k * n) + atom];
    }

    public void AddTo(Populations target)
    {
        var v = potential.Span;
        for (var A = 0; A < n; A++)
        {
            target.AtomCharges[A] += v[A];
            for (var k = 0; k < 3; k++)
                target.AtomDipoles[(3 * A) + k] += v[((1 + k) * n) + A];
            for (var k = 0; k < 6; k++)
                target.AtomQuadrupoles[(6 * A) + k] += v[((4 + k) * n) + A];
        }
    }

    /// <summary>½ Σ moment · potential of each atom.</summary>
    public ReadOnlySpan<double> HalfProduct()
    {
        var sums = products.Span;
        sums.Clear();
        for (var k = 0; k < Components; k++)
        {
            for (var A = 0; A < n; A++)
                sums[A] += 0.5 * moments.Span[(k * n) + A] * potential.Span[(k * n) + A];
        }

        return sums;
    }

    /// <summary>The derivatives of one pair's v(x) · y.</summary>
    public static PairDerivatives Differentiate(ReadOnlySpan<double> v, (double A, double B, double C) factors, int A, int B, Populations x, Populations y)
    {
        var xA = new AtomMoments(x, A);
        var yA = new AtomMoments(y, A);
        var xB = new AtomMoments(x, B);
        var yB = new AtomMoments(y, B);
        var r = new Vector3d(v[0], v[1], v[2]);

        // a: charge–dipole, linear in r
        var byA = (yB.Charge * xA.Dipole) + (xB.Charge * yA.Dipole) - (yA.Charge * xB.Dipole) - (xA.Charge * yB.Dipole);

        // b, c: dipole–dipole
        var ξ = (xA.Dipole.Dot(yB.Dipole)) + yA.Dipole.Dot(xB.Dipole);
        var (xAr, yAr, xBr, yBr) = (xA.Dipole.Dot(r), yA.Dipole.Dot(r), xB.Dipole.Dot(r), yB.Dipole.Dot(r));
        var dipoles = (xAr * yBr) + (yAr * xBr);
        var byDipoles = (xAr * yB.Dipole) + (yBr * xA.Dipole) + (yAr * xB.Dipole) + (xBr * yA.Dipole);

        // c: charge–quadrupole, quadratic in r
        var Qr = (yB.Charge * xA.Times(r)) + (xB.Charge * yA.Times(r)) + (yA.Charge * xB.Times(r)) + (xA.Charge * yB.Times(r));
        var byVector = (factors.A * byA) + (factors.C * ((-3.0 * byDipoles) + (2.0 * Qr)));
        return new PairDerivatives(byVector.X, byVector.Y, byVector.Z, byA.Dot(r), ξ, (-3.0 * dipoles) + Qr.Dot(r));
    }

    /// <summary>All pairs (A, B &gt; A), which start at pair p.</summary>
    private void AddRow(int A, int p)
    {
        var count = n - 1 - A;
        var m = moments.Span;
        var v = potential.Span;
        var qA = m[A];
        var (dxA, dyA, dzA) = (m[n + A], m[(2 * n) + A], m[(3 * n) + A]);
        var (xxA, xyA, yyA, xzA, yzA, zzA) = (m[(4 * n) + A], m[(5 * n) + A], m[(6 * n) + A], m[(7 * n) + A], m[(8 * n) + A], m[(9 * n) + A]);
        var width = Vector<double>.Count;
        Vector<double> sq = default, sx = default, sy = default, sz = default;
        Vector<double> sxx = default, sxy = default, syy = default, sxz = default, syz = default, szz = default;
        for (var start = 0; start < count; start += width)
        {
            var here = Math.Min(width, count - start);
            var (x, y, z) = (Load(0), Load(1), Load(2));
            var (a, b, c) = (Load(3), Load(4), Load(5));
            var q = LoadMoment(0);
            var (dx, dy, dz) = (LoadMoment(1), LoadMoment(2), LoadMoment(3));
            var (xx, xy, yy) = (LoadMoment(4), LoadMoment(5), LoadMoment(6));
            var (xz, yz, zz) = (LoadMoment(7), LoadMoment(8), LoadMoment(9));

            var dBr = (dx * x) + (dy * y) + (dz * z);
            var dAr = (x * dxA) + (y * dyA) + (z * dzA);
            var (x2, xy2, y2, xz2, yz2, z2) = (x * x, 2.0 * x * y, y * y, 2.0 * x * z, 2.0 * y * z, z * z);
            var rΘBr = (xx * x2) + (xy * xy2) + (yy * y2) + (xz * xz2) + (yz * yz2) + (zz * z2);
            var rΘAr = (x2 * xxA) + (xy2 * xyA) + (y2 * yyA) + (xz2 * xzA) + (yz2 * yzA) + (z2 * zzA);

            sq += (c * rΘBr) - (a * dBr);
            AddMoment(0, (a * dAr) + (c * rΘAr));
            var alongA = (a * q) - (3.0 * c * dBr);
            sx += (alongA * x) + (b * dx);
            sy += (alongA * y) + (b * dy);
            sz += (alongA * z) + (b * dz);
            var alongB = (-qA * a) - (3.0 * c * dAr);
            AddMoment(1, (alongB * x) + (b * dxA));
            AddMoment(2, (alongB * y) + (b * dyA));
            AddMoment(3, (alongB * z) + (b * dzA));
            var cq = c * q;
            sxx += cq * x2;
            sxy += cq * xy2;
            syy += cq * y2;
            sxz += cq * xz2;
            syz += cq * yz2;
            szz += cq * z2;
            var cqA = c * qA;
            AddMoment(4, cqA * x2);
            AddMoment(5, cqA * xy2);
            AddMoment(6, cqA * y2);
            AddMoment(7, cqA * xz2);
            AddMoment(8, cqA * yz2);
            AddMoment(9, cqA * z2);

            Vector<double> Load(int array) => Read(geometry.Span.Slice((array * nPairs) + p + start, here));
            Vector<double> LoadMoment(int component) => Read(moments.Span.Slice((component * n) + A + 1 + start, here));
            void AddMoment(int component, Vector<double> value)
            {
                var target = potential.Span.Slice((component * n) + A + 1 + start, here);
                if (here == width)
                {
                    (new Vector<double>(target) + value).CopyTo(target);
                    return;
                }

                for (var lane = 0; lane < here; lane++)
                    target[lane] += value[lane];
            }
        }

        v[A] += Vector.Sum(sq);
        v[n + A] += Vector.Sum(sx);
        v[(2 * n) + A] += Vector.Sum(sy);
        v[(3 * n) + A] += Vector.Sum(sz);
        v[(4 * n) + A] += Vector.Sum(sxx);
        v[(5 * n) + A] += Vector.Sum(sxy);
        v[(6 * n) + A] += Vector.Sum(syy);
        v[(7 * n) + A] += Vector.Sum(sxz);
        v[(8 * n) + A] += Vector.Sum(syz);
        v[(9 * n) + A] += Vector.Sum(szz);
    }

    /// <summary>A vector of lanes, zero beyond the end of the source.</summary>
    private static Vector<double> Read(ReadOnlySpan<double> source)
    {
        if (source.Length >= Vector<double>.Count)
            return MemoryMarshal.Read<Vector<double>>(MemoryMarshal.AsBytes(source));
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        lanes.Clear();
        source.CopyTo(lanes);
        return new Vector<double>(lanes);
    }

    private readonly ref struct AtomMoments(Populations x, int atom)
    {
        private readonly ReadOnlySpan<double> quadrupole = x.AtomQuadrupoles.Slice(6 * atom, 6);

        public double Charge { get; } = x.AtomCharges[atom];

        public Vector3d Dipole { get; } = new(x.AtomDipoles[3 * atom], x.AtomDipoles[(3 * atom) + 1], x.AtomDipoles[(3 * atom) + 2]);

        /// <summary>Θ · r.</summary>
        public Vector3d Times(Vector3d r) => new(
            (quadrupole[0] * r.X) + (quadrupole[1] * r.Y) + (quadrupole[3] * r.Z),
            (quadrupole[1] * r.X) + (quadrupole[2] * r.Y) + (quadrupole[4] * r.Z),
            (quadrupole[3] * r.X) + (quadrupole[4] * r.Y) + (quadrupole[5] * r.Z));
    }
}
