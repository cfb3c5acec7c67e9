using Hybrid.Core.Autodiff;

namespace Hybrid.Physics.Scf;

/// <summary>Carries adjoints of a self-consistent solution back to its Hamiltonian, integrals and interactions.</summary>
internal sealed class ScfAdjoint(Tape tape, ScfSolution solution, Orbitals orbitals)
{
    private readonly ScfProblem problem = solution.Problem;

    public void Propagate()
    {
        if (solution.Energy.HasAdjoint)
            PropagateEnergy(solution.Energy.Adjoint[0]);
    }

    /// <summary>
    /// The energy is stationary in the density: dE = Tr(P dH0) + Tr(P ∂F/∂S dS) − Tr(W dS) + Σ ∂E(x), no adjoint solve.
    /// </summary>
    private void PropagateEnergy(double weight)
    {
        var n = orbitals.Count;
        var P = solution.Density.Value;
        var W = tape.Arena.RentUncleared(n * n).Span;
        orbitals.EnergyWeightedDensity(W);
        AddToHamiltonian(P, weight);
        problem.Analysis.PropagateAdjoint(P, solution.Potential, weight);
        AddToOverlap(W, -weight);
        foreach (var interaction in problem.Interactions)
            interaction.PropagateEnergyAdjoint(solution.PopulationView, weight);
    }

    private void AddToHamiltonian(ReadOnlySpan<double> dense, double scale)
    {
        if (problem.Hamiltonian.NeedsAdjoint)
            problem.Integrals.Layout.AddFromDense(dense, orbitals.Count, scale, problem.Hamiltonian.Adjoint);
    }

    private void AddToOverlap(ReadOnlySpan<double> dense, double scale)
    {
        if (!problem.Integrals.Values.NeedsAdjoint)
            return;
        var n = orbitals.Count;
        foreach (ref readonly var block in problem.Integrals.Layout.Blocks)
        {
            var S̄ = problem.Integrals.AdjointOf(block);
            for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
            {
                for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                    S̄[element] += scale * block.Multiplicity * dense[(μ * n) + ν];
            }
        }
    }
}
