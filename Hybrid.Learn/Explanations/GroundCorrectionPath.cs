using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Physics.Ledger;
using Hybrid.Physics.Models;

namespace Hybrid.Learn.Explanations;

/// <summary>Solves for a ground state with all corrections times λ; each field starts from the one before.</summary>
internal sealed class GroundCorrectionPath(HybridModel model, ReadOnlyMemory<double> weights, Structure structure, PredictionOptions options, CancellationToken cancellation) : ICorrectionPath
{
    private readonly Model physics = Model.Of(model.Published);
    private readonly Arena arena = new();
    private Guess? guess;

    /// <summary>How often the field was solved.</summary>
    public int Points { get; private set; }

    /// <summary>True when a number that was learned for this structure isn't zero.</summary>
    public bool HasCorrections { get; private set; }

    /// <summary>The prediction.</summary>
    public PathNode Start() => Solve(1.0, withDerivative: false, withPhysics: true);

    /// <summary>A ground state needs no following.</summary>
    /// <inheritdoc/>
    public PathNode At(double λ, PathNode from, bool withDerivative, bool withPhysics = false) => Solve(λ, withDerivative, withPhysics);

    private PathNode Solve(double λ, bool withDerivative, bool withPhysics)
    {
        cancellation.ThrowIfCancellationRequested();
        Points++;
        arena.Reset();
        var tape = new Tape(arena, isRecording: withDerivative, options.LinearAlgebra ?? DenseLinearAlgebra.Default);
        var corrections = new SwitchedCorrections(model, weights, λ);
        var state = physics.Record(tape, structure, options, guess: guess, correct: corrections.ApplyTo, cancellation: cancellation);
        GroundStateExplanation.EnsureConverged(state);
        HasCorrections |= corrections.IsAny;
        guess = Guess.Of(physics, structure, state);
        if (withDerivative)
            tape.Backward(state.Energy);
        return new PathNode(
            state.Energy.Scalar, [], Overlap: 1.0, Highest: 0, withDerivative ? corrections.Derivative(structure.AtomCount) : null,
            withPhysics ? GroundStateLedger.Of(state) : null, withPhysics ? GroundStateLedger.Moments(state) : null);
    }

    /// <summary>The integral is held against a difference of energies: fields are tighter than a prediction's.</summary>
    public static PredictionOptions Tight(PredictionOptions? options)
    {
        var asked = options ?? PredictionOptions.Default;
        return asked with { Scf = asked.Scf with { Accuracy = Math.Min(asked.Scf.Accuracy, CorrectionPath.Settings.Scf.Accuracy) } };
    }
}
