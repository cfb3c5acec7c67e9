using System.Numerics;
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
    /// <summary>The most, per atom, by which all omitted triples together can change the energy, Eh.</summary>
    public const double LargestErrorPerAtom = 1e-10;

    private const int Chunk = 8;
    private const int RowBlock = 8;

    private readonly ChargeFreeCoefficients coefficients;
    private readonly Variable positions;
    private readonly RationalDamping damping;
    private readonly Tape tape;
    private readonly int n;
    private readonly int stride;
    private readonly int[] order;
    private readonly double threshold;
    private readonly Memory<double> strengths;
    private readonly Memory<double> squares;
    private readonly Memory<double> inverseSquares;
    private readonly Memory<double> damped;
    private readonly Memory<double> largest;
    private readonly Memory<double> weight;
    private readonly Memory<double> pairEnergy;
    private readonly Memory<double> pairDamping;
    private readonly Memory<double> pairAngle;

    public TripleSum(Tape tape, ChargeFreeCoefficients coefficients, Variable positions, RationalDamping damping, double s9)
    {
        this.tape = tape;
        this.coefficients = coefficients;
        this.positions = positions;
        this.damping = damping;
        n = coefficients.Layout.AtomCount;
        stride = (n + Chunk - 1) / Chunk * Chunk;
        order = SpatialOrder.Of(positions.Value);

        // 1 + 3 cos α cos β cos γ lies between −2 and 11/8
        threshold = LargestErrorPerAtom * 6.0 / ((double)n * n) / (2.0 * Math.Max(Math.Abs(s9), 1e-300));
        strengths = tape.Arena.Rent(n * stride);
        squares = tape.Arena.Rent(n * stride);
        inverseSquares = tape.Arena.Rent(n * stride);
        damped = tape.Arena.Rent(n * stride);
        largest = tape.Arena.Rent(n * stride / Chunk);
        weight = tape.Arena.Rent(stride);
        pairEnergy = tape.Arena.Rent(n * stride);
        pairDamping = tape.Arena.Rent(n * stride);
        pairAngle = tape.Arena.Rent(n * stride);
        FillPairs();
    }

    /// <summary>The sum, without s9.</summary>
    public double Total
    {
        get
        {
            var sum = 0.0;
            foreach (var e in pairEnergy.Span)
                sum += e;
            return sum / 3.0;
        }
    }

    /// <summary>Gathers weighted sums over triples for every pair; a triple weighs the sum of its atoms' weights.</summary>
    public void Accumulate(ReadOnlySpan<double> atomWeights)
    {
        weight.Span.Clear();
        for (var a = 0; a < n; a++)
            weight.Span[a] = atomWeights[order[a]];
        pairEnergy.Span.Clear();
        pairDamping.Span.Clear();
        pairAngle.Span.Clear();
        for (var block = 0; block < n; block += RowBlock)
        {
            var end = Math.Min(block + RowBlock, n);
            for (var b = block + 1; b < n; b++)
            {
                for (var a = block; a < Math.Min(b, end); a++)
                    AccumulatePair(a, b);
            }
        }
    }

    /// <summary>Adds each atom's share after <see cref="Accumulate"/> with a third as each atom's weight.</summary>
    public void AddAtomicEnergies(double s9, Span<double> perAtom)
    {
        // Each of an atom's triples is in two of its pairs, and a third of the triple is the atom's.
        for (var a = 0; a < n; a++)
        {
            for (var b = a + 1; b < n; b++)
            {
                var share = s9 * pairEnergy.Span[(a * stride) + b] / 6.0;
                perAtom[order[a]] += share;
                perAtom[order[b]] += share;
            }
        }
    }

    /// <summary>Carries factor × the gathered sum to positions, radii and C6.</summary>
    public void Propagate(double factor)
    {
        var layout = coefficients.Layout;
        var adjointC6 = tape.Arena.Rent(layout.SlotCount * layout.SlotCount);
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
                var at = (a * stride) + b;
                var s = squares.Span[at];
                var E = factor * pairEnergy.Span[at];
                var D = factor * pairDamping.Span[at];
                if (!r̄.IsEmpty)
                {
                    var byR2 = (factor * pairAngle.Span[at]) + (((8.0 / 3.0 * D) - (1.5 * E)) / s);
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
                var C6 = coefficients.Matrix[(i * layout.SlotCount) + j];
                if (C6 > 0.0)
                    adjointC6.Span[(i * layout.SlotCount) + j] = adjointC6.Span[(j * layout.SlotCount) + i] = 0.5 * E / C6;
            }
        }

        if (damping.A1.NeedsAdjoint)
            damping.A1.Adjoint[0] += a1Adjoint;
        if (damping.A2.NeedsAdjoint)
            damping.A2.Adjoint[0] += a2Adjoint;
        coefficients.Propagate(adjointC6.Span);
    }

    private void FillPairs()
    {
        // Below the diagonal and beyond the last atom g stays zero and the rest finite, so that loops need no masks.
        var layout = coefficients.Layout;
        var r = positions.Value;
        var Q = damping.RadialMoments.Value;
        double a1 = damping.A1.Scalar, a2 = damping.A2.Scalar;
        for (var a = 0; a < n; a++)
        {
            var A = order[a];
            var row = a * stride;
            for (var b = a + 1; b < n; b++)
            {
                var B = order[b];
                double Δx = r[3 * A] - r[3 * B], Δy = r[(3 * A) + 1] - r[(3 * B) + 1], Δz = r[(3 * A) + 2] - r[(3 * B) + 2];
                var s = (Δx * Δx) + (Δy * Δy) + (Δz * Δz);
                var C6 = coefficients.Matrix[(layout.Slots[A] * layout.SlotCount) + layout.Slots[B]];
                var g = Math.Sqrt(C6 / (s * s * s));
                var R0 = (a1 * Math.Sqrt(3.0 * Q[A] * Q[B])) + a2;
                squares.Span[row + b] = s;
                inverseSquares.Span[row + b] = 1.0 / s;
                strengths.Span[row + b] = g;
                damped.Span[row + b] = R0 * R0 / s;
                ref var bound = ref largest.Span[(row + b) / Chunk];
                bound = Math.Max(bound, g);
            }

            var t = MemoryMarshal.Cast<double, Vector<double>>(damped.Span.Slice(row, stride));
            for (var v = a / Vector<double>.Count; v < t.Length; v++)
                t[v] = Vector.Exp(Vector.Log(Vector.Max(t[v], new Vector<double>(1e-100))) * (8.0 / 3.0));
        }
    }

    private void AccumulatePair(int a, int b)
    {
        int rowA = a * stride, rowB = b * stride;
        var gab = strengths.Span[rowA + b];
        var limit = threshold / gab;
        ref var g = ref MemoryMarshal.GetReference(strengths.Span);
        ref var s = ref MemoryMarshal.GetReference(squares.Span);
        ref var u = ref MemoryMarshal.GetReference(inverseSquares.Span);
        ref var t = ref MemoryMarshal.GetReference(damped.Span);
        ref var w = ref MemoryMarshal.GetReference(weight.Span);
        ref var energy = ref MemoryMarshal.GetReference(pairEnergy.Span);
        ref var damping = ref MemoryMarshal.GetReference(pairDamping.Span);
        ref var angle = ref MemoryMarshal.GetReference(pairAngle.Span);
        var boundA = largest.Span.Slice(rowA / Chunk, stride / Chunk);
        var boundB = largest.Span.Slice(rowB / Chunk, stride / Chunk);
        var g1 = new Vector<double>(gab);
        var s1 = new Vector<double>(squares.Span[rowA + b]);
        var v1 = new Vector<double>(inverseSquares.Span[rowA + b]);
        var u1 = v1 * 0.375;
        var t1 = new Vector<double>(6.0 * damped.Span[rowA + b]);
        var w1 = new Vector<double>(weight.Span[a] + weight.Span[b]);
        Vector<double> sumE = default, sumD = default, sumS = default;
        for (var chunk = (b + 1) / Chunk; chunk < boundA.Length; chunk++)
        {
            if (boundA[chunk] * boundB[chunk] < limit)
                continue;
            for (var c = chunk * Chunk; c < (chunk + 1) * Chunk; c += Vector<double>.Count)
            {
                nuint atA = (nuint)(rowA + c), atB = (nuint)(rowB + c);
                var s2 = Vector.LoadUnsafe(ref s, atB);
                var s3 = Vector.LoadUnsafe(ref s, atA);
                var u2 = Vector.LoadUnsafe(ref u, atB);
                var u3 = Vector.LoadUnsafe(ref u, atA);
                var F = Vector<double>.One / Vector.FusedMultiplyAdd(t1 * Vector.LoadUnsafe(ref t, atB), Vector.LoadUnsafe(ref t, atA), Vector<double>.One);
                var GF = g1 * Vector.LoadUnsafe(ref g, atB) * Vector.LoadUnsafe(ref g, atA) * (w1 + Vector.LoadUnsafe(ref w, (nuint)c)) * F;
                var x = s1 + s2 - s3;
                var y = s1 - s2 + s3;
                var z = s2 + s3 - s1;
                Vector<double> yz = y * z, xz = x * z, xy = x * y;

                // 3 cos α cos β cos γ = 3/8 xyz / (s1 s2 s3)
                var angular = GF * u1 * u2 * u3;
                var cosines = angular * xy * z;
                var E = GF + cosines;
                var D = E - (E * F);
                var S1 = (angular * (yz + xz - xy)) - (cosines * v1);
                var S2 = (angular * (yz - xz + xy)) - (cosines * u2);
                var S3 = (angular * (xz + xy - yz)) - (cosines * u3);
                sumE += E;
                sumD += D;
                sumS += S1;
                (Vector.LoadUnsafe(ref energy, atA) + E).StoreUnsafe(ref energy, atA);
                (Vector.LoadUnsafe(ref energy, atB) + E).StoreUnsafe(ref energy, atB);
                (Vector.LoadUnsafe(ref damping, atA) + D).StoreUnsafe(ref damping, atA);
                (Vector.LoadUnsafe(ref damping, atB) + D).StoreUnsafe(ref damping, atB);
                (Vector.LoadUnsafe(ref angle, atA) + S3).StoreUnsafe(ref angle, atA);
                (Vector.LoadUnsafe(ref angle, atB) + S2).StoreUnsafe(ref angle, atB);
            }
        }

        pairEnergy.Span[rowA + b] += Vector.Sum(sumE);
        pairDamping.Span[rowA + b] += Vector.Sum(sumD);
        pairAngle.Span[rowA + b] += Vector.Sum(sumS);
    }
}
