using System.Numerics;
using System.Runtime.CompilerServices;
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

    private static readonly int Width = Vector<double>.Count;

    private readonly int n;
    private readonly int nPairs;
    private readonly int stride;
    private readonly int pairStride;
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
        stride = n + Width;
        pairStride = nPairs + Width;
        geometry = arena.Rent(6 * pairStride);
        moments = arena.Rent(Components * stride);
        potential = arena.Rent(Components * stride);
        products = arena.Rent(n);
        for (var k = 0; k < 3; k++)
        {
            var axis = geometry.Span.Slice(k * pairStride, nPairs);
            for (var p = 0; p < nPairs; p++)
                axis[p] = pairs.Vectors.Value[(3 * p) + k];
        }
    }

    public (double A, double B, double C) this[int pair] =>
        (geometry.Span[(3 * pairStride) + pair], geometry.Span[(4 * pairStride) + pair], geometry.Span[(5 * pairStride) + pair]);

    public void Set(int pair, double a, double b, double c)
    {
        geometry.Span[(3 * pairStride) + pair] = a;
        geometry.Span[(4 * pairStride) + pair] = b;
        geometry.Span[(5 * pairStride) + pair] = c;
    }

    /// <summary>The potential of all pairs for given moments; kept until read with <see cref="AddTo"/> or <see cref="HalfProduct"/>.</summary>
    public void Potential(Populations x)
    {
        var m = moments.Span;
        for (var A = 0; A < n; A++)
        {
            m[A] = x.AtomCharges[A];
            for (var k = 0; k < 3; k++)
                m[((1 + k) * stride) + A] = x.AtomDipoles[(3 * A) + k];
            for (var k = 0; k < 6; k++)
                m[((4 + k) * stride) + A] = x.AtomQuadrupoles[(6 * A) + k];
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
            v[(k * stride) + atom] += dipoleKernel * m[(k * stride) + atom];
        for (var k = 4; k < 10; k++)
            v[(k * stride) + atom] += quadrupoleKernel * Multiplicity[k - 4] * m[(k * stride) + atom];
    }

    public void AddTo(Populations target)
    {
        var v = potential.Span;
        for (var A = 0; A < n; A++)
        {
            target.AtomCharges[A] += v[A];
            for (var k = 0; k < 3; k++)
                target.AtomDipoles[(3 * A) + k] += v[((1 + k) * stride) + A];
            for (var k = 0; k < 6; k++)
                target.AtomQuadrupoles[(6 * A) + k] += v[((4 + k) * stride) + A];
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
                sums[A] += 0.5 * moments.Span[(k * stride) + A] * potential.Span[(k * stride) + A];
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

    /// <summary>All pairs (A, B &gt; A), which start at pair p; lanes beyond the last B have factors of zero.</summary>
    private void AddRow(int A, int p)
    {
        var count = n - 1 - A;
        var m = moments.Span;
        var v = potential.Span;
        ref var g = ref MemoryMarshal.GetReference(geometry.Span);
        ref var mB = ref Unsafe.Add(ref MemoryMarshal.GetReference(m), A + 1);
        ref var vB = ref Unsafe.Add(ref MemoryMarshal.GetReference(v), A + 1);
        var qA = m[A];
        var (dxA, dyA, dzA) = (m[stride + A], m[(2 * stride) + A], m[(3 * stride) + A]);
        var (xxA, xyA, yyA) = (m[(4 * stride) + A], m[(5 * stride) + A], m[(6 * stride) + A]);
        var (xzA, yzA, zzA) = (m[(7 * stride) + A], m[(8 * stride) + A], m[(9 * stride) + A]);
        Vector<double> sq = default, sx = default, sy = default, sz = default;
        Vector<double> sxx = default, sxy = default, syy = default, sxz = default, syz = default, szz = default;
        for (var start = 0; start < count; start += Width)
        {
            var mask = Vector.GreaterThan(new Vector<double>((double)(count - start)), LaneNumbers);
            var pair = p + start;
            var (x, y, z) = (Load(ref g, pair), Load(ref g, pairStride + pair), Load(ref g, (2 * pairStride) + pair));
            var a = Masked(mask, Load(ref g, (3 * pairStride) + pair));
            var b = Masked(mask, Load(ref g, (4 * pairStride) + pair));
            var c = Masked(mask, Load(ref g, (5 * pairStride) + pair));
            var q = Load(ref mB, start);
            var (dx, dy, dz) = (Load(ref mB, stride + start), Load(ref mB, (2 * stride) + start), Load(ref mB, (3 * stride) + start));
            var dBr = (dx * x) + (dy * y) + (dz * z);
            var dAr = (x * dxA) + (y * dyA) + (z * dzA);
            var (x2, xy2, y2, xz2, yz2, z2) = (x * x, 2.0 * x * y, y * y, 2.0 * x * z, 2.0 * y * z, z * z);
            var rΘBr = (Load(ref mB, (4 * stride) + start) * x2) + (Load(ref mB, (5 * stride) + start) * xy2) + (Load(ref mB, (6 * stride) + start) * y2)
                + (Load(ref mB, (7 * stride) + start) * xz2) + (Load(ref mB, (8 * stride) + start) * yz2) + (Load(ref mB, (9 * stride) + start) * z2);
            var rΘAr = (x2 * xxA) + (xy2 * xyA) + (y2 * yyA) + (xz2 * xzA) + (yz2 * yzA) + (z2 * zzA);

            sq += (c * rΘBr) - (a * dBr);
            Add(ref vB, start, (a * dAr) + (c * rΘAr));
            var alongA = (a * q) - (3.0 * c * dBr);
            sx += (alongA * x) + (b * dx);
            sy += (alongA * y) + (b * dy);
            sz += (alongA * z) + (b * dz);
            var alongB = (-qA * a) - (3.0 * c * dAr);
            Add(ref vB, stride + start, (alongB * x) + (b * dxA));
            Add(ref vB, (2 * stride) + start, (alongB * y) + (b * dyA));
            Add(ref vB, (3 * stride) + start, (alongB * z) + (b * dzA));
            var cq = c * q;
            sxx += cq * x2;
            sxy += cq * xy2;
            syy += cq * y2;
            sxz += cq * xz2;
            syz += cq * yz2;
            szz += cq * z2;
            var cqA = c * qA;
            Add(ref vB, (4 * stride) + start, cqA * x2);
            Add(ref vB, (5 * stride) + start, cqA * xy2);
            Add(ref vB, (6 * stride) + start, cqA * y2);
            Add(ref vB, (7 * stride) + start, cqA * xz2);
            Add(ref vB, (8 * stride) + start, cqA * yz2);
            Add(ref vB, (9 * stride) + start, cqA * z2);
        }

        v[A] += Vector.Sum(sq);
        v[stride + A] += Vector.Sum(sx);
        v[(2 * stride) + A] += Vector.Sum(sy);
        v[(3 * stride) + A] += Vector.Sum(sz);
        v[(4 * stride) + A] += Vector.Sum(sxx);
        v[(5 * stride) + A] += Vector.Sum(sxy);
        v[(6 * stride) + A] += Vector.Sum(syy);
        v[(7 * stride) + A] += Vector.Sum(sxz);
        v[(8 * stride) + A] += Vector.Sum(syz);
        v[(9 * stride) + A] += Vector.Sum(szz);
    }

    private static readonly Vector<double> LaneNumbers = Vector.CreateSequence(0.0, 1.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Masked(Vector<long> mask, Vector<double> values) => Vector.ConditionalSelect(mask, values, Vector<double>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double start, int index) => Vector.LoadUnsafe(ref start, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double start, int index, Vector<double> value) => (Vector.LoadUnsafe(ref start, (nuint)index) + value).StoreUnsafe(ref start, (nuint)index);

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
