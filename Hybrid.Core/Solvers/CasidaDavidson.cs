using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Core.Solvers;

/// <summary>
/// The lowest roots of the full linear response problem (A + B) P = ω M, (A − B) M = ω P, ⟨P|M⟩ = 1, of matrices that are
/// given as operators and dominated by one diagonal.
/// </summary>
/// <remarks>
/// <para>
/// P = X + Y and M = X − Y are expanded in one space, in which the small problem is solved exactly; each root adds a
/// correction for either. Where the smaller space has an imaginary root the whole problem has one too, so that the search goes
/// on until that root has converged and ends as <see cref="SolverStatus.Unstable"/>.
/// </para>
/// <para>
/// R. E. Stratmann, G. E. Scuseria, M. J. Frisch, J. Chem. Phys. 109, 8218 (1998), doi:10.1063/1.477483; J. Olsen,
/// H. J. Aa. Jensen, P. Jørgensen, J. Comput. Phys. 74, 265 (1988), doi:10.1016/0021-9991(88)90081-2.
/// </para>
/// </remarks>
public sealed class CasidaDavidson
{
    private readonly ILinearAlgebra linearAlgebra;

    /// <summary>Creates a solver.</summary>
    public CasidaDavidson(ILinearAlgebra linearAlgebra)
    {
        ArgumentNullException.ThrowIfNull(linearAlgebra);
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>The residual (<see cref="CasidaResult.Residuals"/>) below which a root has converged, in the unit of the matrices.</summary>
    public double Tolerance { get; init; } = 1e-7;

    /// <summary>How often the operators may be applied to a block.</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>Roots that are iterated beyond those asked for; null for a quarter of them, at least four.</summary>
    public int? BufferRoots { get; init; }

    /// <summary>Roots that are closer than this belong to one multiplet.</summary>
    public double DegeneracyThreshold { get; init; } = 1e-6;

    /// <summary>Iterates.</summary>
    /// <param name="sum">A + B, symmetric.</param>
    /// <param name="difference">A − B, symmetric.</param>
    /// <param name="diagonal">The diagonal of A, or an approximation of it: the preconditioner and the choice of starting vectors.</param>
    /// <param name="roots">How many of the lowest roots are wanted, from 1 to n.</param>
    /// <param name="cancellation">Stops between two applications.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many roots.</exception>
    public CasidaResult Solve(BlockOperator sum, BlockOperator difference, ReadOnlySpan<double> diagonal, int roots, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sum);
        ArgumentNullException.ThrowIfNull(difference);
        var n = diagonal.Length;
        if (roots < 1 || roots > n)
            throw new ArgumentOutOfRangeException(nameof(roots), roots, $"From 1 to {n} roots can be asked for.");
        var block = Math.Min(n, roots + (BufferRoots ?? Math.Max(4, roots / 4)));
        using var space = new CasidaSpace(linearAlgebra, n, block, Math.Min(n, Math.Max(12 * block, 60)));
        var candidates = StartingVectors.Lowest(diagonal, block);
        var wanted = roots;
        for (var iteration = 1; ; iteration++)
        {
            var added = space.Add(candidates);
            if (added == 0)
                return space.Result(SolverStatus.Breakdown, iteration - 1, wanted);
            space.Apply(sum, difference, added);
            var status = space.Project();
            if (status != SolverStatus.Converged)
                return space.Result(status, iteration, wanted);
            var isUnstable = space.Squares[0] < 0;
            wanted = isUnstable ? 1 : WithMultiplet(space.Squares, roots);
            if (!Enumerable.Range(0, wanted).Any(k => IsOpen(space, k)))
                return space.Result(isUnstable ? SolverStatus.Unstable : SolverStatus.Converged, iteration, wanted);
            if (cancellation.IsCancellationRequested)
                return space.Result(SolverStatus.Cancelled, iteration, wanted);
            if (iteration >= MaxIterations)
                return space.Result(isUnstable ? SolverStatus.Unstable : SolverStatus.MaxIterations, iteration, wanted);
            candidates = space.Corrections(diagonal, k => IsOpen(space, k));
            space.RestartIfFull(candidates.Length / n);
        }
    }

    private bool IsOpen(CasidaSpace space, int root) => !(space.ResidualNorms[root] <= Tolerance);

    private int WithMultiplet(ReadOnlySpan<double> squares, int roots)
    {
        var count = roots;
        while (count < squares.Length && Math.Sqrt(squares[count]) - Math.Sqrt(squares[count - 1]) < DegeneracyThreshold)
            count++;
        return count;
    }
}
