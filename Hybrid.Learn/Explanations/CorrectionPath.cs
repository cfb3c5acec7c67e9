using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;

namespace Hybrid.Learn.Explanations;

/// <summary>Solves for a state with all corrections times λ, and follows it from one λ to another.</summary>
internal sealed class CorrectionPath : ICorrectionPath
{
    private readonly HybridModel model;
    private readonly ExcitationModel physics;
    private readonly ReadOnlyMemory<double> weights;
    private readonly Structure structure;
    private readonly Multiplicity multiplicity;
    private readonly CancellationToken cancellation;
    private readonly Arena arena = new();

    public CorrectionPath(HybridModel model, ReadOnlyMemory<double> weights, Structure structure, Multiplicity multiplicity, CancellationToken cancellation)
    {
        this.model = model;
        this.weights = weights;
        this.structure = structure;
        this.multiplicity = multiplicity;
        this.cancellation = cancellation;
        physics = ExcitationModel.Of(model.Published);
    }

    /// <summary>How often the Hamiltonian was solved.</summary>
    public int Points { get; private set; }

    /// <summary>True when a number that was learned for this structure isn't zero.</summary>
    public bool HasCorrections { get; private set; }

    /// <summary>The state of an index, or the degenerate set that it is in, with all corrections on.</summary>
    /// <exception cref="ArgumentException">There are fewer states.</exception>
    public PathNode Asked(int state) => Solve(1.0, state + Buffer, withDerivative: false, withPhysics: true, (solution, _) =>
    {
        if (state >= solution.States.Count)
            throw new ArgumentException($"State {state + 1} was asked for, but there are {solution.States.Count} {multiplicity.ToString().ToLowerInvariant()}s.");
        return (DegenerateSet.Of(solution.States, state), 1.0);
    });

    /// <summary>Where a state is at another λ.</summary>
    /// <inheritdoc/>
    public PathNode At(double λ, PathNode from, bool withDerivative, bool withPhysics = false)
    {
        var node = Follow(from.Highest + Buffer);
        return node.Overlap >= ExcitationExplanation.DoubtfulOverlap ? node : Follow((2 * from.Highest) + FarBuffer);

        PathNode Follow(int count) => Solve(λ, count, withDerivative, withPhysics, (solution, reference) => Partners(from.Members, reference, solution.States));
    }

    /// <summary>As many states as there are members, those with the largest part in their space.</summary>
    private static (int[] States, double Overlap) Partners(IReadOnlyList<TransitionDensity> members, ExcitationReference reference, IReadOnlyList<TransitionAmplitudes> states)
    {
        var parts = new double[states.Count];
        foreach (var member in members)
        {
            var overlaps = member.Overlaps(reference, states);
            TensorPrimitives.MultiplyAdd<double>(overlaps, overlaps, parts, parts);
        }

        int[] chosen = [.. Enumerable.Range(0, parts.Length).OrderByDescending(k => parts[k]).Take(members.Count).Order()];
        return (chosen, Math.Sqrt(chosen.Min(k => parts[k])));
    }

    private PathNode Solve(double λ, int count, bool withDerivative, bool withPhysics, Func<ExcitationSolution, ExcitationReference, (int[] States, double Overlap)> choose)
    {
        cancellation.ThrowIfCancellationRequested();
        Points++;
        arena.Reset();
        var tape = new Tape(arena, isRecording: withDerivative, DenseLinearAlgebra.Default);
        var corrections = new SwitchedCorrections(model, weights, λ);
        var problem = physics.Record(tape, structure, Settings, correct: corrections.ApplyTo, withPositions: false, cancellation: cancellation);
        HasCorrections |= corrections.IsAny;
        var reference = problem.Reference ?? throw new PredictionException(problem.Failure!);
        var kernel = problem.Kernel(KernelKind.Simplified, multiplicity);
        var solution = LinearResponse.Solve(reference, kernel, new ExcitationSettings { States = count, Tolerance = Tolerance }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        if (!solution.Outcome.IsConverged)
            throw new PredictionException(FormattableString.Invariant($"The {multiplicity.ToString().ToLowerInvariant()} states did not converge with corrections times {λ:0.###}: {solution.Outcome.Status}, residual {solution.Outcome.Residual:g2} Eh."));
        var (chosen, overlap) = choose(solution, reference);
        var states = Array.ConvertAll(chosen, k => solution.States[k]);
        return new PathNode(
            states.Average(state => state.Energy), Array.ConvertAll(states, state => TransitionDensity.Of(reference, state)), overlap, chosen[^1],
            withDerivative ? Derivative(tape, solution, chosen, corrections) : null,
            withPhysics ? ExcitationLedger.Of(reference, kernel, states) : null,
            withPhysics ? LoewdinMoments.OfExcitation(reference, states) : null);
    }

    /// <summary>Σ over the numbers of a row of dω/d(λδ) δ, by one walk backwards.</summary>
    private ContributionSums Derivative(Tape tape, ExcitationSolution solution, int[] chosen, SwitchedCorrections corrections)
    {
        var count = solution.States.Count;
        var seed = new double[count * count];
        foreach (var k in chosen)
            seed[(k * count) + k] = 1.0 / chosen.Length;
        tape.Backward(solution.Energies, seed);
        return corrections.Derivative(structure.AtomCount);
    }

    /// <summary>A self-consistent field is as tight as the states, or the integral never meets the difference of its ends.</summary>
    internal static readonly PredictionOptions Settings = PredictionOptions.Default with { Scf = ScfSettings.Default with { Accuracy = 1e-4 } };

    /// <summary>Eh. The first derivative of an energy has an error of the order of the residual, unlike the energy itself.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>States solved for beyond the followed one.</summary>
    private const int Buffer = 5;

    private const int FarBuffer = 20;
}
