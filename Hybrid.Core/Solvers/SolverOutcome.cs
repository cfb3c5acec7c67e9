namespace Hybrid.Core.Solvers;

/// <summary>What an iterative solver reports: a value, not an exception.</summary>
/// <param name="Status">How the iteration ended.</param>
/// <param name="Iterations">The number of times the function or operator was applied.</param>
/// <param name="Residual">The residual that was compared with the tolerance, in the measure that the solver states.</param>
public readonly record struct SolverOutcome(SolverStatus Status, int Iterations, double Residual)
{
    /// <summary>True when the result can be used.</summary>
    public bool IsConverged => Status == SolverStatus.Converged;
}
