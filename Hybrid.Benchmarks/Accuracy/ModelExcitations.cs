using System.Collections.Concurrent;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>One of our Hamiltonians with one of our kernels, untrained.</summary>
internal sealed class ModelExcitations : IExcitationSource
{
    private static readonly ExcitationSettings TwoStates = ExcitationSettings.Default with { States = 2 };

    private readonly ConcurrentBag<Arena> arenas = [];
    private readonly ILinearAlgebra algebra;
    private readonly Solver solver;

    /// <param name="name">Hamiltonian and kernel.</param>
    /// <param name="origin">What they are, in a sentence.</param>
    /// <param name="algebra">Who multiplies and diagonalises.</param>
    /// <param name="solver">The pair itself.</param>
    public ModelExcitations(string name, string origin, ILinearAlgebra algebra, Solver solver)
    {
        Name = name;
        Origin = origin;
        this.algebra = algebra;
        this.solver = solver;
    }

    /// <summary>The lowest states of a structure, or null where its ground state ended without orbitals.</summary>
    public delegate ExcitationSolution? Solver(Tape tape, Structure structure, ExcitationSettings settings, CancellationToken cancellation);

    public string Name { get; }

    public string Origin { get; }

    /// <summary>Every pair that is defined.</summary>
    public static IReadOnlyList<ModelExcitations> All(ILinearAlgebra algebra) =>
    [
        OwnKernel("GFN1, own kernel", TightBindingMethod.Of(ParameterSet.Embedded("gfn1-xtb")), algebra),
        OwnKernel("GFN2, own kernel", TightBindingMethod.Of(ParameterSet.Embedded("gfn2-xtb")), algebra),
    ];

    public bool Covers(LabelledMolecule[] molecules) => true;

    public LowestSinglets LowestSinglets(LabelledMolecule molecule, CancellationToken cancellation)
    {
        if (!arenas.TryTake(out var arena))
            arena = new Arena();
        arena.Reset();
        try
        {
            return States(solver(new Tape(arena, isRecording: false, algebra), molecule.Structure, TwoStates, cancellation));
        }
        catch (NotSupportedException error)
        {
            return new LowestSinglets(error.Message);
        }
        finally
        {
            arenas.Add(arena);
        }
    }

    private static ModelExcitations OwnKernel(string name, TightBindingMethod method, ILinearAlgebra algebra) => new(
        name, $"{method.Parameters.Method}, untrained, with the second derivative of its own energy, Tamm–Dancoff, all configurations.", algebra,
        (tape, structure, settings, cancellation) =>
        {
            var ground = method.Solve(tape, structure, ScfSettings.Default, algebra, cancellation: cancellation);
            return ground.Scf.Outcome.IsConverged && ExcitationReference.Of(tape, ground) is { } reference
                ? LinearResponse.Solve(reference, SelfConsistentKernel.OfSinglets(tape, ground.Scf), settings, cancellation)
                : null;
        });

    private static LowestSinglets States(ExcitationSolution? solution)
    {
        if (solution is null)
            return new LowestSinglets("no ground state");
        if (!solution.Outcome.IsConverged)
            return new LowestSinglets($"the states ended as {solution.Outcome}");
        var second = solution.States.Count > 1;
        return new LowestSinglets(Energy(0), second ? Energy(1) : null, Strength(0), second ? Strength(1) : null);

        double Energy(int k) => solution.States[k].Energy * Constants.ElectronvoltPerHartree;

        double Strength(int k)
        {
            var μ = solution.TransitionDipoles.Value.Slice(3 * k, 3);
            return 2.0 / 3.0 * solution.States[k].Energy * ((μ[0] * μ[0]) + (μ[1] * μ[1]) + (μ[2] * μ[2]));
        }
    }
}
