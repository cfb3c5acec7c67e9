using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Follows the occupied orbitals of a closed shell when the Hamiltonian changes, by matrix products instead of a
/// diagonalisation.
/// </summary>
/// <remarks>
/// <para>
/// In the basis of the previous orbitals, C_o + XᵀC_v spans the new occupied space when X solves the Riccati equation
/// R(X) = F_vo + F_vv X − X (F_oo + F_ov X) = 0, iterated by X_ai += R_ai/(F_ii − F_aa). Then
/// C_o ← (1 + XᵀX)^{-½} (C_o + Xᵀ C_v) and C_v ← (1 + XXᵀ)^{-½} (C_v − X C_o), with Cholesky factors in place of the square
/// roots: orthonormal whatever X is.
/// </para>
/// <para>
/// A part of X stays undone in each step; it vanishes as the field converges, so that the solution is the same.
/// After J. J. P. Stewart, P. Császár, P. Pulay, J. Comput. Chem. 3, 227 (1982), doi:10.1002/jcc.540030214.
/// </para>
/// </remarks>
internal sealed class OrbitalRotation
{
    private readonly ILinearAlgebra algebra;
    private readonly Orbitals orbitals;
    private readonly int n;
    private readonly int o;
    private readonly int v;
    private readonly Memory<double> work;
    private readonly Memory<double> updated;
    private readonly Memory<double> oo;
    private readonly Memory<double> vv;
    private readonly Memory<double> vo;
    private readonly Memory<double> x;
    private readonly Memory<double> r;
    private readonly Memory<double> small;
    private double lastAngle = double.PositiveInfinity;

    public OrbitalRotation(Arena arena, ILinearAlgebra algebra, Orbitals orbitals)
    {
        this.algebra = algebra;
        this.orbitals = orbitals;
        n = orbitals.Count;
        o = orbitals.PairCount;
        v = n - o;
        work = arena.RentUncleared(n * n);
        updated = arena.RentUncleared(n * n);
        oo = arena.RentUncleared(o * o);
        vv = arena.RentUncleared(v * v);
        vo = arena.RentUncleared(v * o);
        x = arena.RentUncleared(v * o);
        r = arena.RentUncleared(v * o);
        small = arena.RentUncleared(Math.Max(o * o, v * v));
    }

    private Span<double> Occupied => orbitals.Coefficients[..(o * n)];

    private Span<double> Empty => orbitals.Coefficients[(o * n)..];

    /// <summary>
    /// Rotates the orbitals towards those of the Hamiltonian F; returns √Σ X², or NaN (orbitals unchanged) when the change is
    /// too large to follow.
    /// </summary>
    public double Follow(ReadOnlySpan<double> F)
    {
        Transform(F, onlyCoupling: lastAngle < SmallAngle);
        lastAngle = double.PositiveInfinity;
        var norm = SolveRiccati();
        if (double.IsNaN(norm))
            return norm;
        var newO = updated.Span[..(o * n)];
        var newV = updated.Span[(o * n)..];
        Occupied.CopyTo(newO);
        Empty.CopyTo(newV);
        algebra.Multiply(true, false, o, n, v, 1.0, x.Span, Empty, 1.0, newO);
        algebra.Multiply(false, false, v, n, o, -1.0, x.Span, Occupied, 1.0, newV);
        if (!Orthonormalise(newO, o, v, transposed: true) || !Orthonormalise(newV, v, o, transposed: false))
            return double.NaN;
        updated.Span.CopyTo(orbitals.Coefficients);
        lastAngle = norm / Math.Sqrt(o);
        return norm;
    }

    /// <summary>
    /// Makes the orbitals of the converged F canonical: diagonalises the occupied and the empty block; false when that fails.
    /// </summary>
    public bool Canonicalise(ReadOnlySpan<double> F)
    {
        lastAngle = double.PositiveInfinity; // The eigenvectors take the place of F_oo and F_vv.
        Transform(F, onlyCoupling: false);
        return CanonicaliseBlock(oo.Span, Occupied, orbitals.Energies[..o]) && CanonicaliseBlock(vv.Span, Empty, orbitals.Energies[o..]);
    }

    /// <summary>
    /// F_oo, F_vv and F_vo in the basis of the orbitals. The first two only steer the iteration, and while the orbitals
    /// hardly change those of an earlier step do.
    /// </summary>
    private void Transform(ReadOnlySpan<double> F, bool onlyCoupling)
    {
        var T = work.Span;
        var TV = T[(o * n)..];
        algebra.Multiply(false, false, v, n, n, 1.0, Empty, F, 0.0, TV);
        algebra.Multiply(false, true, v, o, n, 1.0, TV, Occupied, 0.0, vo.Span);
        if (onlyCoupling)
            return;
        var TO = T[..(o * n)];
        algebra.Multiply(false, true, v, v, n, 1.0, TV, Empty, 0.0, vv.Span);
        algebra.Multiply(false, false, o, n, n, 1.0, Occupied, F, 0.0, TO);
        algebra.Multiply(false, true, o, o, n, 1.0, TO, Occupied, 0.0, oo.Span);
    }

    private double SolveRiccati()
    {
        var X = x.Span;
        var R = r.Span;
        X.Clear();
        vo.Span.CopyTo(R);
        for (var sweep = 1; sweep <= MaxSweeps; sweep++)
        {
            var step = AddStep(X, R);
            var norm = TensorPrimitives.Norm<double>(X);
            if (!(norm < LargestRotation * Math.Sqrt(o)))
                return double.NaN;
            if (step < RelativeAccuracy * norm || norm == 0.0)
                return norm;
            if (sweep < MaxSweeps)
                Residual(X, R);
        }

        return double.NaN;
    }

    /// <summary>R ← F_vo + F_vv X − X (F_oo + F_ov X).</summary>
    private void Residual(ReadOnlySpan<double> X, Span<double> R)
    {
        var M = small.Span[..(o * o)];
        oo.Span.CopyTo(M);
        algebra.Multiply(true, false, o, o, v, 1.0, vo.Span, X, 1.0, M);
        vo.Span.CopyTo(R);
        algebra.Multiply(false, false, v, o, v, 1.0, vv.Span, X, 1.0, R);
        algebra.Multiply(false, false, v, o, o, -1.0, X, M, 1.0, R);
    }

    /// <summary>X_ai += R_ai/(F_ii − F_aa); returns the norm of the step.</summary>
    private double AddStep(Span<double> X, ReadOnlySpan<double> R)
    {
        var sum = 0.0;
        for (int a = 0, element = 0; a < v; a++)
        {
            var Faa = vv.Span[(a * v) + a];
            for (var i = 0; i < o; i++, element++)
            {
                var step = R[element] / (oo.Span[(i * o) + i] - Faa);
                X[element] += step;
                sum += step * step;
            }
        }

        return Math.Sqrt(sum);
    }

    /// <summary>rows ← L⁻¹ rows with L Lᵀ = 1 + XᵀX (transposed) or 1 + XXᵀ; false when X is not finite.</summary>
    private bool Orthonormalise(Span<double> rows, int count, int inner, bool transposed)
    {
        var M = small.Span[..(count * count)];
        algebra.Multiply(transposed, !transposed, count, count, inner, 1.0, x.Span, x.Span, 0.0, M);
        for (var k = 0; k < count; k++)
            M[(k * count) + k] += 1.0;
        if (!algebra.Cholesky(count, M))
            return false;
        algebra.SolveTriangular(transposeL: false, count, n, M, rows);
        return true;
    }

    private bool CanonicaliseBlock(Span<double> block, Span<double> rows, Span<double> energies)
    {
        var count = energies.Length;
        if (!algebra.SymmetricEigen(count, block, energies))
            return false;
        var T = work.Span[..(count * n)];
        algebra.Multiply(false, false, count, n, count, 1.0, block, rows, 0.0, T);
        T.CopyTo(rows);
        return true;
    }

    /// <summary>The part of a rotation that may stay undone: well below what mixing leaves in any case.</summary>
    private const double RelativeAccuracy = 0.03;

    /// <summary>Rotations (root mean square angle) below this leave F_oo and F_vv as they are.</summary>
    private const double SmallAngle = 0.003;

    /// <summary>More sweeps than these cost as much as a diagonalisation.</summary>
    private const int MaxSweeps = 6;

    /// <summary>Rotations (root mean square angle of an occupied orbital) beyond this are better diagonalised.</summary>
    private const double LargestRotation = 0.3;
}
