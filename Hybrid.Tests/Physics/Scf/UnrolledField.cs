using Hybrid.Core.Autodiff;
using Hybrid.Physics.Scf;

namespace Hybrid.Tests.Physics.Scf;

/// <summary>
/// A self-consistent field as a loop of damped iterations, every one a node of its own on the tape: the long way round that the
/// implicit adjoint replaces.
/// </summary>
internal static class UnrolledField
{
    private const double Damping = 0.4;

    /// <summary>The populations after some iterations from given ones.</summary>
    public static Variable Populations(Tape tape, ScfProblem problem, ReadOnlySpan<double> start, int iterations)
    {
        var x = tape.Constant(start, start.Length);
        for (var iteration = 0; iteration < iterations; iteration++)
            x = Next(tape, problem, x);
        return x;
    }

    /// <summary>x + α (X(P(F(v(x)))) − x).</summary>
    private static Variable Next(Tape tape, ScfProblem problem, Variable x)
    {
        var analysis = problem.Analysis;
        var n = problem.Basis.OrbitalCount;
        double[] F = new double[n * n], P = new double[n * n];
        var (before, v, after) = (analysis.Over(tape.Arena, x), analysis.Rent(tape.Arena), analysis.Rent(tape.Arena));
        analysis.SumAtomCharges(before);
        problem.Potential(before, v);
        problem.Fock(v, F);
        var orbitals = new Orbitals(tape.Arena, problem);
        if (!orbitals.Diagonalise(F))
            throw new InvalidOperationException("A Hamiltonian that can be diagonalised was expected.");
        orbitals.Occupy();
        orbitals.Density(P);
        problem.Populate(P, after);

        var mixed = tape.Output([x, .. problem.Inputs], x.Length);
        for (var k = 0; k < x.Length; k++)
            mixed.Value[k] = x.Value[k] + (Damping * (after.Independent[k] - x.Value[k]));
        tape.Record(mixed, () =>
        {
            var x̄ = analysis.Rent(tape.Arena);
            for (var k = 0; k < x.Length; k++)
                x̄.Independent[k] = Damping * mixed.Adjoint[k];
            double[] P̄ = new double[n * n], F̄ = new double[n * n], S̄ = new double[n * n];
            analysis.AddHamiltonian(x̄, P̄);
            new DensityAdjoint(tape.Arena, problem.LinearAlgebra, orbitals).Propagate(P̄, default, F̄, S̄);
            PropagateInputs(problem, before, v, x̄, P, F̄, S̄, out var v̄, tape.Arena);
            if (!x.NeedsAdjoint)
                return;
            var kernel = analysis.Rent(tape.Arena);
            problem.KernelProduct(before, v̄, kernel);
            for (var k = 0; k < x.Length; k++)
                x.Adjoint[k] += kernel.Independent[k] + ((1.0 - Damping) * mixed.Adjoint[k]);
        });
        return mixed;
    }

    private static void PropagateInputs(
        ScfProblem problem, Populations before, Populations v, Populations x̄, double[] P, double[] F̄, double[] S̄, out Populations v̄, Arena arena)
    {
        v̄ = problem.Analysis.Rent(arena);
        problem.Analysis.Contract(F̄, v̄);
        problem.Analysis.PropagateAdjoint(F̄, v, 1.0);
        problem.Analysis.PropagateAdjoint(P, x̄, 1.0);
        problem.Integrals.Layout.AddFromDense(F̄, problem.Basis.OrbitalCount, 1.0, problem.Hamiltonian.Adjoint);
        foreach (var block in problem.Integrals.Layout.Blocks.ToArray())
        {
            for (var element = 0; element < block.Size; element++)
            {
                var (μ, ν) = (block.FirstRow + (element / block.Columns), block.FirstColumn + (element % block.Columns));
                problem.Integrals.AdjointOf(block)[element] += block.Multiplicity * S̄[(μ * problem.Basis.OrbitalCount) + ν];
            }
        }

        for (var s = 0; s < problem.Basis.ShellCount; s++)
            problem.ReferenceOccupations.Adjoint[s] += x̄.ShellCharges[s];
        foreach (var interaction in problem.Interactions)
            interaction.PropagatePotentialAdjoint(before, v̄);
    }
}
