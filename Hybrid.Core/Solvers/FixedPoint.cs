namespace Hybrid.Core.Solvers;

/// <summary>Finds x = g(x) by iteration with a mixer.</summary>
/// <remarks>
/// One problem at a time; not thread-safe. Nothing is allocated after the first problem of a given length. The residual is
/// the largest element of |g(x) − x|. Derivatives of the solution are the business of <see cref="FixedPointAdjoint"/>.
/// </remarks>
public sealed class FixedPoint
{
    private readonly IMixer mixer;
    private double[] image = [];

    /// <summary>Creates a solver around a mixer, which it resets at the start of each problem.</summary>
    public FixedPoint(IMixer mixer)
    {
        ArgumentNullException.ThrowIfNull(mixer);
        this.mixer = mixer;
    }

    /// <summary>The residual below which the iteration has converged.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>How often g may be evaluated.</summary>
    public int MaxIterations { get; init; } = 250;

    /// <summary>Iterates.</summary>
    /// <param name="g">The function.</param>
    /// <param name="x">The guess on entry; on return the last point whose residual was measured.</param>
    /// <param name="cancellation">Stops between two evaluations.</param>
    public SolverOutcome Solve(VectorFunction g, Span<double> x, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(g);
        var n = x.Length;
        if (image.Length < n)
            image = new double[n];
        var gOfX = image.AsSpan(0, n);
        mixer.Reset(n);
        var residual = double.PositiveInfinity;
        for (var iteration = 1; iteration <= MaxIterations; iteration++)
        {
            if (cancellation.IsCancellationRequested)
                return new SolverOutcome(SolverStatus.Cancelled, iteration - 1, residual);
            g(x, gOfX);
            residual = LargestDifference(gOfX, x);
            if (!double.IsFinite(residual))
                return new SolverOutcome(SolverStatus.NonFinite, iteration, residual);
            if (residual <= Tolerance)
                return new SolverOutcome(SolverStatus.Converged, iteration, residual);
            if (iteration < MaxIterations)
                mixer.Next(x, gOfX, x);
        }

        return new SolverOutcome(SolverStatus.MaxIterations, MaxIterations, residual);
    }

    // Math.Max passes on what is not a number.
    private static double LargestDifference(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var largest = 0.0;
        for (var i = 0; i < x.Length; i++)
            largest = Math.Max(largest, Math.Abs(x[i] - y[i]));
        return largest;
    }
}
