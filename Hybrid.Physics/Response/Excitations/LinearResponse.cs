using Hybrid.Core.Solvers;
using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Excitations;

/// <summary>Solves for the lowest excited states of a reference with a kernel, over all its configurations, on the reference's tape.</summary>
/// <remarks>
/// A X = ω X in the Tamm–Dancoff approximation; (A + B)(X + Y) = ω (X − Y) and (A − B)(X − Y) = ω (X + Y) in full.
/// M. E. Casida, in Recent Advances in Density Functional Methods I (1995), p. 155, doi:10.1142/9789812830586_0005;
/// S. Hirata, M. Head-Gordon, Chem. Phys. Lett. 314, 291 (1999), doi:10.1016/S0009-2614(99)01149-5.
/// </remarks>
public static class LinearResponse
{
    /// <summary>Solves.</summary>
    /// <param name="reference">The closed-shell Hamiltonian and its orbitals.</param>
    /// <param name="kernel">How excitations interact; its spin is that of the states.</param>
    /// <param name="settings">How many states, and how tightly.</param>
    /// <param name="cancellation">Stops between two products.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static ExcitationSolution Solve(
        ExcitationReference reference, ExcitationKernel kernel, ExcitationSettings settings, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validated();
        var orbitals = reference.Orbitals;
        var response = new ResponseOperator(
            reference.Tape.Arena, reference.LinearAlgebra, kernel, orbitals.OccupiedCount,
            kernel.IsOrthogonal ? reference.Rotations : orbitals.CoefficientMemory, orbitals.EnergyMemory);
        var vectors = settings.IsFullResponse
            ? FullResponse(response, reference, settings, cancellation)
            : TammDancoff(response, reference, settings, cancellation);
        return new ExcitationSolution(reference, kernel, response, vectors, settings);
    }

    private static ResponseVectors TammDancoff(ResponseOperator response, ExcitationReference reference, ExcitationSettings settings, CancellationToken cancellation)
    {
        var roots = Math.Min(settings.States, response.Count);
        if (response.Count <= settings.LargestDenseProblem)
            return Dense(response, reference, roots, settings);
        var known = response.Primary(PrimaryCount(roots));
        var result = new Davidson(reference.LinearAlgebra)
        {
            Tolerance = settings.Tolerance,
            MaxIterations = settings.MaxIterations,
            DegeneracyThreshold = settings.DegeneracyThreshold,
            BufferRoots = known.Values.IsEmpty ? null : BufferRoots,
        }.Solve(response.Of(Coupling.Excitations), known, roots, cancellation);
        return ResponseVectors.OfTammDancoff(result.Outcome, result.Eigenvalues, result.Eigenvectors);
    }

    /// <summary>How many configurations the matrix has whose roots start the iteration.</summary>
    internal static int PrimaryCount(int roots) => (PrimaryPerRoot * roots) + FewestPrimary;

    private static ResponseVectors FullResponse(ResponseOperator response, ExcitationReference reference, ExcitationSettings settings, CancellationToken cancellation)
    {
        var roots = Math.Min(settings.States, response.Count);
        var result = response.Count <= settings.LargestDenseProblem
            ? new DenseCasida(reference.LinearAlgebra) { DegeneracyThreshold = settings.DegeneracyThreshold }
                .Solve(response.Count, response.Matrix(Coupling.Sum), response.Matrix(Coupling.Difference), roots)
            : new CasidaDavidson(reference.LinearAlgebra)
            {
                Tolerance = settings.Tolerance,
                MaxIterations = settings.MaxIterations,
                DegeneracyThreshold = settings.DegeneracyThreshold,
            }.Solve(response.Of(Coupling.Sum), response.Of(Coupling.Difference), response.Diagonal(), roots, cancellation);
        return ResponseVectors.OfFullResponse(result);
    }

    private static ResponseVectors Dense(ResponseOperator response, ExcitationReference reference, int roots, ExcitationSettings settings)
    {
        var n = response.Count;
        var A = response.Matrix(Coupling.Excitations);
        var ω = new double[n];
        if (!reference.LinearAlgebra.SymmetricEigen(n, A, ω))
            return ResponseVectors.OfTammDancoff(new SolverOutcome(SolverStatus.NonFinite, 0, double.NaN), [], []);
        var count = roots;
        while (count < n && ω[count] - ω[count - 1] < settings.DegeneracyThreshold)
            count++;
        return ResponseVectors.OfTammDancoff(new SolverOutcome(SolverStatus.Converged, 0, 0.0), ω.AsSpan(0, count), A.AsSpan(0, count * n));
    }

    private const int PrimaryPerRoot = 4;

    private const int FewestPrimary = 16;

    /// <summary>Roots iterated beyond those asked for, where the start is good.</summary>
    private const int BufferRoots = 1;
}
