using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Solvers;

namespace Hybrid.Physics.Scf;

/// <summary>Carries adjoints of a self-consistent solution back to its Hamiltonian, integrals and interactions.</summary>
/// <remarks>
/// The energy is stationary and needs no solve. Everything else goes through the fixed point x = X(P(F(v(x)))): with K the
/// second derivative of the interactions, T = K ∂v/∂F ∂F/∂P ∂P/∂x transposed step by step, the adjoint of the populations
/// solves (1 − T) λ = T x̄ + (what comes through P̄ and ε̄), one linear system whatever the number of outputs.
/// </remarks>
internal sealed class ScfAdjoint(Tape tape, ScfSolution solution, Orbitals orbitals)
{
    private readonly ScfProblem problem = solution.Problem;
    private readonly Arena memory = tape.Arena.ForAdjoints;
    private readonly int n = orbitals.Count;

    /// <summary>How the linear solve of the last walk ended; null when none was needed.</summary>
    public SolverOutcome? Outcome { get; private set; }

    public void Propagate()
    {
        if (solution.Energy.HasAdjoint)
            PropagateEnergy(solution.Energy.Adjoint[0]);
        if (solution.Populations.HasAdjoint || solution.OrbitalEnergies.HasAdjoint || solution.Density.HasAdjoint)
            PropagateResponse();
    }

    /// <summary>dE = Tr(P dH0) + Tr(P ∂F/∂S dS) − Tr(W dS) + Σ ∂E(x), at fixed density.</summary>
    private void PropagateEnergy(double weight)
    {
        var P = solution.Density.Value;
        var W = memory.RentUncleared(n * n).Span;
        orbitals.EnergyWeightedDensity(W);
        AddToHamiltonian(P, weight);
        AddToOverlap(W, -weight);
        if (problem.Integrals.Values.NeedsAdjoint)
            problem.Analysis.PropagateAdjoint(P, solution.Potential, weight);
        AddToReferenceOccupations(solution.Potential.ShellCharges, weight);
        foreach (var interaction in problem.Interactions)
            interaction.PropagateEnergyAdjoint(solution.PopulationView, weight);
    }

    private void PropagateResponse()
    {
        var density = new DensityAdjoint(memory, problem.LinearAlgebra, orbitals);
        var P̄ = memory.RentUncleared(n * n).Span;
        var F̄ = memory.RentUncleared(n * n).Span;
        var S̄ = memory.RentUncleared(n * n).Span;
        var direct = problem.Analysis.Rent(memory);
        if (solution.Populations.HasAdjoint)
            solution.Populations.Adjoint.CopyTo(direct.Independent);
        var λ = SolveFixedPoint(density, direct);
        TensorPrimitives.Add(direct.Independent, λ, direct.Independent);

        OutputAdjoint(P̄);
        problem.Analysis.AddHamiltonian(direct, P̄);
        density.Propagate(P̄, OrbitalEnergyAdjoint(), F̄, S̄);
        var v̄ = problem.Analysis.Rent(memory);
        problem.Analysis.Contract(F̄, v̄);

        AddToHamiltonian(F̄, 1.0);
        AddToOverlap(S̄, 1.0);
        if (problem.Integrals.Values.NeedsAdjoint)
        {
            problem.Analysis.PropagateAdjoint(F̄, solution.Potential, 1.0);
            problem.Analysis.PropagateAdjoint(solution.Density.Value, direct, 1.0);
        }

        AddToReferenceOccupations(direct.ShellCharges, 1.0);
        foreach (var interaction in problem.Interactions)
            interaction.PropagatePotentialAdjoint(solution.PopulationView, v̄);
    }

    /// <summary>λ = K · Contract(F̄(P̄ + A(x̄ + λ), ε̄)).</summary>
    private double[] SolveFixedPoint(DensityAdjoint density, Populations x̄)
    {
        var P̄ = memory.RentUncleared(n * n);
        var F̄ = memory.RentUncleared(n * n);
        var argument = problem.Analysis.Rent(memory);
        var v̄ = problem.Analysis.Rent(memory);
        var result = problem.Analysis.Rent(memory);

        OutputAdjoint(P̄.Span);
        Through(x̄.Independent, OrbitalEnergyAdjoint());
        var constant = result.Independent.ToArray();
        var λ = new double[constant.Length];
        Outcome = new Gmres { Tolerance = AdjointTolerance }.Solve(
            (z, y) =>
            {
                P̄.Span.Clear();
                Through(z, default);
                TensorPrimitives.Subtract(z, result.Independent, y);
            },
            constant,
            λ);
        return λ;

        // result ← K · Contract(F̄(P̄ + A(z), ε̄))
        void Through(ReadOnlySpan<double> z, ReadOnlySpan<double> ε̄)
        {
            z.CopyTo(argument.Independent);
            problem.Analysis.AddHamiltonian(argument, P̄.Span);
            density.Propagate(P̄.Span, ε̄, F̄.Span, default);
            problem.Analysis.Contract(F̄.Span, v̄);
            problem.KernelProduct(solution.PopulationView, v̄, result);
        }
    }

    /// <summary>The symmetric part of what was asked of the density itself.</summary>
    private void OutputAdjoint(Span<double> P̄)
    {
        P̄.Clear();
        if (!solution.Density.HasAdjoint)
            return;
        var adjoint = solution.Density.Adjoint;
        for (var μ = 0; μ < n; μ++)
        {
            for (var ν = 0; ν < n; ν++)
                P̄[(μ * n) + ν] = 0.5 * (adjoint[(μ * n) + ν] + adjoint[(ν * n) + μ]);
        }
    }

    private ReadOnlySpan<double> OrbitalEnergyAdjoint() => solution.OrbitalEnergies.HasAdjoint ? solution.OrbitalEnergies.Adjoint : default;

    private void AddToHamiltonian(ReadOnlySpan<double> dense, double scale)
    {
        if (problem.Hamiltonian.NeedsAdjoint)
            problem.Integrals.Layout.AddFromDense(dense, n, scale, problem.Hamiltonian.Adjoint);
    }

    private void AddToReferenceOccupations(ReadOnlySpan<double> shellPotential, double scale)
    {
        if (problem.ReferenceOccupations.NeedsAdjoint)
            TensorPrimitives.MultiplyAdd(shellPotential, scale, problem.ReferenceOccupations.Adjoint, problem.ReferenceOccupations.Adjoint);
    }

    private void AddToOverlap(ReadOnlySpan<double> dense, double scale)
    {
        if (problem.Integrals.Values.NeedsAdjoint)
            problem.Integrals.AddToOverlapAdjoint(dense, scale);
    }

    /// <summary>Relative residual of the linear solve: one digit more than implicit and unrolled derivatives are compared to.</summary>
    private const double AdjointTolerance = 1e-11;
}
