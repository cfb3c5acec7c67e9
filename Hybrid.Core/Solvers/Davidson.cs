using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>
/// The lowest eigenvalues and eigenvectors of a large symmetric matrix that is given as an operator and dominated by its
/// diagonal.
/// </summary>
/// <remarks>
/// <para>
/// Block version with a diagonal preconditioner and restarts. More roots than were asked for are iterated, so that none is
/// missed and a multiplet at the upper end is returned whole. Starting vectors are not exactly symmetric, because an
/// iteration can't leave the symmetry it starts in; the deviation is the same at every call.
/// </para>
/// <para>
/// E. R. Davidson, J. Comput. Phys. 17, 87 (1975), doi:10.1016/0021-9991(75)90065-0; B. Liu, in Numerical Algorithms in
/// Chemistry, LBL-8158 (1978), p. 49.
/// </para>
/// </remarks>
public sealed class Davidson
{
    private readonly ILinearAlgebra linearAlgebra;

    /// <summary>Creates a solver.</summary>
    public Davidson(ILinearAlgebra linearAlgebra)
    {
        ArgumentNullException.ThrowIfNull(linearAlgebra);
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>|A x − λ x| below which a root has converged, in the unit of the matrix.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>
    /// The estimated error of an eigenvalue (<see cref="DavidsonResult.EigenvalueErrors"/>) below which a root has converged
    /// too, whatever its residual; zero, unless set, leaves the residual alone to decide.
    /// </summary>
    public double EigenvalueTolerance { get; init; }

    /// <summary>
    /// When true, the search ends with a step of second-order perturbation theory instead of another product: eigenvalues are lowered
    /// by what the residual foretells, eigenvectors take the first-order change, and <see cref="DavidsonResult.EigenvalueErrors"/>
    /// holds the part of that lowering that is uncertain.
    /// </summary>
    public bool EndsPerturbatively { get; init; }

    /// <summary>How often the operator may be applied to a block.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>Roots that are iterated beyond those asked for; null for a quarter of them, at least four.</summary>
    public int? BufferRoots { get; init; }

    /// <summary>
    /// Eigenvectors of a <see cref="PrimarySpace"/> that lie less than this above the wanted ones are iterated too, because the other elements may
    /// lower them more.
    /// </summary>
    public double Reordering { get; init; } = 0.01;

    /// <summary>Roots that are closer than this belong to one multiplet.</summary>
    public double DegeneracyThreshold { get; init; } = 1e-6;

    /// <summary>Iterates.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="diagonal">The diagonal of A, or an approximation of it: the preconditioner and the choice of starting vectors.</param>
    /// <param name="roots">How many of the lowest eigenvalues are wanted, from 1 to n.</param>
    /// <param name="cancellation">Stops between two applications.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many roots.</exception>
    public DavidsonResult Solve(BlockOperator a, ReadOnlySpan<double> diagonal, int roots, CancellationToken cancellation = default) =>
        Solve(a, diagonal, roots, default, cancellation);

    /// <summary>Iterates from vectors that the caller knows to be close.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="diagonal">The diagonal of A, or an approximation of it: the preconditioner.</param>
    /// <param name="roots">How many of the lowest eigenvalues are wanted, from 1 to n.</param>
    /// <param name="start">
    /// Starting vectors, one per row, at best more than <paramref name="roots"/> of them; what they lack is filled with unit
    /// vectors of low diagonal elements. They need not be orthonormal.
    /// </param>
    /// <param name="cancellation">Stops between two applications.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many roots.</exception>
    /// <exception cref="ArgumentException">The starting vectors have another length.</exception>
    public DavidsonResult Solve(BlockOperator a, ReadOnlySpan<double> diagonal, int roots, ReadOnlySpan<double> start, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(a);
        if (!diagonal.IsEmpty && start.Length % diagonal.Length != 0)
            throw new ArgumentException($"Starting vectors of {diagonal.Length} elements were expected, but {start.Length} numbers came.", nameof(start));
        return Solve(a, PrimarySpace.OfDiagonal(diagonal), roots, start, cancellation);
    }

    /// <summary>Iterates from the lowest eigenvectors of what is known of the matrix, which is the preconditioner too.</summary>
    /// <param name="a">The operator.</param>
    /// <param name="known">
    /// At best with several times as many primary elements as there are roots; all its eigenvectors within <see cref="Reordering"/> of the wanted ones are iterated.
    /// </param>
    /// <param name="roots">How many of the lowest eigenvalues are wanted, from 1 to n.</param>
    /// <param name="cancellation">Stops between two applications.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many roots.</exception>
    public DavidsonResult Solve(BlockOperator a, PrimarySpace known, int roots, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(known);
        var values = known.Values;
        var count = Math.Min(values.Length, roots + Buffer(roots));
        while (count < values.Length && values[count] - values[Math.Min(roots, count) - 1] < Reordering)
            count++;
        var start = known.LowestVectors(count);
        StartingVectors.Disturb(start, known.Diagonal.Length);
        return Solve(a, known, roots, start, cancellation);
    }

    private DavidsonResult Solve(BlockOperator a, PrimarySpace known, int roots, ReadOnlySpan<double> start, CancellationToken cancellation)
    {
        var diagonal = known.Diagonal;
        var n = diagonal.Length;
        if (roots < 1 || roots > n)
            throw new ArgumentOutOfRangeException(nameof(roots), roots, $"From 1 to {n} roots can be asked for.");
        var block = Math.Min(n, Math.Max(roots + Buffer(roots), known.Values.IsEmpty ? 0 : start.Length / n));
        var candidates = StartingVectors.Lowest(diagonal, block, start);
        using var space = new DavidsonSpace(linearAlgebra, n, block, Math.Min(n, Math.Max(8 * block, Math.Max(40, 2 * (candidates.Length / n)))));
        var wanted = roots;
        for (var iteration = 1; ; iteration++)
        {
            var added = space.Add(candidates);
            if (iteration == 1 && added < block)
                added += space.Add(StartingVectors.Lowest(diagonal, block));
            if (added == 0)
                return space.Result(SolverStatus.Breakdown, iteration - 1, wanted);
            space.Apply(a, added);
            if (!space.Project(diagonal))
                return space.Result(SolverStatus.NonFinite, iteration, wanted);
            wanted = WithMultiplet(space, roots);
            var followed = EndsPerturbatively ? space.Contenders(wanted, EigenvalueTolerance) : wanted;
            if (!Enumerable.Range(0, followed).Any(k => IsOpen(space, k)))
                return EndsPerturbatively ? space.CorrectedResult(iteration, wanted, followed, diagonal) : space.Result(SolverStatus.Converged, iteration, wanted);
            if (cancellation.IsCancellationRequested)
                return space.Result(SolverStatus.Cancelled, iteration, wanted);
            if (iteration >= MaxIterations)
                return space.Result(SolverStatus.MaxIterations, iteration, wanted);
            candidates = space.Corrections(known, EndsPerturbatively ? followed : block, k => IsOpen(space, k) && (k < followed || !IsAbove(space, k, followed)));
            space.RestartIfFull(candidates.Length / n);
        }
    }

    /// <summary>By how much worse than the others the roots may be that are iterated but not wanted: they only have to show that they belong above.</summary>
    private const double BufferLatitude = 10.0;

    private int Buffer(int roots) => BufferRoots ?? Math.Max(4, roots / 4);

    private bool IsOpen(DavidsonSpace space, int root) =>
        !(space.ResidualNorms[root] <= Tolerance || (EndsPerturbatively ? space.UncertainError(root) : space.EigenvalueErrors[root]) <= EigenvalueTolerance);

    /// <summary>True for a root that is known well enough to belong above the first ones, and to none of their multiplets.</summary>
    private bool IsAbove(DavidsonSpace space, int root, int first) =>
        space.ResidualNorms[root] <= BufferLatitude * Tolerance
        && space.RitzValues[root] - space.ResidualNorms[root] > space.RitzValues[first - 1] + DegeneracyThreshold;

    private int WithMultiplet(DavidsonSpace space, int roots)
    {
        var values = space.RitzValues;
        var count = roots;
        while (count < values.Length && values[count] - values[count - 1] < DegeneracyThreshold)
            count++;
        return count;
    }
}
