using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>S^−½ of an overlap matrix on a tape: symmetric orthogonalisation.</summary>
/// <remarks>
/// With S = Σ s_i u_i u_iᵀ, the adjoint S̄ has the elements X̄_ij f[s_i, s_j] in the basis of the u, where the divided
/// difference of s^−½ is −1/(√s_i √s_j (√s_i + √s_j)): exact also where eigenvalues coincide.
/// P.-O. Löwdin, J. Chem. Phys. 18, 365 (1950), doi:10.1063/1.1747632.
/// </remarks>
internal static class InverseRoot
{
    /// <summary>Records S^−½, shape [n, n]; null when S is not positive definite.</summary>
    public static Variable? Of(Tape tape, Variable S, ILinearAlgebra algebra)
    {
        var n = S.Shape[0];
        var u = tape.Arena.RentUncleared(n * n);
        var roots = tape.Arena.RentUncleared(n);
        S.Value.CopyTo(u.Span);
        if (!algebra.SymmetricEigen(n, u.Span, roots.Span) || roots.Span[0] < SmallestEigenvalue)
            return null;
        foreach (ref var s in roots.Span)
            s = Math.Sqrt(s);
        var X = tape.Output([S], n, n);
        var scaled = tape.Arena.RentUncleared(n * n).Span;
        for (var i = 0; i < n; i++)
            System.Numerics.Tensors.TensorPrimitives.Multiply(u.Span.Slice(i * n, n), 1.0 / Math.Sqrt(roots.Span[i]), scaled.Slice(i * n, n));
        algebra.SymmetricRankK(n, n, 1.0, scaled, 0.0, X.Value);
        tape.Record(X, () =>
        {
            var memory = tape.Arena.ForAdjoints;
            var product = memory.RentUncleared(n * n).Span;
            var inner = memory.RentUncleared(n * n).Span;
            algebra.Multiply(false, false, n, n, n, 1.0, u.Span, X.Adjoint, 0.0, product);
            algebra.Multiply(false, true, n, n, n, 1.0, product, u.Span, 0.0, inner);
            var s = roots.Span;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    inner[(i * n) + j] *= -1.0 / (s[i] * s[j] * (s[i] + s[j]));
            }

            algebra.Multiply(false, false, n, n, n, 1.0, inner, u.Span, 0.0, product);
            algebra.Multiply(true, false, n, n, n, 1.0, u.Span, product, 1.0, S.Adjoint);
        });
        return X;
    }

    /// <summary>Below it functions are linearly dependent in double precision.</summary>
    private const double SmallestEigenvalue = 1e-10;
}
