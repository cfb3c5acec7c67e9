using Hybrid.Benchmarks.Measurement;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Accuracy;

/// <summary>
/// What error bars cost beside a prediction whose reported numbers, energies and strengths of some singlets, are differentiated anyway: by the
/// positions, as for forces, or by the weights.
/// </summary>
internal sealed class UncertaintyCost
{
    private readonly ModelUncertainty uncertainty;
    private readonly LearnedModel learned;
    private readonly HybridModel hybrid;
    private readonly HybridModel withPositions;
    private readonly int states;
    private readonly Arena arena = new();
    private readonly Clock clock = Clock.Thread;
    private readonly double[] seconds = new double[Enum.GetValues<Part>().Length];
    private int molecules;

    public UncertaintyCost(ModelUncertainty uncertainty, int states)
    {
        (this.uncertainty, learned, this.states) = (uncertainty, uncertainty.Model, states);
        hybrid = learned.Model as HybridModel ?? throw new ArgumentException($"A model with a Hamiltonian was expected, but {learned.Name} is learning alone.", nameof(uncertainty));
        withPositions = new HybridModel(hybrid.Settings, hybrid.Representation) { Tolerance = hybrid.Tolerance, WithPositions = true };
    }

    private enum Part
    {
        Prediction,
        ByPositions,
        ByWeights,
        Uncertainty,
    }

    /// <summary>Each part after a run that isn't counted.</summary>
    public void Add(Structure structure)
    {
        molecules++;
        try
        {
            foreach (var part in Enum.GetValues<Part>())
                Run(part, structure);
            foreach (var part in Enum.GetValues<Part>())
            {
                var start = clock.Now;
                Run(part, structure);
                seconds[(int)part] += clock.Now - start;
            }
        }
        catch (Exception error) when (error is PredictionException or ArgumentException)
        {
            Console.Error.WriteLine($"molecule {molecules}: {error.Message}");
        }
    }

    public void Write(TextWriter output)
    {
        double P = Of(Part.Prediction), X = Of(Part.ByPositions), W = Of(Part.ByWeights), U = Of(Part.Uncertainty);
        output.WriteLine(FormattableString.Invariant($"{molecules} molecules, {states} singlets with strengths; milliseconds of {clock.Name} for a molecule"));
        output.WriteLine(FormattableString.Invariant($"prediction {P:0.0}; derivatives of {2 * states} numbers by the positions {X:0.0}, by the exposed weights {W:0.0}; error bars, of the orbitals at the gap too, with distances and rigidity {U:0.0}"));
        output.WriteLine(FormattableString.Invariant($"(prediction + error bars) / (prediction + derivatives by positions) {(P + U) / (P + X):0.00}; / (prediction + derivatives by weights) {(P + U) / (P + W):0.00}; error bars / derivatives by positions {U / X:0.00}"));

        double Of(Part part) => 1e3 * seconds[(int)part] / molecules;
    }

    private void Run(Part part, Structure structure)
    {
        switch (part)
        {
            case Part.Prediction:
                _ = learned.Excitations.Predict(structure, ExcitationOptions.Default with { States = states });
                break;
            case Part.ByPositions:
                ByPositions(structure);
                break;
            case Part.ByWeights:
                _ = uncertainty.Gradients.Of(structure, Multiplicity.Singlet, states);
                break;
            default:
                var molecule = uncertainty.Gradients.Of(structure, states, 0);
                var @class = uncertainty.ClassOf(structure);
                foreach (var state in molecule.Singlets)
                    _ = uncertainty.Of(state, @class);
                if (molecule.Frontier is { } orbitals)
                    _ = uncertainty.Of(orbitals);
                _ = AtomRigidity.LeftOver(uncertainty, uncertainty.Posterior, structure);
                break;
        }
    }

    /// <summary>Offsets of levels of theory are the last weights, and no part of a Hamiltonian.</summary>
    private void ByPositions(Structure structure)
    {
        arena.Reset();
        var tape = new Tape(arena, isRecording: true, DenseLinearAlgebra.Default);
        var prediction = withPositions.Record(tape, new WeightBinding(tape, withPositions.Layout, learned.Weights[..withPositions.Layout.Length], isDifferentiated: false), structure);
        var found = prediction.States(Multiplicity.Singlet, states);
        foreach (var quantity in new[] { found.Energies, found.Strengths!.Value })
        {
            for (var k = 0; k < found.Count; k++)
            {
                var seed = new double[found.Count];
                seed[k] = 1.0;
                tape.Backward(quantity, seed);
            }
        }
    }
}
