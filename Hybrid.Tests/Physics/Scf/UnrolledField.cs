using System.Numerics.Tensors;
using FluentAssertions;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Scf;

namespace Hybrid.Tests.Physics.Scf;

/// <summary>
/// The oracle of the implicit adjoint: a field solved by many plain damped steps, every one of them kept and walked back.
/// </summary>
internal sealed class UnrolledField
{
    private readonly Tape tape;
    private readonly ScfProblem problem;
    private readonly List<Step> steps = [];
    private readonly double damping;

    public UnrolledField(Tape tape, ScfProblem problem, int count, double damping)
    {
        this.tape = tape;
        this.problem = problem;
        this.damping = damping;
        var x = problem.Analysis.Rent(tape.Arena);
        for (var k = 0; k < count; k++)
        {
            var step = new Step(tape, problem, x);
            steps.Add(step);
            x = problem.Analysis.Rent(tape.Arena);
            for (var i = 0; i < x.Independent.Length; i++)
                x.Independent[i] = ((1.0 - damping) * step.X.Independent[i]) + (damping * step.Out.Independent[i]);
            problem.Analysis.SumAtomCharges(x);
        }
    }

    /// <summary>The populations that the last step puts out.</summary>
    public ReadOnlySpan<double> Populations => steps[^1].Out.Independent;

    /// <summary>Adds the vector–Jacobian product of the last populations to the adjoints of the problem's inputs.</summary>
    public void Propagate(ReadOnlySpan<double> seed)
    {
        var out̄ = seed.ToArray();
        for (var k = steps.Count - 1; k >= 0; k--)
        {
            var x̄ = steps[k].Propagate(tape, problem, out̄);
            if (k == 0)
                break;

            // x_k = (1 − α) x_{k−1} + α out_{k−1}: what belongs to x_{k−1} directly joins its own step's result.
            out̄ = new double[x̄.Length];
            TensorPrimitives.Multiply(x̄, damping, out̄);
            steps[k - 1].Kept = x̄.Select(value => (1.0 - damping) * value).ToArray();
        }
    }

    private sealed class Step
    {
        private readonly Orbitals orbitals;
        private readonly Memory<double> P;
        private readonly Populations v;

        public Step(Tape tape, ScfProblem problem, Populations x)
        {
            X = x;
            var n = problem.Basis.OrbitalCount;
            v = problem.Analysis.Rent(tape.Arena);
            Out = problem.Analysis.Rent(tape.Arena);
            P = tape.Arena.Rent(n * n);
            var F = tape.Arena.Rent(n * n);
            orbitals = new Orbitals(tape.Arena, problem);
            problem.Potential(x, v);
            problem.Fock(v, F.Span);
            orbitals.Diagonalise(F.Span).Should().BeTrue();
            orbitals.Occupy();
            orbitals.Density(P.Span);
            problem.Populate(P.Span, Out);
        }

        public Populations X { get; }

        public Populations Out { get; }

        /// <summary>The part of x̄ that passed this step by.</summary>
        public double[]? Kept { get; set; }

        public double[] Propagate(Tape tape, ScfProblem problem, double[] outAdjoint)
        {
            var n = problem.Basis.OrbitalCount;
            var direct = problem.Analysis.Rent(tape.Arena);
            outAdjoint.CopyTo(direct.Independent);
            Span<double> P̄ = new double[n * n], F̄ = new double[n * n], S̄ = new double[n * n];
            problem.Analysis.AddHamiltonian(direct, P̄);
            new DensityAdjoint(tape.Arena, problem.LinearAlgebra, orbitals).Propagate(P̄, default, F̄, S̄);
            var v̄ = problem.Analysis.Rent(tape.Arena);
            problem.Analysis.Contract(F̄, v̄);

            problem.Integrals.Layout.AddFromDense(F̄, n, 1.0, problem.Hamiltonian.Adjoint);
            AddToOverlap(problem, S̄);
            problem.Analysis.PropagateAdjoint(F̄, v, 1.0);
            problem.Analysis.PropagateAdjoint(P.Span, direct, 1.0);
            foreach (var interaction in problem.Interactions)
                interaction.PropagatePotentialAdjoint(X, v̄);

            var x̄ = problem.Analysis.Rent(tape.Arena);
            problem.KernelProduct(X, v̄, x̄);
            var result = x̄.Independent.ToArray();
            if (Kept is not null)
                TensorPrimitives.Add(result, Kept, result);
            return result;
        }

        private static void AddToOverlap(ScfProblem problem, ReadOnlySpan<double> S̄)
        {
            var n = problem.Basis.OrbitalCount;
            foreach (ref readonly var block in problem.Integrals.Layout.Blocks)
            {
                var target = problem.Integrals.AdjointOf(block);
                for (int μ = block.FirstRow, element = 0; μ < block.FirstRow + block.Rows; μ++)
                {
                    for (var ν = block.FirstColumn; ν < block.FirstColumn + block.Columns; ν++, element++)
                        target[element] += block.Multiplicity * S̄[(μ * n) + ν];
                }
            }
        }
    }
}
