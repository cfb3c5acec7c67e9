using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Learn.Losses.Projection;

/// <summary>
/// The Hamiltonian of a larger basis on the functions of a model, so that chosen orbital energies are kept exactly: what a model's own Hamiltonian
/// can be trained on. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// With the chosen orbitals ψ_k of the larger basis and the model's functions χ̃ in Löwdin's orthogonal form, A_kμ = ⟨ψ_k|χ̃_μ⟩ says what
/// of an orbital the model can hold. The rows of Ã = (A Aᵀ)^−½ A are the orthonormal vectors nearest to them (P.-O. Löwdin, J. Chem. Phys. 18,
/// 365 (1950), doi:10.1063/1.1747632; nearest: B. C. Carlson, J. M. Keller, Phys. Rev. 105, 102 (1957), doi:10.1103/PhysRev.105.102), and
/// </para>
/// <para>
/// H̃ = Ãᵀ ε Ã + Q F Q with Q = 1 − ÃᵀÃ, F the larger Hamiltonian between the χ̃. The chosen ε_k are eigenvalues of H̃. Eigenvalues of the
/// rest that lie below the highest chosen one are raised to it: a smaller basis must not put a state where the larger one has none.
/// </para>
/// </remarks>
public sealed class ProjectedHamiltonian
{
    /// <summary>Eigenvalues of A Aᵀ below this: the model's functions can't hold the chosen orbitals apart.</summary>
    private const double SmallestOverlap = 1e-6;

    private readonly double[] hamiltonian;
    private readonly double[] orbitals;
    private readonly double[] contained;

    private ProjectedHamiltonian(int count, double[] hamiltonian, double[] orbitals, double[] contained)
    {
        Count = count;
        this.hamiltonian = hamiltonian;
        this.orbitals = orbitals;
        this.contained = contained;
    }

    /// <summary>The number of functions of the model.</summary>
    public int Count { get; }

    /// <summary>H̃ between the model's orthogonal functions, shape [functions, functions], Eh.</summary>
    public ReadOnlySpan<double> Hamiltonian => hamiltonian;

    /// <summary>Ã, the chosen orbitals in the model's orthogonal functions, shape [chosen, functions], orthonormal rows.</summary>
    public ReadOnlySpan<double> Orbitals => orbitals;

    /// <summary>Σ_μ A_kμ², the part of each chosen orbital that the model's functions hold, 0 to 1.</summary>
    public ReadOnlySpan<double> Contained => contained;

    /// <summary>Projects.</summary>
    /// <param name="larger">The orbitals of the larger basis, all of them.</param>
    /// <param name="overlap">⟨χ_μ|χ_ν⟩ of the model's functions, shape [functions, functions].</param>
    /// <param name="cross">⟨χ_μ|p⟩ with the functions of the larger basis, shape [functions, larger].</param>
    /// <param name="chosen">Which orbitals of the larger basis are kept, ascending from zero: the occupied and some virtual ones.</param>
    /// <param name="algebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The shapes don't fit, or the model's functions can't hold the chosen orbitals.</exception>
    public static ProjectedHamiltonian Of(
        LargerBasisOrbitals larger, ReadOnlySpan<double> overlap, ReadOnlySpan<double> cross, ReadOnlySpan<int> chosen, ILinearAlgebra? algebra = null)
    {
        ArgumentNullException.ThrowIfNull(larger);
        algebra ??= DenseLinearAlgebra.Default;
        var n = larger.Count;
        var m = cross.Length / n;
        if (cross.Length != m * n || overlap.Length != m * m)
            throw new ArgumentException($"Overlaps of {m} functions among themselves and with {n} functions were expected, but there are {overlap.Length} and {cross.Length} numbers.", nameof(cross));
        if (chosen.Length > m)
            throw new ArgumentException($"No more orbitals than the model's {m} functions were expected, but {chosen.Length} were chosen.", nameof(chosen));

        // All orbitals of the larger basis in the model's orthogonal functions: C Tᵀ S^−½.
        var inverseRoot = PowerOf(algebra, overlap, m, -0.5, nameof(overlap));
        var half = new double[n * m];
        var all = new double[n * m];
        algebra.Multiply(false, true, n, m, n, 1.0, larger.Coefficients, cross, 0.0, half);
        algebra.Multiply(false, false, n, m, m, 1.0, half, inverseRoot, 0.0, all);

        var k = chosen.Length;
        var A = new double[k * m];
        var contained = new double[k];
        for (var row = 0; row < k; row++)
        {
            all.AsSpan(chosen[row] * m, m).CopyTo(A.AsSpan(row * m));
            for (var μ = 0; μ < m; μ++)
                contained[row] += A[(row * m) + μ] * A[(row * m) + μ];
        }

        var gram = new double[k * k];
        algebra.Multiply(false, true, k, k, m, 1.0, A, A, 0.0, gram);
        var nearest = new double[k * m];
        algebra.Multiply(false, false, k, m, k, 1.0, PowerOf(algebra, gram, k, -0.5, nameof(chosen)), A, 0.0, nearest);
        return new ProjectedHamiltonian(m, Assembled(algebra, larger.Energies, all, nearest, chosen, m), nearest, contained);
    }

    /// <summary>Projects on functions that are combinations of those of the larger basis.</summary>
    /// <param name="larger">The orbitals of the larger basis, all of them.</param>
    /// <param name="overlap">S of the larger basis.</param>
    /// <param name="functions">The model's functions, one per row, shape [functions, larger]: <see cref="EffectiveAtomicOrbitals"/>.</param>
    /// <param name="chosen">Which orbitals are kept, ascending from zero.</param>
    /// <param name="algebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The shapes don't fit, or the functions can't hold the chosen orbitals.</exception>
    public static ProjectedHamiltonian InSubspace(
        LargerBasisOrbitals larger, ReadOnlySpan<double> overlap, ReadOnlySpan<double> functions, ReadOnlySpan<int> chosen, ILinearAlgebra? algebra = null)
    {
        ArgumentNullException.ThrowIfNull(larger);
        algebra ??= DenseLinearAlgebra.Default;
        var n = larger.Count;
        var m = functions.Length / n;
        var cross = new double[m * n];
        var own = new double[m * m];
        algebra.Multiply(false, false, m, n, n, 1.0, functions, overlap, 0.0, cross);
        algebra.Multiply(false, true, m, m, n, 1.0, cross, functions, 0.0, own);
        return Of(larger, own, cross, chosen, algebra);
    }

    private static double[] Assembled(ILinearAlgebra algebra, ReadOnlySpan<double> ε, double[] all, double[] nearest, ReadOnlySpan<int> chosen, int m)
    {
        var (n, k) = (ε.Length, chosen.Length);
        var F = Sum(algebra, all, ε, n, m);
        var Q = new double[m * m];
        algebra.Multiply(true, false, m, m, k, -1.0, nearest, nearest, 0.0, Q);
        for (var μ = 0; μ < m; μ++)
            Q[(μ * m) + μ] += 1.0;
        var half = new double[m * m];
        var rest = new double[m * m];
        algebra.Multiply(false, false, m, m, m, 1.0, Q, F, 0.0, half);
        algebra.Multiply(false, false, m, m, m, 1.0, half, Q, 0.0, rest);

        // The kept space is lifted out of the way, so that the eigenvectors of the rest are found apart from it.
        var kept = new double[k];
        var highest = double.NegativeInfinity;
        for (var row = 0; row < k; row++)
        {
            kept[row] = ε[chosen[row]];
            highest = Math.Max(highest, kept[row]);
        }

        var largest = 0.0;
        foreach (var value in F)
            largest = Math.Max(largest, Math.Abs(value));
        var lift = 10.0 * ((m * largest) + 1.0);
        var vectors = new double[m * m];
        for (var e = 0; e < vectors.Length; e++)
            vectors[e] = rest[e] - (lift * Q[e]);
        var λ = new double[m];
        if (!algebra.SymmetricEigen(m, vectors, λ))
            throw new ArgumentException("Finite overlaps and energies were expected.", nameof(all));
        var complement = vectors.AsSpan(0, (m - k) * m);
        for (var row = 0; row < m - k; row++)
            λ[row] = Math.Max(λ[row] + lift, highest);
        var H = Sum(algebra, nearest, kept, k, m);
        var others = Sum(algebra, complement, λ.AsSpan(0, m - k), m - k, m);
        for (var e = 0; e < H.Length; e++)
            H[e] += others[e];
        return H;
    }

    /// <summary>Σ_k ε_k v_k v_kᵀ over the rows v.</summary>
    private static double[] Sum(ILinearAlgebra algebra, ReadOnlySpan<double> v, ReadOnlySpan<double> ε, int rows, int m)
    {
        var scaled = v.ToArray();
        for (var e = 0; e < scaled.Length; e++)
            scaled[e] *= ε[e / m];
        var sum = new double[m * m];
        if (rows > 0)
            algebra.Multiply(true, false, m, m, rows, 1.0, scaled, v, 0.0, sum);
        return sum;
    }

    /// <summary>Mᵖ of a positive matrix.</summary>
    private static double[] PowerOf(ILinearAlgebra algebra, ReadOnlySpan<double> M, int n, double power, string name)
    {
        var vectors = M.ToArray();
        var values = new double[n];
        if (!algebra.SymmetricEigen(n, vectors, values) || (n > 0 && values[0] < SmallestOverlap))
            throw new ArgumentException(FormattableString.Invariant($"Functions that hold the orbitals apart were expected, but the smallest eigenvalue of their overlap is {(n > 0 ? values[0] : 0.0):g2}."), name);
        for (var k = 0; k < n; k++)
            values[k] = Math.Pow(values[k], power);
        return Sum(algebra, vectors, values, n, n);
    }
}
