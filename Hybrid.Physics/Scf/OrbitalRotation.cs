using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Follows the occupied orbitals of a closed shell when the Hamiltonian changes a little, by matrix products instead of a
/// diagonalisation.
/// </summary>
/// <remarks>
/// In the basis of the previous orbitals, the block between empty and occupied ones is removed to first order:
/// X_ai = F_ai/(ε_i − ε_a), C_o ← (1 + XᵀX)^{-½} (C_o + Xᵀ C_v), C_v ← (1 + XXᵀ)^{-½} (C_v − X C_o), with Cholesky factors in
/// place of the square roots. Orthonormality is exact; what is left of the block is of second order and vanishes as the
/// field converges, so that the solution is the same. J. J. P. Stewart, P. Császár, P. Pulay, J. Comput. Chem. 3, 227
/// (1982), doi:10.1002/jcc.540030214, with the rotations of all pairs taken at once.
/// </remarks>
internal sealed class OrbitalRotation
{
    private readonly ILinearAlgebra algebra;
    private readonly Orbitals orbitals;
    private readonly int n;
    private readonly Memory<double> transformed;
    private readonly Memory<double> X;
    private readonly Memory<double> overlap;
    private readonly Memory<double> updated;

    public OrbitalRotation(Arena arena, ILinearAlgebra algebra, Orbitals orbitals)
    {
        this.algebra = algebra;
        this.orbitals = orbitals;
        n = orbitals.Count;
        transformed = arena.RentUncleared(n * n);
        X = arena.RentUncleared(n * n / 4 + n);
        overlap = arena.RentUncleared(n * n);
        updated = arena.RentUncleared(n * n);
    }

    /// <summary>
    /// Rotates the orbitals of the Hamiltonian F; returns √Σ X², or NaN (orbitals unchanged) when the change is too large.
    /// </summary>
    public double Follow(ReadOnlySpan<double> F, int occupied)
    {
        var o = occupied;
        var v = n - o;
        var C = orbitals.Coefficients;
        var Co = C[..(o * n)];
        var Cv = C[(o * n)..];
        var T = transformed.Span[..(v * n)];
        var x = X.Span[..(v * o)];
        algebra.Multiply(false, false, v, n, n, 1.0, Cv, F, 0.0, T);
        algebra.Multiply(false, true, v, o, n, 1.0, T, Co, 0.0, x);
        var norm = DivideByGaps(x, o);
        if (!(norm < LargestRotation * Math.Sqrt(o)))
            return double.NaN;

        var newO = updated.Span[..(o * n)];
        var newV = updated.Span[(o * n)..];
        Co.CopyTo(newO);
        Cv.CopyTo(newV);
        algebra.Multiply(true, false, o, n, v, 1.0, x, Cv, 1.0, newO);
        algebra.Multiply(false, false, v, n, o, -1.0, x, Co, 1.0, newV);
        Orthonormalise(newO, o, x, v, transposed: true);
        Orthonormalise(newV, v, x, o, transposed: false);
        updated.Span.CopyTo(C);
        return norm;
    }

    /// <summary>
    /// Makes the orbitals of the converged F canonical: diagonalises the occupied and the empty block; false when that fails.
    /// </summary>
    public bool Canonicalise(ReadOnlySpan<double> F, int occupied) =>
        CanonicaliseBlock(F, 0, occupied) && CanonicaliseBlock(F, occupied, n - occupied);

    private double DivideByGaps(Span<double> x, int o)
    {
        var ε = orbitals.Energies;
        var sum = 0.0;
        for (int a = o, element = 0; a < n; a++)
        {
            for (var i = 0; i < o; i++, element++)
            {
                x[element] /= ε[i] - ε[a];
                sum += x[element] * x[element];
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>rows ← L⁻¹ rows with L Lᵀ = 1 + XᵀX (or 1 + XXᵀ).</summary>
    private void Orthonormalise(Span<double> rows, int count, ReadOnlySpan<double> x, int inner, bool transposed)
    {
        var M = overlap.Span[..(count * count)];
        algebra.Multiply(transposed, !transposed, count, count, inner, 1.0, x, x, 0.0, M);
        for (var k = 0; k < count; k++)
            M[(k * count) + k] += 1.0;
        if (!algebra.Cholesky(count, M))
            throw new ArithmeticException("A matrix 1 + XXᵀ was not positive definite; finite numbers were expected.");
        algebra.SolveTriangular(transposeL: false, count, n, M, rows);
    }

    private bool CanonicaliseBlock(ReadOnlySpan<double> F, int first, int count)
    {
        var block = orbitals.Coefficients.Slice(first * n, count * n);
        var T = transformed.Span[..(count * n)];
        var M = overlap.Span[..(count * count)];
        algebra.Multiply(false, false, count, n, n, 1.0, block, F, 0.0, T);
        algebra.Multiply(false, true, count, count, n, 1.0, T, block, 0.0, M);
        if (!algebra.SymmetricEigen(count, M, orbitals.Energies.Slice(first, count)))
            return false;
        algebra.Multiply(false, false, count, n, count, 1.0, M, block, 0.0, T);
        T.CopyTo(block);
        return true;
    }

    /// <summary>Rotations (root mean square angle of an occupied orbital) beyond this are better diagonalised.</summary>
    private const double LargestRotation = 0.3;
}
