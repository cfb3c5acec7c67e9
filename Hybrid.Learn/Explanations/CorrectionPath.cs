using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Corrections;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Explanations;

/// <summary>Solves for a state with all corrections times λ, and follows it from one λ to another.</summary>
internal sealed class CorrectionPath
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
    /// <param name="λ">How far the corrections are on.</param>
    /// <param name="from">The state at a λ nearby.</param>
    /// <param name="withDerivative">Also what the derivative is made of.</param>
    /// <param name="withPhysics">Also the terms of its energy.</param>
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
        List<(LearnedTerm Term, Variable Leaf)> applied = [];
        var problem = physics.Record(tape, structure, correct: seams => model
            .Corrections(seams, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false))
            .With(term => Leaf(term, λ, applied)).ApplyTo(seams), withPositions: false, cancellation: cancellation);
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
            withDerivative ? Derivative(tape, solution, chosen, applied) : null,
            withPhysics ? ExcitationLedger.Of(reference, kernel, states) : null);
    }

    private Variable Leaf(LearnedTerm term, double λ, List<(LearnedTerm Term, Variable Leaf)> applied)
    {
        HasCorrections |= term.Values.Value.ContainsAnyExcept(0.0);
        var scaled = new double[term.Values.Length];
        TensorPrimitives.Multiply(term.Values.Value, λ, scaled);
        var leaf = term.Values.Tape.Leaf(scaled, term.Values.Shape.ToArray());
        applied.Add((term, leaf));
        return leaf;
    }

    /// <summary>Σ over the numbers of a row of dω/d(λδ) δ, by one walk backwards.</summary>
    private ContributionSums Derivative(Tape tape, ExcitationSolution solution, int[] chosen, List<(LearnedTerm Term, Variable Leaf)> applied)
    {
        var count = solution.States.Count;
        var seed = new double[count * count];
        foreach (var k in chosen)
            seed[(k * count) + k] = 1.0 / chosen.Length;
        tape.Backward(solution.Energies, seed);
        var sums = new ContributionSums(structure.AtomCount);
        foreach (var (term, leaf) in applied)
        {
            if (!leaf.HasAdjoint)
                continue;
            var width = term.RowCount == 0 ? 0 : leaf.Length / term.RowCount;
            for (var row = 0; row < term.RowCount; row++)
                Add(sums, term, row, TensorPrimitives.Dot<double>(leaf.Adjoint.Slice(row * width, width), term.Values.Value.Slice(row * width, width)));
        }

        return sums;
    }

    private static void Add(ContributionSums sums, LearnedTerm term, int row, double value)
    {
        var atoms = term.AtomsOf(row);
        switch (atoms.Length)
        {
            case 0:
                sums.AddConstant(term.Name, value);
                break;
            case 1:
                sums.Atoms(term.Name)[atoms[0]] += value;
                break;
            default:
                sums.Pairs(term.Name, isDirected: term.Kind == LearnedTermKind.CrystalField)[(atoms[0] * sums.AtomCount) + atoms[1]] += value;
                break;
        }
    }

    /// <summary>Eh. The first derivative of an energy has an error of the order of the residual, unlike the energy itself.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>States solved for beyond the followed one.</summary>
    private const int Buffer = 5;

    private const int FarBuffer = 20;
}
