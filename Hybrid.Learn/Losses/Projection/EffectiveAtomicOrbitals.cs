using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Learn.Losses.Projection;

/// <summary>The functions of each atom that its electrons occupy most in a larger basis: a minimal basis without integrals between two bases.</summary>
/// <remarks>
/// On each atom A they are the vectors v of (S P S)_AA v = λ S_AA v with the largest occupations λ; P is the density of both spins.
/// I. Mayer, J. Phys. Chem. 100, 6249 (1996).
/// </remarks>
public static class EffectiveAtomicOrbitals
{
    /// <summary>The functions, atom by atom, in the larger basis: shape [functions, larger].</summary>
    /// <param name="larger">The orbitals of the larger basis.</param>
    /// <param name="overlap">S of the larger basis.</param>
    /// <param name="occupied">The number of doubly occupied orbitals.</param>
    /// <param name="atoms">The atom of each function of the larger basis, from zero.</param>
    /// <param name="counts">How many functions each atom gets.</param>
    /// <param name="algebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The lengths don't fit, or an atom gets more functions than it has.</exception>
    public static double[] Of(
        LargerBasisOrbitals larger, ReadOnlySpan<double> overlap, int occupied, ReadOnlySpan<int> atoms, ReadOnlySpan<int> counts, ILinearAlgebra? algebra = null)
    {
        ArgumentNullException.ThrowIfNull(larger);
        algebra ??= DenseLinearAlgebra.Default;
        var n = larger.Count;
        if (overlap.Length != n * n || atoms.Length != n)
            throw new ArgumentException($"An overlap and an atom for each of {n} functions were expected, but there are {overlap.Length} and {atoms.Length} numbers.", nameof(atoms));
        if (occupied < 1 || occupied > n)
            throw new ArgumentOutOfRangeException(nameof(occupied), occupied, $"From 1 to {n} occupied orbitals were expected.");
        // S P S = 2 (Co S)ᵀ (Co S).
        var projected = new double[occupied * n];
        var SPS = new double[n * n];
        algebra.Multiply(false, false, occupied, n, n, 1.0, larger.Coefficients[..(occupied * n)], overlap, 0.0, projected);
        algebra.SymmetricRankK(n, occupied, 2.0, projected, 0.0, SPS);

        var rows = new List<double>();
        for (var A = 0; A < counts.Length; A++)
        {
            var functions = new List<int>();
            for (var p = 0; p < n; p++)
            {
                if (atoms[p] == A)
                    functions.Add(p);
            }

            if (counts[A] > functions.Count)
                throw new ArgumentException($"No more than the {functions.Count} functions of atom {A + 1} were expected, but {counts[A]} were asked for.", nameof(counts));
            if (counts[A] > 0)
                rows.AddRange(OfAtom(SPS, overlap, functions, counts[A], n, algebra));
        }

        return [.. rows];
    }

    private static double[] OfAtom(ReadOnlySpan<double> SPS, ReadOnlySpan<double> overlap, List<int> functions, int count, int n, ILinearAlgebra algebra)
    {
        var size = functions.Count;
        var negative = new double[size * size];
        var S = new double[size * size];
        for (var k = 0; k < size; k++)
        {
            for (var l = 0; l < size; l++)
            {
                negative[(k * size) + l] = -SPS[(functions[k] * n) + functions[l]];
                S[(k * size) + l] = overlap[(functions[k] * n) + functions[l]];
            }
        }

        // The lowest of the negative are the most occupied.
        var own = LargerBasisOrbitals.Of(negative, S, algebra);
        var rows = new double[count * n];
        for (var row = 0; row < count; row++)
        {
            for (var k = 0; k < size; k++)
                rows[(row * n) + functions[k]] = own.Coefficients[(row * size) + k];
        }

        return rows;
    }
}
