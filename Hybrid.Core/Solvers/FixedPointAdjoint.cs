using System.Numerics.Tensors;

namespace Hybrid.Core.Solvers;

/// <summary>
/// Derivatives of a fixed point x = g(x, θ) without unrolling its iteration: one linear solve at the solution.
/// </summary>
/// <remarks>
/// <para>
/// From dx = J dx + (∂g/∂θ) dθ with J = ∂g/∂x follows, for the adjoint x̄ of the solution, θ̄ = (∂g/∂θ)ᵀ λ with
/// (1 − Jᵀ) λ = x̄. This object finds λ; the caller carries it through its own vector–Jacobian product with respect to θ.
/// The result does not depend on how the fixed point was found, and its error is that of the solution plus that of λ.
/// </para>
/// <para>One problem at a time; not thread-safe.</para>
/// </remarks>
public sealed class FixedPointAdjoint
{
    private readonly Gmres gmres;
    private readonly LinearOperator complement;
    private LinearOperator? transposedJacobian;

    /// <summary>Creates an adjoint that solves with the given solver, or with one of its own.</summary>
    public FixedPointAdjoint(Gmres? gmres = null)
    {
        this.gmres = gmres ?? new Gmres();
        complement = Complement;
    }

    /// <summary>Solves (1 − Jᵀ) λ = x̄.</summary>
    /// <param name="transposedJacobian">v ↦ Jᵀ v: the vector–Jacobian product of g with respect to x, at the solution.</param>
    /// <param name="xAdjoint">x̄.</param>
    /// <param name="lambda">A guess on entry (zero, or x̄), λ on return.</param>
    /// <param name="cancellation">Stops between two products.</param>
    /// <returns>The outcome of the linear solve; its residual is relative to |x̄|.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public SolverOutcome Solve(LinearOperator transposedJacobian, ReadOnlySpan<double> xAdjoint, Span<double> lambda, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(transposedJacobian);
        this.transposedJacobian = transposedJacobian;
        try
        {
            return gmres.Solve(complement, xAdjoint, lambda, cancellation);
        }
        finally
        {
            this.transposedJacobian = null;
        }
    }

    private void Complement(ReadOnlySpan<double> v, Span<double> y)
    {
        transposedJacobian!(v, y);
        TensorPrimitives.Subtract(v, y, y);
    }
}
