using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Scf;

/// <summary>
/// Solves the fixed point x = X(P(F(v(x)))) of populations, potentials and density.
/// </summary>
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
        var F = tape.Arena.RentUncleared(n * n);
        var x = problem.Analysis.Rent(tape.Arena);
        var populated = tape.Output(problem.Inputs, problem.Analysis.Count);
        var xOut = problem.Analysis.Over(tape.Arena, populated);
        var v = problem.Analysis.Rent(tape.Arena);
        if (!orbitals.OverlapIsPositive)
            return Ended(ScfStatus.LinearDependence, 0, double.NaN);
        if (!guess.IsEmpty)
            guess.CopyTo(x.Independent);
        problem.Analysis.SumAtomCharges(x);
        var mixer = new TemporaryMixer(problem.Analysis.Count);
        var residual = double.PositiveInfinity;
        for (var iteration = 1; iteration <= settings.MaxIterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Potential(x, v);
            problem.Fock(v, F.Span);
            if (!orbitals.Diagonalise(F.Span))
                return Ended(ScfStatus.NonFinite, iteration, residual);
            orbitals.Occupy();
            orbitals.Density(density.Value);
            problem.Populate(density.Value, xOut);
            residual = Residual(x.Independent, xOut.Independent, problem.Basis.AtomCount);
            if (!double.IsFinite(residual))
                return Ended(ScfStatus.NonFinite, iteration, residual);
            if (residual < settings.PopulationTolerance)
                return Ended(ScfStatus.Converged, iteration, residual);
            mixer.Next(x.Independent, xOut.Independent, x.Independent);
            problem.Analysis.SumAtomCharges(x);
        }

        return Ended(ScfStatus.MaxIterations, settings.MaxIterations, residual);

        ScfSolution Ended(ScfStatus status, int iterations, double lastResidual)
        {
            problem.Potential(xOut, v);
            return new ScfSolution(tape, problem, orbitals, density, populated, xOut, v, new ScfOutcome(status, iterations, lastResidual));
        }
    }

    private static double Residual(ReadOnlySpan<double> x, ReadOnlySpan<double> xOut, int nAtoms)
    {
        var sum = 0.0;
        for (var k = 0; k < x.Length; k++)
            sum += (xOut[k] - x[k]) * (xOut[k] - x[k]);
        return Math.Sqrt(sum / nAtoms);
    }
}
