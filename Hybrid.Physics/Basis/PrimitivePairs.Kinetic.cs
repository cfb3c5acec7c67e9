using System.Numerics;

namespace Hybrid.Physics.Basis;

/// <content>
/// The radial moments of the kinetic energy, K_{nk} = Σ w exp(−μR²) u^n h^k μ (f_k − 2μR²) with f_k = 2(l_A + l_B − 2k) + 3
/// (see <see cref="ShellPairRecipe"/>).
/// </content>
internal sealed partial class PrimitivePairs
{
    /// <summary>K_{nk} for n + 2k ≤ degree = l_A + l_B, ordered by k, then n.</summary>
    public void KineticMoments(int degree, double squaredDistance, Span<double> moments)
    {
        Span<Vector<double>> sums = stackalloc Vector<double>[9];
        sums = sums[..ShellPairRecipe.MomentCount(degree)];
        sums.Clear();
        var R2 = new Vector<double>(squaredDistance);
        var W = Lanewise(w);
        var M = Lanewise(μ);
        var U = Lanewise(u);
        var H = Lanewise(h);
        for (var block = 0; block < blocks; block++)
        {
            var μR2 = M[block] * R2;
            var row = W[block] * M[block] * Vector.Exp(-μR2);
            for (int k = 0, index = 0; 2 * k <= degree; k++)
            {
                var term = row * (new Vector<double>(Factor(degree, k)) - (2.0 * μR2));
                for (var n = degree - (2 * k); n >= 0; n--)
                {
                    sums[index++] += term;
                    term *= U[block];
                }

                row *= H[block];
            }
        }

        for (var index = 0; index < sums.Length; index++)
            moments[index] = Vector.Sum(sums[index]);
    }

    /// <summary>The chain rule of <see cref="KineticMoments"/> for adjoints of the moments.</summary>
    public Derivatives PropagateKineticAdjoint(int degree, double squaredDistance, ReadOnlySpan<double> adjoints, bool withExponents)
    {
        if (withExponents)
            EnsureDerivatives();
        var R2 = new Vector<double>(squaredDistance);
        Vector<double> byR2 = default, ownA = default, partnerA = default, ownB = default, partnerB = default;
        var W = Lanewise(w);
        var M = Lanewise(μ);
        var U = Lanewise(u);
        var H = Lanewise(h);
        for (var block = 0; block < blocks; block++)
        {
            // G = Σ K̄_{nk} u^n h^k and E = Σ f_k K̄_{nk} u^n h^k with their derivatives, by Horner's rule; F = μE − 2μ²R²G.
            Vector<double> G = default, Gu = default, Gh = default, E = default, Eu = default, Eh = default;
            var index = ShellPairRecipe.MomentCount(degree) - 1;
            for (var k = degree / 2; k >= 0; k--)
            {
                Vector<double> inner = default, innerU = default;
                for (var n = degree - (2 * k); n >= 0; n--, index--)
                {
                    innerU = (innerU * U[block]) + inner;
                    inner = (inner * U[block]) + new Vector<double>(adjoints[index]);
                }

                var f = Factor(degree, k);
                Gh = (Gh * H[block]) + G;
                Gu = (Gu * H[block]) + innerU;
                G = (G * H[block]) + inner;
                Eh = (Eh * H[block]) + E;
                Eu = (Eu * H[block]) + (f * innerU);
                E = (E * H[block]) + (f * inner);
            }

            var (m, Ub, Hb) = (M[block], U[block], H[block]);
            var weight = W[block] * Vector.Exp(-(m * R2));
            var μμR2 = 2.0 * m * m * R2;
            var F = weight * ((m * E) - (μμR2 * G));
            byR2 -= (2.0 * m * m * weight * G) + (m * F);
            if (!withExponents)
                continue;
            var Fu = weight * ((m * Eu) - (μμR2 * Gu));
            var Fh = weight * ((m * Eh) - (μμR2 * Gh));
            var byμ = (weight * (E - (4.0 * m * R2 * G))) - (R2 * F);
            var rest = Vector<double>.One - Ub;
            var common = (-3.0 * Hb * F) - (2.0 * Hb * Hb * Fh);
            var byA = common + (Ub * Ub * byμ) - (2.0 * Ub * Hb * Fu);
            var byB = common + (rest * rest * byμ) + (2.0 * rest * Hb * Fu);
            ownA += a.Own(block, byA, F);
            ownB += b.Own(block, byB, F);
            if (a.HasPartner)
                partnerA += a.Partner(block, byA, F);
            if (b.HasPartner)
                partnerB += b.Partner(block, byB, F);
        }

        return new Derivatives(Vector.Sum(byR2), Vector.Sum(ownA), Vector.Sum(partnerA), Vector.Sum(ownB), Vector.Sum(partnerB));
    }

    private static double Factor(int degree, int k) => (2.0 * (degree - (2 * k))) + 3.0;
}
