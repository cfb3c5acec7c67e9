using System.Numerics.Tensors;

namespace Hybrid.Core.Solvers;

/// <summary>Solves A x = b for a symmetric positive definite matrix that is given as an operator.</summary>
/// <remarks>
/// <para>
/// One system at a time; not thread-safe. Nothing is allocated after the first system of a given length. The residual is
/// |b − A x| / |b|. An operator that is not positive definite ends as <see cref="SolverStatus.Breakdown"/>.
/// </para>
/// <para>Hestenes and Stiefel, J. Res. Natl. Bur. Stand. 49, 409 (1952), doi:10.6028/jres.049.044.</para>
/// </remarks>
public sealed class ConjugateGradient
{
    private double[] memory = [];

    /// <summary>The relative residual below which the iteration has converged.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>How often the operator may be applied.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <summary>Iterates.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="b">The right-hand side; zero gives zero.</param>
    /// <param name="x">The guess on entry, the solution on return.</param>
    /// <param name="preconditioner">Applies a symmetric positive definite approximation of A⁻¹, or null for none.</param>
    /// <param name="cancellation">Stops between two applications.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public SolverOutcome Solve(
        LinearOperator a, ReadOnlySpan<double> b, Span<double> x, LinearOperator? preconditioner = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (x.Length != b.Length)
            throw new ArgumentException($"A solution of the {b.Length} elements of the right-hand side was expected, but it has {x.Length}.", nameof(x));
        var n = b.Length;
        if (memory.Length < 4 * n)
            memory = GC.AllocateUninitializedArray<double>(4 * n);
        Span<double> r = memory.AsSpan(0, n), p = memory.AsSpan(n, n), image = memory.AsSpan(2 * n, n), z = memory.AsSpan(3 * n, n);
        var scale = TensorPrimitives.Norm(b);
        if (scale == 0)
        {
            x.Clear();
            return new SolverOutcome(SolverStatus.Converged, 0, 0);
        }

        a(x, r);
        TensorPrimitives.Subtract(b, r, r);
        var last = 0.0;
        for (var applications = 1; ; applications++)
        {
            var residual = TensorPrimitives.Norm<double>(r) / scale;
            if (!double.IsFinite(residual))
                return new SolverOutcome(SolverStatus.NonFinite, applications, residual);
            if (residual <= Tolerance)
                return new SolverOutcome(SolverStatus.Converged, applications, residual);
            if (cancellation.IsCancellationRequested)
                return new SolverOutcome(SolverStatus.Cancelled, applications, residual);
            if (applications >= MaxIterations)
                return new SolverOutcome(SolverStatus.MaxIterations, applications, residual);

            if (preconditioner is null)
                r.CopyTo(z);
            else
                preconditioner(r, z);
            var weight = TensorPrimitives.Dot<double>(r, z);
            if (applications == 1)
                z.CopyTo(p);
            else
                TensorPrimitives.MultiplyAdd(p, weight / last, z, p);
            last = weight;
            a(p, image);
            var curvature = TensorPrimitives.Dot<double>(p, image);
            if (!double.IsFinite(curvature) || !double.IsFinite(weight))
                return new SolverOutcome(SolverStatus.NonFinite, applications + 1, double.NaN);
            if (curvature <= 0 || weight <= 0)
                return new SolverOutcome(SolverStatus.Breakdown, applications + 1, residual);
            TensorPrimitives.MultiplyAdd(p, weight / curvature, x, x);
            TensorPrimitives.MultiplyAdd(image, -weight / curvature, r, r);
        }
    }
}
