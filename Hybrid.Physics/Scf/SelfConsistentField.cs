using Hybrid.Core.Autodiff;
using Hybrid.Core.Solvers;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Solves the fixed point x = X(P(F(v(x)))) of populations, potentials and density.
/// </summary>
/// <remarks>
/// The first Hamiltonian is diagonalised in full. Where occupied and empty orbitals are well separated, the following steps
/// only rotate them into each other (<see cref="OrbitalRotation"/>), and the last one makes them canonical.
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
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public static ScfSolution Solve(Tape tape, ScfProblem problem, ScfSettings settings, ReadOnlySpan<double> guess, CancellationToken cancellation)
    {
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
        if (!guess.IsEmpty)
            guess.CopyTo(x.Independent);
        problem.Analysis.SumAtomCharges(x);

        var mixer = new BroydenMixer();
        mixer.Reset(problem.Analysis.Count);
        OrbitalRotation? rotation = null;
        var mayRotate = !settings.AlwaysDiagonalise;
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
            if (residual < settings.PopulationTolerance)
            {
                if (rotation is null)
                    return Ended(ScfStatus.Converged, iteration, residual);
                if (!rotation.Canonicalise(F.Span))
                    return Ended(ScfStatus.NonFinite, iteration, residual);
                if (orbitals.IsClosedShell)
                    return Ended(ScfStatus.Converged, iteration, residual);
                rotation = null; // An empty orbital came close to an occupied one: from here on diagonalise.
                mayRotate = false;
            }

            mixer.Next(x.Independent, xOut.Independent, x.Independent);
            problem.Analysis.SumAtomCharges(x);
        }

        rotation?.Canonicalise(F.Span);
        return Ended(ScfStatus.MaxIterations, settings.MaxIterations, residual);

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
}
