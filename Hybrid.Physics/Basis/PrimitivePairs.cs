using System.Numerics;
using System.Runtime.InteropServices;

namespace Hybrid.Physics.Basis;

/// <summary>
/// All pairs of primitives of two contracted shells side by side in vector lanes, and the radial moments contracted over
/// them: M_{nk} = Σ w exp(−μR²) u^n h^k with w = c_a c_b (π/p)^{3/2}, μ = ab/p, u = b/p, h = 1/(2p), p = a + b.
/// </summary>
/// <remarks>Lanes beyond the last pair have w = 0. The moments of the kinetic energy are in a file of their own.</remarks>
internal sealed partial class PrimitivePairs
{
    private static readonly int Lanes = Vector<double>.Count;

    private int capacity;
    private int blocks;
    private double[] w = [];
    private double[] μ = [];
    private double[] u = [];
    private double[] h = [];
    private ContractedShell? shellA;
    private ContractedShell? shellB;
    private bool hasDerivatives;
    private ShellDerivatives a = ShellDerivatives.Empty;
    private ShellDerivatives b = ShellDerivatives.Empty;

    /// <summary>The derivative of an integral with respect to R² and to the Slater exponents of both shells and their partners.</summary>
    public record struct Derivatives(double BySquaredDistance, double ByOwnA, double ByPartnerA, double ByOwnB, double ByPartnerB)
    {
        public static Derivatives operator +(Derivatives x, Derivatives y) => new(
            x.BySquaredDistance + y.BySquaredDistance, x.ByOwnA + y.ByOwnA, x.ByPartnerA + y.ByPartnerA, x.ByOwnB + y.ByOwnB, x.ByPartnerB + y.ByPartnerB);
    }

    public double SmallestReducedExponent { get; private set; }

    public void Fill(ContractedShell shellA, ContractedShell shellB)
    {
        (this.shellA, this.shellB, hasDerivatives) = (shellA, shellB, false);
        int nA = shellA.Exponents.Length, nB = shellB.Exponents.Length;
        var count = nA * nB;
        blocks = (count + Lanes - 1) / Lanes;
        Reserve(blocks * Lanes);

        // First both exponents and coefficients, then, in their places, what the moments are made of.
        w.AsSpan(count..).Clear();
        u.AsSpan(count..).Fill(1.0);
        μ.AsSpan(count..).Fill(1.0);
        RepeatA(shellA.Exponents, μ, nB);
        RepeatB(shellB.Exponents, u, nA);
        RepeatA(shellA.Coefficients, w, nB);
        RepeatB(shellB.Coefficients, h, nA);
        var W = MemoryMarshal.Cast<double, Vector<double>>(w.AsSpan());
        var M = MemoryMarshal.Cast<double, Vector<double>>(μ.AsSpan());
        var U = MemoryMarshal.Cast<double, Vector<double>>(u.AsSpan());
        var H = MemoryMarshal.Cast<double, Vector<double>>(h.AsSpan());
        for (var block = 0; block < blocks; block++)
        {
            var (α, β) = (M[block], U[block]);
            var p = α + β;
            var πOverP = new Vector<double>(Math.PI) / p;
            W[block] = W[block] * H[block] * πOverP * Vector.SquareRoot(πOverP);
            M[block] = α * β / p;
            U[block] = β / p;
            H[block] = new Vector<double>(0.5) / p;
        }

        SmallestReducedExponent = shellA.SmallestExponent * shellB.SmallestExponent / (shellA.SmallestExponent + shellB.SmallestExponent);
    }

    /// <summary>The derivatives of exponents and coefficients, which only adjoints ask for.</summary>
    private void EnsureDerivatives()
    {
        if (hasDerivatives)
            return;
        hasDerivatives = true;
        a.Set(shellA!, capacity, shellB!.Exponents.Length, RepeatA);
        b.Set(shellB!, capacity, shellA!.Exponents.Length, RepeatB);
    }

    /// <summary>A number of the first shell for each of the second's primitives.</summary>
    private static void RepeatA(double[] values, double[] lanes, int times)
    {
        for (var i = 0; i < values.Length; i++)
            lanes.AsSpan(i * times, times).Fill(values[i]);
    }

    /// <summary>The numbers of the second shell for each of the first's primitives.</summary>
    private static void RepeatB(double[] values, double[] lanes, int times)
    {
        for (var i = 0; i < times; i++)
            values.CopyTo(lanes.AsSpan(i * values.Length));
    }

    /// <summary>M_{nk} for n + 2k ≤ degree, ordered by k, then n.</summary>
    public void Moments(int degree, double squaredDistance, Span<double> moments)
    {
        var count = ShellPairRecipe.MomentCount(degree);
        Span<Vector<double>> sums = stackalloc Vector<double>[16];
        sums = sums[..count];
        sums.Clear();
        var minusR2 = new Vector<double>(-squaredDistance);
        var W = Lanewise(w);
        var M = Lanewise(μ);
        var U = Lanewise(u);
        var H = Lanewise(h);
        for (var block = 0; block < blocks; block++)
        {
            var row = W[block] * Vector.Exp(minusR2 * M[block]);
            for (int k = 0, index = 0; 2 * k <= degree; k++)
            {
                var term = row;
                for (var n = degree - (2 * k); n >= 0; n--)
                {
                    sums[index++] += term;
                    term *= U[block];
                }

                row *= H[block];
            }
        }

        for (var index = 0; index < count; index++)
            moments[index] = Vector.Sum(sums[index]);
    }

    /// <summary>The moments and their derivatives with respect to R², ∂M_{nk}/∂R² = −Σ w μ exp(−μR²) u^n h^k.</summary>
    public void MomentsAndSlopes(int degree, double squaredDistance, Span<double> moments, Span<double> slopes)
    {
        var count = ShellPairRecipe.MomentCount(degree);
        Span<Vector<double>> sums = stackalloc Vector<double>[32];
        var values = sums[..count];
        var derivatives = sums.Slice(count, count);
        sums[..(2 * count)].Clear();
        var minusR2 = new Vector<double>(-squaredDistance);
        var W = Lanewise(w);
        var M = Lanewise(μ);
        var U = Lanewise(u);
        var H = Lanewise(h);
        for (var block = 0; block < blocks; block++)
        {
            var row = W[block] * Vector.Exp(minusR2 * M[block]);
            for (int k = 0, index = 0; 2 * k <= degree; k++)
            {
                var term = row;
                for (var n = degree - (2 * k); n >= 0; n--, index++)
                {
                    values[index] += term;
                    derivatives[index] -= term * M[block];
                    term *= U[block];
                }

                row *= H[block];
            }
        }

        for (var index = 0; index < count; index++)
        {
            moments[index] = Vector.Sum(values[index]);
            slopes[index] = Vector.Sum(derivatives[index]);
        }
    }

    /// <summary>The chain rule of <see cref="Moments"/> for adjoints of the moments.</summary>
    public Derivatives PropagateAdjoint(int degree, double squaredDistance, ReadOnlySpan<double> adjoints, bool withExponents)
    {
        if (withExponents)
            EnsureDerivatives();
        var minusR2 = new Vector<double>(-squaredDistance);
        Vector<double> byR2 = default, ownA = default, partnerA = default, ownB = default, partnerB = default;
        var W = Lanewise(w);
        var M = Lanewise(μ);
        var U = Lanewise(u);
        var H = Lanewise(h);
        for (var block = 0; block < blocks; block++)
        {
            // The polynomial G(u, h) = Σ M̄_{nk} u^n h^k and its derivatives, by Horner's rule from the highest power down.
            Vector<double> G = default, Gu = default, Gh = default;
            var index = ShellPairRecipe.MomentCount(degree) - 1;
            for (var k = degree / 2; k >= 0; k--)
            {
                Vector<double> inner = default, innerU = default;
                for (var n = degree - (2 * k); n >= 0; n--, index--)
                {
                    innerU = (innerU * U[block]) + inner;
                    inner = (inner * U[block]) + new Vector<double>(adjoints[index]);
                }

                Gh = (Gh * H[block]) + G;
                Gu = (Gu * H[block]) + innerU;
                G = (G * H[block]) + inner;
            }

            var weight = W[block] * Vector.Exp(minusR2 * M[block]);
            G *= weight;
            byR2 -= M[block] * G;
            if (!withExponents)
                continue;
            Gu *= weight;
            Gh *= weight;
            var (Ub, Hb) = (U[block], H[block]);
            var rest = Vector<double>.One - Ub;
            var common = (-3.0 * Hb * G) - (2.0 * Hb * Hb * Gh);
            var byA = common + (minusR2 * Ub * Ub * G) - (2.0 * Ub * Hb * Gu);
            var byB = common + (minusR2 * rest * rest * G) + (2.0 * rest * Hb * Gu);
            ownA += a.Own(block, byA, G);
            ownB += b.Own(block, byB, G);
            if (a.HasPartner)
                partnerA += a.Partner(block, byA, G);
            if (b.HasPartner)
                partnerB += b.Partner(block, byB, G);
        }

        return new Derivatives(Vector.Sum(byR2), Vector.Sum(ownA), Vector.Sum(partnerA), Vector.Sum(ownB), Vector.Sum(partnerB));
    }

    private static ReadOnlySpan<Vector<double>> Lanewise(double[] values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private void Reserve(int length)
    {
        if (length <= capacity)
            return;
        capacity = length;
        w = new double[length];
        μ = new double[length];
        u = new double[length];
        h = new double[length];
    }

    /// <summary>∂α/∂ζ and ∂ln c/∂ζ of one of the two shells, repeated for each lane.</summary>
    private struct ShellDerivatives
    {
        public static readonly ShellDerivatives Empty = new() { α = [], lnC = [], αPartner = [], lnCPartner = [] };

        private double[] α;
        private double[] lnC;
        private double[] αPartner;
        private double[] lnCPartner;

        public bool HasPartner { get; private set; }

        public void Set(ContractedShell shell, int capacity, int times, Action<double[], double[], int> repeat)
        {
            if (α.Length < capacity)
                (α, lnC, αPartner, lnCPartner) = (new double[capacity], new double[capacity], new double[capacity], new double[capacity]);
            HasPartner = shell.HasPartner;
            repeat(shell.ExponentsByOwn, α, times);
            repeat(shell.LogCoefficientsByOwn, lnC, times);
            if (!HasPartner)
                return;
            repeat(shell.ExponentsByPartner, αPartner, times);
            repeat(shell.LogCoefficientsByPartner, lnCPartner, times);
        }

        public readonly Vector<double> Own(int block, Vector<double> byExponent, Vector<double> byLogCoefficient) =>
            (byExponent * Lanewise(α)[block]) + (byLogCoefficient * Lanewise(lnC)[block]);

        public readonly Vector<double> Partner(int block, Vector<double> byExponent, Vector<double> byLogCoefficient) =>
            (byExponent * Lanewise(αPartner)[block]) + (byLogCoefficient * Lanewise(lnCPartner)[block]);
    }
}
