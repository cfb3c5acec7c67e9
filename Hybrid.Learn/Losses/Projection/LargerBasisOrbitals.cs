using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Learn.Losses.Projection;

/// <summary>The orbitals of a Hamiltonian in a larger basis, H c = ε S c. Immutable.</summary>
public sealed class LargerBasisOrbitals
{
    private readonly double[] coefficients;
    private readonly double[] energies;

    private LargerBasisOrbitals(double[] coefficients, double[] energies)
    {
        this.coefficients = coefficients;
        this.energies = energies;
    }

    /// <summary>The number of functions and orbitals.</summary>
    public int Count => energies.Length;

    /// <summary>ε, ascending, Eh.</summary>
    public ReadOnlySpan<double> Energies => energies;

    /// <summary>C, one orbital per row, shape [orbitals, functions].</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>Diagonalises.</summary>
    /// <param name="hamiltonian">H, symmetric, shape [n, n], Eh.</param>
    /// <param name="overlap">S, positive, shape [n, n].</param>
    /// <param name="algebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">The shapes differ, or S isn't positive.</exception>
    public static LargerBasisOrbitals Of(ReadOnlySpan<double> hamiltonian, ReadOnlySpan<double> overlap, ILinearAlgebra? algebra = null)
    {
        algebra ??= DenseLinearAlgebra.Default;
        var n = (int)Math.Round(Math.Sqrt(overlap.Length));
        if (overlap.Length != n * n || hamiltonian.Length != n * n)
            throw new ArgumentException($"Two square matrices of one size were expected, but they have {hamiltonian.Length} and {overlap.Length} elements.", nameof(hamiltonian));
        var L = overlap.ToArray();
        if (!algebra.Cholesky(n, L))
            throw new ArgumentException("A positive overlap matrix was expected.", nameof(overlap));
        var vectors = hamiltonian.ToArray();
        var energies = new double[n];
        algebra.ReduceSymmetric(n, L, vectors);
        if (!algebra.SymmetricEigen(n, vectors, energies))
            throw new ArgumentException("A finite Hamiltonian was expected.", nameof(hamiltonian));
        // c = L^−T y for each row y.
        algebra.SolveTriangularRows(true, n, n, L, vectors);
        return new LargerBasisOrbitals(vectors, energies);
    }
}
