using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Solves the fixed point x = X(P(F(v(x)))) of populations, potentials and density.
/// </summary>
/// <remarks>
/// The first Hamiltonian is diagonalised in full. Where occupied and empty orbitals are well separated, the following steps
/// only rotate them into each other (<see cref="OrbitalRotation"/>); half-way and at the end they are made canonical to see
/// whether the gap is still there.
/// </remarks>
public static class SelfConsistentField
{
    /// <summary>Iterates from a guess of the populations until they reproduce themselves.</summary>
    /// <param name="tape">The tape on which the solution becomes a node, differentiated by stationarity or the implicit adjoint.</param>
    /// <param name="problem">What is solved.</param>
    /// <param name="settings">Tolerances and limits.</param>
    /// <param name="guess">Populations to start from, or empty for neutral atoms.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>The last iteration, whether or not it converged.</returns>
    /// <exception cref="ArgumentException">The guess is not one of this problem.</exception>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public static ScfSolution Solve(Tape tape, ScfProblem problem, ScfSettings settings, ReadOnlySpan<double> guess, CancellationToken cancellation)
    {
        if (!guess.IsEmpty && guess.Length != problem.Analysis.Count)
            throw new ArgumentException($"A guess of {problem.Analysis.Count} populations was expected, but {guess.Length} came.", nameof(guess));
        var orbitals = new Orbitals(tape.Arena, problem);
        var n = orbitals.Count;
        var density = tape.Output(problem.Inputs, n, n);
        var populations = tape.Output(problem.Inputs, problem.Analysis.Count);
        var F = tape.Arena.RentUncleared(n * n);
        var x = problem.Analysis.Rent(tape.Arena);
        var xOut = problem.Analysis.Over(tape.Arena, populations);
        var v = problem.Analysis.Rent(tape.Arena);
        if (!orbitals.OverlapIsPositive)
            return Ended(ScfStatus.LinearDependence, 0, double.NaN);
        guess.CopyTo(x.Independent);
        problem.Analysis.SumAtomCharges(x);

        var mixer = settings.Mixer();
        mixer.Reset(problem.Analysis.Count);
        OrbitalRotation? rotation = null;
        var mayRotate = !settings.AlwaysDiagonalise;
        var gapIsKnown = false;
        var residual = double.PositiveInfinity;
        for (var iteration = 1; iteration <= settings.MaxIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Potential(x, v);
            problem.Fock(v, F.Span);
            var rotated = rotation?.Follow(F.Span) ?? double.NaN;
            if (double.IsNaN(rotated))
            {
                if (!orbitals.Diagonalise(F.Span))
                    return Ended(ScfStatus.NonFinite, iteration, residual);
                orbitals.Occupy();
                rotation = mayRotate ? RotationOf(orbitals, rotation) : null;
                rotated = 0.0;
            }

            orbitals.Density(density.Value);
            problem.Populate(density.Value, xOut);
            residual = Residual(x.Independent, xOut.Independent, rotated, problem.Basis.AtomCount);
            if (!double.IsFinite(residual))
                return Ended(ScfStatus.NonFinite, iteration, residual);
            var converged = residual < settings.PopulationTolerance;
            if (rotation is not null && (converged || (residual < LargestResidualOfUnknownGap && !gapIsKnown)))
            {
                if (!rotation.Canonicalise(F.Span))
                    return Ended(ScfStatus.NonFinite, iteration, residual);
                gapIsKnown = true;
                if (!orbitals.IsClosedShell)
                {
                    rotation = null; // An empty orbital came close to an occupied one: from here on diagonalise.
                    mayRotate = false;
                    converged = false;
                }
            }

            if (converged)
                return Ended(ScfStatus.Converged, iteration, residual);
            mixer.Next(x.Independent, xOut.Independent, x.Independent);
            problem.Analysis.SumAtomCharges(x);
        }

        var canonical = rotation?.Canonicalise(F.Span) ?? true;
        return Ended(canonical ? ScfStatus.MaxIterations : ScfStatus.NonFinite, settings.MaxIterations, residual);

        OrbitalRotation? RotationOf(Orbitals diagonalised, OrbitalRotation? existing) => diagonalised.IsClosedShell
            ? existing ?? new OrbitalRotation(tape.Arena, problem.LinearAlgebra, diagonalised)
            : null;

        ScfSolution Ended(ScfStatus status, int iterations, double lastResidual)
        {
            problem.Potential(xOut, v);
            return new ScfSolution(tape, problem, orbitals, density, populations, xOut, v, new ScfOutcome(status, iterations, lastResidual));
        }
    }

    /// <summary>√(Σ (x_out − x)² / nAtoms), and no less than the rotation of the orbitals that led there.</summary>
    private static double Residual(ReadOnlySpan<double> x, ReadOnlySpan<double> xOut, double rotated, int nAtoms)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
            sum += (xOut[k] - x[k]) * (xOut[k] - x[k]);
        return Math.Sqrt(Math.Max(sum, rotated * rotated) / nAtoms);
    }

    /// <summary>Once the residual is below this, the gap of followed orbitals is looked at: it will not change much any more.</summary>
    private const double LargestResidualOfUnknownGap = 0.001;
}
