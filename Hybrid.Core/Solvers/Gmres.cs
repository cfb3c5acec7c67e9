using System.Numerics.Tensors;

namespace Hybrid.Core.Solvers;

/// <summary>Solves A x = b for a general matrix that is given as an operator (generalised minimal residuals, restarted).</summary>
/// <remarks>
/// <para>
/// One system at a time; not thread-safe. Nothing is allocated after the first system of a given length. The residual is
/// |b − A x| / |b|, recomputed from its definition at each restart and at the end.
/// </para>
/// <para>Saad and Schultz, SIAM J. Sci. Stat. Comput. 7, 856 (1986), doi:10.1137/0907058.</para>
/// </remarks>
public sealed class Gmres
{
    private readonly int restart;
    private readonly double[] triangle;
    private readonly double[] cosines;
    private readonly double[] sines;
    private readonly double[] projected;
    private readonly double[] coefficients;
    private double[] basis = [];
    private int n;

    /// <summary>Creates a solver.</summary>
    /// <param name="restart">The size of the Krylov space at which it starts over; its memory is that many vectors.</param>
    /// <exception cref="ArgumentOutOfRangeException">Less than one vector.</exception>
    public Gmres(int restart = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(restart, 1);
        this.restart = restart;
        triangle = new double[(restart + 1) * restart];
        cosines = new double[restart];
        sines = new double[restart];
        projected = new double[restart + 1];
        coefficients = new double[restart];
    }

    /// <summary>The relative residual below which the iteration has converged.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>How often the operator may be applied.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <summary>Iterates.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="b">The right-hand side; zero gives zero.</param>
    /// <param name="x">The guess on entry, the solution on return.</param>
    /// <param name="cancellation">Stops between two applications.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public SolverOutcome Solve(LinearOperator a, ReadOnlySpan<double> b, Span<double> x, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (x.Length != b.Length)
            throw new ArgumentException($"A solution of the {b.Length} elements of the right-hand side was expected, but it has {x.Length}.", nameof(x));
        n = b.Length;
        if (basis.Length < (restart + 1) * n)
            basis = GC.AllocateUninitializedArray<double>((restart + 1) * n);
        var scale = TensorPrimitives.Norm(b);
        if (scale == 0)
        {
            x.Clear();
            return new SolverOutcome(SolverStatus.Converged, 0, 0);
        }

        var applications = 0;
        var previous = double.PositiveInfinity;
        while (true)
        {
            var r = Basis(0);
            a(x, r);
            applications++;
            TensorPrimitives.Subtract(b, r, r);
            var norm = TensorPrimitives.Norm<double>(r);
            var residual = norm / scale;
            if (!double.IsFinite(residual))
                return new SolverOutcome(SolverStatus.NonFinite, applications, residual);
            if (residual <= Tolerance)
                return new SolverOutcome(SolverStatus.Converged, applications, residual);
            if (cancellation.IsCancellationRequested)
                return new SolverOutcome(SolverStatus.Cancelled, applications, residual);
            if (applications >= MaxIterations)
                return new SolverOutcome(SolverStatus.MaxIterations, applications, residual);

            // A whole cycle that gained nothing will gain nothing the next time either.
            if (residual >= previous * (1 - 1e-6))
                return new SolverOutcome(SolverStatus.Breakdown, applications, residual);
            previous = residual;

            TensorPrimitives.Divide(r, norm, r);
            var size = Expand(a, norm, scale, Math.Min(restart, MaxIterations - applications), ref applications, cancellation);
            if (!AddCombination(size, x))
                return new SolverOutcome(SolverStatus.Breakdown, applications, residual);
        }
    }

    /// <summary>Grows the Krylov space until the projected residual is small; returns its size.</summary>
    private int Expand(LinearOperator a, double norm, double scale, int largest, ref int applications, CancellationToken cancellation)
    {
        projected.AsSpan().Clear();
        projected[0] = norm;
        var size = 0;
        while (size < largest && !cancellation.IsCancellationRequested)
        {
            var v = Basis(size + 1);
            a(Basis(size), v);
            applications++;
            var column = triangle.AsSpan(size * (restart + 1), restart + 1);
            var remainder = Orthogonalise(v, size + 1, column);
            Rotate(column, size, remainder);
            size++;
            if (!(Math.Abs(projected[size]) > 0.5 * Tolerance * scale) || remainder == 0)
                break;
            TensorPrimitives.Divide(v, remainder, v);
        }

        return size;
    }

    /// <summary>Takes the basis out of v twice, for orthogonality to rounding; returns what is left of its norm.</summary>
    private double Orthogonalise(Span<double> v, int count, Span<double> overlaps)
    {
        var original = TensorPrimitives.Norm<double>(v);
        overlaps.Clear();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < count; k++)
            {
                var overlap = TensorPrimitives.Dot<double>(Basis(k), v);
                overlaps[k] += overlap;
                TensorPrimitives.MultiplyAdd(Basis(k), -overlap, v, v);
            }
        }

        var norm = TensorPrimitives.Norm<double>(v);
        return norm > 1e-15 * original ? norm : 0;
    }

    /// <summary>Givens rotations keep the projected matrix triangular.</summary>
    private void Rotate(Span<double> column, int size, double below)
    {
        for (var k = 0; k < size; k++)
            (column[k], column[k + 1]) = ((cosines[k] * column[k]) + (sines[k] * column[k + 1]), (cosines[k] * column[k + 1]) - (sines[k] * column[k]));
        var length = double.Hypot(column[size], below);
        cosines[size] = length == 0 ? 1 : column[size] / length;
        sines[size] = length == 0 ? 0 : below / length;
        column[size] = length;
        projected[size + 1] = -sines[size] * projected[size];
        projected[size] *= cosines[size];
    }

    private bool AddCombination(int size, Span<double> x)
    {
        for (var k = size - 1; k >= 0; k--)
        {
            var sum = projected[k];
            for (var l = k + 1; l < size; l++)
                sum -= triangle[(l * (restart + 1)) + k] * coefficients[l];
            var pivot = triangle[(k * (restart + 1)) + k];
            if (pivot == 0)
                return false;
            coefficients[k] = sum / pivot;
        }

        for (var k = 0; k < size; k++)
            TensorPrimitives.MultiplyAdd(Basis(k), coefficients[k], x, x);
        return true;
    }

    private Span<double> Basis(int k) => basis.AsSpan(k * n, n);
}
