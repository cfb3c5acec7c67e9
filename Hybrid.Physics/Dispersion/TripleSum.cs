using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Dispersion;

/// <summary>
/// The sum over all triples of atoms of √(C6 C6 C6) (3/8 Π(…)/(s s s) + 1) / (R R R)³ / (1 + 6 t t t), with its
/// derivatives gathered per pair.
/// </summary>
/// <remarks>
/// Everything but the angular factor is a product over the three pairs: g = √C6/R³ and t = (R0/R)^{16/3}, found once per
/// pair; s = R². Atoms are put in an order that keeps neighbours together, and triples are left out chunk by chunk of
/// atoms C when g_AB max(g_AC) max(g_BC) bounds them below the threshold.
/// </remarks>
internal sealed class TripleSum
{
    /// <summary>
    /// The most, per atom, by which all omitted triples together could change the energy if each were as large as its
    /// bound and of the same sign, Eh. In chains, a peptide and a cluster of 171 to 480 atoms
    /// they change it by less than 3·10⁻¹⁰.
    /// </summary>
    private const double LargestErrorPerAtom = 1e-8;

    private const int Chunk = 8;
    private const int RowBlock = 8;

    // What is known of a pair, and what is gathered for it, lies together for each chunk of partners.
    private const int Known = 4;
    private const int Strength = 0;
    private const int Square = Chunk;
    private const int InverseSquare = 2 * Chunk;
    private const int Damping = 3 * Chunk;
    private const int Gathered = 3;
    private const int EnergySum = 0;
    private const int DampingSum = Chunk;
    private const int AngleSum = 2 * Chunk;

    private readonly ChargeFreeCoefficients coefficients;
    private readonly Variable positions;
    private readonly RationalDamping damping;
    private readonly Tape tape;
    private readonly int n;
    private readonly int chunks;
    private readonly int[] order;
    private readonly double threshold;
    private readonly Memory<double> known;
    private readonly Memory<double> gathered;
    private readonly Memory<double> strongest;
    private readonly Memory<double> weight;

    public TripleSum(Tape tape, ChargeFreeCoefficients coefficients, Variable positions, RationalDamping damping, double s9)
    {
        this.tape = tape;
        this.coefficients = coefficients;
        this.positions = positions;
        this.damping = damping;
        n = coefficients.Layout.AtomCount;
        chunks = (n + Chunk - 1) / Chunk;
        order = SpatialOrder.Of(positions.Value);

        // 1 + 3 cos α cos β cos γ lies between −2 and 11/8
        threshold = LargestErrorPerAtom * 6.0 / ((double)n * n) / (2.0 * Math.Max(Math.Abs(s9), 1e-300));
        known = tape.Arena.Rent(n * chunks * Known * Chunk);
        gathered = tape.Arena.Rent(n * chunks * Gathered * Chunk);
        strongest = tape.Arena.Rent(n * chunks);
        weight = tape.Arena.Rent(chunks * Chunk);
        FillPairs();
    }

    /// <summary>The sum, without s9.</summary>
    public double Total
    {
        get
        {
            var sum = 0.0;
            ReadOnlySpan<double> sums = gathered.Span;
            for (var a = 0; a < n; a++)
            {
                for (var b = a + 1; b < n; b++)
                    sum += sums[GatheredAt(a, b) + EnergySum];
            }

            return sum / 3.0;
        }
    }

    /// <summary>Gathers weighted sums over triples for every pair; a triple weighs the sum of its atoms' weights.</summary>
    public void Accumulate(ReadOnlySpan<double> atomWeights)
    {
        weight.Span.Clear();
        for (var a = 0; a < n; a++)
            weight.Span[a] = atomWeights[order[a]];
        gathered.Span.Clear();
        var rows = new Rows(
            ref MemoryMarshal.GetReference(known.Span), ref MemoryMarshal.GetReference(gathered.Span),
            ref MemoryMarshal.GetReference(strongest.Span), ref MemoryMarshal.GetReference(weight.Span));
        for (var block = 0; block < n; block += RowBlock)
        {
            var end = Math.Min(block + RowBlock, n);
            for (var b = block + 1; b < n; b++)
            {
                for (var a = block; a < Math.Min(b, end); a++)
                    AccumulatePair(rows, a, b);
            }
        }
    }

    /// <summary>Adds each atom's share after <see cref="Accumulate"/> with a third as each atom's weight.</summary>
    public void AddAtomicEnergies(double s9, Span<double> perAtom)
    {
        ReadOnlySpan<double> sums = gathered.Span;

        // Each of an atom's triples is in two of its pairs, and a third of the triple is the atom's.
        for (var a = 0; a < n; a++)
        {
            for (var b = a + 1; b < n; b++)
            {
                var share = s9 * sums[GatheredAt(a, b) + EnergySum] / 6.0;
                perAtom[order[a]] += share;
                perAtom[order[b]] += share;
            }
        }
    }

    /// <summary>Carries factor × the gathered sum to positions, radii and C6.</summary>
    public void Propagate(double factor)
    {
        var layout = coefficients.Layout;
        var adjointC6 = tape.Arena.ForAdjoints.Rent(layout.SlotCount * layout.SlotCount);
        Span<double> C6Adjoint = adjointC6.Span;
        ReadOnlySpan<double> pairs = known.Span, sums = gathered.Span, C6s = coefficients.Matrix;
        var r = positions.Value;
        var r̄ = positions.NeedsAdjoint ? positions.Adjoint : default;
        var Q = damping.RadialMoments.Value;
        var Q̄ = damping.RadialMoments.NeedsAdjoint ? damping.RadialMoments.Adjoint : default;
        double a1 = damping.A1.Scalar, a2 = damping.A2.Scalar, a1Adjoint = 0.0, a2Adjoint = 0.0;
        for (var a = 0; a < n; a++)
        {
            var A = order[a];
            for (var b = a + 1; b < n; b++)
            {
                var B = order[b];
                var at = GatheredAt(a, b);
                var E = factor * sums[at + EnergySum];
                var D = factor * sums[at + DampingSum];
                if (!r̄.IsEmpty)
                {
                    var byR2 = (factor * sums[at + AngleSum]) + (((8.0 / 3.0 * D) - (1.5 * E)) * pairs[KnownAt(a, b) + InverseSquare]);
                    for (var k = 0; k < 3; k++)
                    {
                        var force = 2.0 * byR2 * (r[(3 * A) + k] - r[(3 * B) + k]);
                        r̄[(3 * A) + k] += force;
                        r̄[(3 * B) + k] -= force;
                    }
                }

                var root = Math.Sqrt(3.0 * Q[A] * Q[B]);
                var byR0 = -16.0 / 3.0 * D / ((a1 * root) + a2);
                a1Adjoint += byR0 * root;
                a2Adjoint += byR0;
                if (!Q̄.IsEmpty)
                {
                    Q̄[A] += 0.5 * byR0 * a1 * root / Q[A];
                    Q̄[B] += 0.5 * byR0 * a1 * root / Q[B];
                }

                int i = layout.Slots[A], j = layout.Slots[B];
                var C6 = C6s[(i * layout.SlotCount) + j];
                if (C6 > 0.0)
                    C6Adjoint[(i * layout.SlotCount) + j] = C6Adjoint[(j * layout.SlotCount) + i] = 0.5 * E / C6;
            }
        }

        if (damping.A1.NeedsAdjoint)
            damping.A1.Adjoint[0] += a1Adjoint;
        if (damping.A2.NeedsAdjoint)
            damping.A2.Adjoint[0] += a2Adjoint;
        coefficients.Propagate(C6Adjoint);
    }

    private int KnownAt(int a, int b) => (((a * chunks) + (b / Chunk)) * Known * Chunk) + (b % Chunk);

    private int GatheredAt(int a, int b) => (((a * chunks) + (b / Chunk)) * Gathered * Chunk) + (b % Chunk);

    private void FillPairs()
    {
        // Below the diagonal and beyond the last atom g stays zero and the rest finite, so that loops need no masks.
        Span<double> pairs = known.Span, bounds = strongest.Span;
        var C6s = coefficients.Matrix;
        var layout = coefficients.Layout;
        var r = positions.Value;
        var Q = damping.RadialMoments.Value;
        double a1 = damping.A1.Scalar, a2 = damping.A2.Scalar;
        for (var a = 0; a < n; a++)
        {
            var A = order[a];
            for (var b = a + 1; b < n; b++)
            {
                var B = order[b];
                double Δx = r[3 * A] - r[3 * B], Δy = r[(3 * A) + 1] - r[(3 * B) + 1], Δz = r[(3 * A) + 2] - r[(3 * B) + 2];
                var s = (Δx * Δx) + (Δy * Δy) + (Δz * Δz);
                var C6 = C6s[(layout.Slots[A] * layout.SlotCount) + layout.Slots[B]];
                var g = Math.Sqrt(C6 / (s * s * s));
                var R0 = (a1 * Math.Sqrt(3.0 * Q[A] * Q[B])) + a2;
                var pair = pairs.Slice(KnownAt(a, b), (Known - 1) * Chunk + 1);
                pair[Strength] = g;
                pair[Square] = s;
                pair[InverseSquare] = 1.0 / s;
                pair[Damping] = R0 * R0 / s;
                ref var bound = ref bounds[(a * chunks) + (b / Chunk)];
                bound = Math.Max(bound, g);
            }

            for (var chunk = a / Chunk; chunk < chunks; chunk++)
            {
                var t = MemoryMarshal.Cast<double, Vector<double>>(pairs.Slice(KnownAt(a, chunk * Chunk) + Damping, Chunk));
                for (var v = 0; v < t.Length; v++)
                    t[v] = Vector.Exp(Vector.Log(Vector.Max(t[v], new Vector<double>(1e-100))) * (8.0 / 3.0));
            }
        }
    }

    /// <summary>Adds the triples of a and b with all later c.</summary>
    private void AccumulatePair(in Rows rows, int a, int b)
    {
        ref var w = ref rows.Weight;
        ref var knownA = ref Unsafe.Add(ref rows.Known, KnownAt(a, 0));
        ref var knownB = ref Unsafe.Add(ref rows.Known, KnownAt(b, 0));
        ref var gatheredA = ref Unsafe.Add(ref rows.Gathered, GatheredAt(a, 0));
        ref var gatheredB = ref Unsafe.Add(ref rows.Gathered, GatheredAt(b, 0));
        ref var boundA = ref Unsafe.Add(ref rows.Strongest, a * chunks);
        ref var boundB = ref Unsafe.Add(ref rows.Strongest, b * chunks);
        ref var ab = ref Unsafe.Add(ref rows.Known, KnownAt(a, b));
        var gab = ab;
        var limit = threshold / gab;
        var g1 = new Vector<double>(gab);
        var s1 = new Vector<double>(Unsafe.Add(ref ab, Square));
        var v1 = new Vector<double>(Unsafe.Add(ref ab, InverseSquare));
        var u1 = v1 * 0.375;
        var t1 = new Vector<double>(6.0 * Unsafe.Add(ref ab, Damping));
        var w1 = new Vector<double>(Unsafe.Add(ref w, a) + Unsafe.Add(ref w, b));
        Vector<double> sumE = default, sumD = default, sumS = default;
        for (var chunk = (b + 1) / Chunk; chunk < chunks; chunk++)
        {
            if (Unsafe.Add(ref boundA, chunk) * Unsafe.Add(ref boundB, chunk) < limit)
                continue;
            for (var lane = 0; lane < Chunk; lane += Vector<double>.Count)
            {
                var at = (nuint)((chunk * Known * Chunk) + lane);
                var s2 = Vector.LoadUnsafe(ref knownB, at + Square);
                var s3 = Vector.LoadUnsafe(ref knownA, at + Square);
                var u2 = Vector.LoadUnsafe(ref knownB, at + InverseSquare);
                var u3 = Vector.LoadUnsafe(ref knownA, at + InverseSquare);
                var T = t1 * Vector.LoadUnsafe(ref knownB, at + Damping) * Vector.LoadUnsafe(ref knownA, at + Damping);
                var F = Vector<double>.One / (Vector<double>.One + T);
                var g23 = Vector.LoadUnsafe(ref knownB, at + Strength) * Vector.LoadUnsafe(ref knownA, at + Strength);
                var GF = g1 * g23 * (w1 + Vector.LoadUnsafe(ref w, (nuint)((chunk * Chunk) + lane))) * F;
                var Δ = s2 - s3;
                var x = s1 + Δ;
                var y = s1 - Δ;
                var z = s2 + s3 - s1;
                var xy = x * y;

                // 3 cos α cos β cos γ = 3/8 xyz / (s1 s2 s3)
                var angular = GF * u1 * (u2 * u3);
                var cosines = angular * (xy * z);
                var E = GF + cosines;
                var D = E - (E * F);

                // ∂(xyz)/∂s1 = z (x + y) − xy = 2 s1 z − xy, and so on around the triangle
                var S1 = (angular * (((s1 + s1) * z) - xy)) - (cosines * v1);
                var S2 = (angular * (((s2 + s2) * y) - (x * z))) - (cosines * u2);
                var S3 = (angular * (((s3 + s3) * x) - (y * z))) - (cosines * u3);
                sumE += E;
                sumD += D;
                sumS += S1;
                at = (nuint)((chunk * Gathered * Chunk) + lane);
                (Vector.LoadUnsafe(ref gatheredA, at + EnergySum) + E).StoreUnsafe(ref gatheredA, at + EnergySum);
                (Vector.LoadUnsafe(ref gatheredB, at + EnergySum) + E).StoreUnsafe(ref gatheredB, at + EnergySum);
                (Vector.LoadUnsafe(ref gatheredA, at + DampingSum) + D).StoreUnsafe(ref gatheredA, at + DampingSum);
                (Vector.LoadUnsafe(ref gatheredB, at + DampingSum) + D).StoreUnsafe(ref gatheredB, at + DampingSum);
                (Vector.LoadUnsafe(ref gatheredA, at + AngleSum) + S3).StoreUnsafe(ref gatheredA, at + AngleSum);
                (Vector.LoadUnsafe(ref gatheredB, at + AngleSum) + S2).StoreUnsafe(ref gatheredB, at + AngleSum);
            }
        }

        ref var sums = ref Unsafe.Add(ref rows.Gathered, GatheredAt(a, b));
        sums += Vector.Sum(sumE);
        Unsafe.Add(ref sums, DampingSum) += Vector.Sum(sumD);
        Unsafe.Add(ref sums, AngleSum) += Vector.Sum(sumS);
    }

    /// <summary>Where the memory of the inner loop begins.</summary>
    private readonly ref struct Rows(ref double known, ref double gathered, ref double strongest, ref double weight)
    {
        public readonly ref double Known = ref known;
        public readonly ref double Gathered = ref gathered;
        public readonly ref double Strongest = ref strongest;
        public readonly ref double Weight = ref weight;
    }
}
