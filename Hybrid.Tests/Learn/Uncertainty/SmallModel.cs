using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;

namespace Hybrid.Tests.Learn.Uncertainty;

/// <summary>A small model with a level of theory beside its own, and molecules with labels that it made itself, some eV off.</summary>
internal static class SmallModel
{
    public const string OtherLevel = "tbe";

    public static HybridModel Model { get; } = Made();

    public static double[] Weights { get; } = TinyModel.Weights(Model);

    /// <summary>Formaldehyde out of plane: no symmetry, no degenerate states.</summary>
    public static Structure Formaldehyde { get; } = Structure.FromAngstrom(
        [6, 8, 1, 1], [0.02, 0.01, -0.53, -0.01, 0.03, 0.68, 0.05, 0.93, -1.10, 0.21, -0.94, -1.13]);

    public static IReadOnlyList<Structure> Structures { get; } =
    [
        Formaldehyde,
        Structure.FromAngstrom([6, 6, 1, 1, 1, 1], [0.01, 0.02, 0.66, -0.02, 0.01, -0.67, 0.11, 0.92, 1.24, -0.05, -0.93, 1.22, 0.04, 0.91, -1.24, 0.18, -0.95, -1.21]),
        Structure.FromAngstrom([7, 6, 1, 1, 1], [0.03, 0.05, 0.62, 0.01, -0.02, -0.66, 0.02, 0.93, 1.05, 0.07, 0.92, -1.22, -0.12, -0.95, -1.18]),
        Structure.FromAngstrom([6, 8, 1, 1], [0.00, 0.02, -0.56, 0.03, -0.02, 0.71, -0.08, 0.99, -1.08, 0.13, -0.92, -1.19]),
    ];

    /// <summary>The labels are 0.1 eV below the prediction for one state and 0.05 above for the other; one is flagged, one sample is of another level.</summary>
    public static IReadOnlyList<Sample> Samples { get; } = [.. Structures.Select(Labelled)];

    public static double[] Energies(ReadOnlyMemory<double> weights, Structure structure, Multiplicity multiplicity, int count) =>
        Predicted(weights, structure, states => states.States(multiplicity, count).Energies).Select(ω => ω * Constants.ElectronvoltPerHartree).ToArray();

    public static double[] Strengths(ReadOnlyMemory<double> weights, Structure structure, int count) =>
        Predicted(weights, structure, states => states.States(Multiplicity.Singlet, count).Strengths!.Value);

    private static double[] Predicted(ReadOnlyMemory<double> weights, Structure structure, Func<TapePrediction, Variable> of)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        return of(Model.Record(tape, new WeightBinding(tape, Model.Layout, weights, isDifferentiated: false), structure)).Value.ToArray();
    }

    private static HybridModel Made()
    {
        var model = new HybridModel(
            new HybridSettings { Tables = ["extended_hubbard", "virtual_shift", "spin_attraction_pp"] },
            new EquivariantNetwork(new EquivariantSettings { Width = 4, Vectors = 2, PairWidth = 4, RadialFunctions = 4, ElementWidth = 2, Layers = 1 })) { Tolerance = 1e-9 };
        new LevelOffsets(TinyModel.Level, [OtherLevel], [Multiplicity.Singlet, Multiplicity.Triplet]).Declare(model.Layout);
        return model;
    }

    private static Sample Labelled(Structure structure, int number)
    {
        var ω = Energies(Weights, structure, Multiplicity.Singlet, 2);
        var f = Strengths(Weights, structure, 2);
        ReferenceState State(Multiplicity multiplicity, double energy, double? strength = null, double weight = 1.0) =>
            new(multiplicity, energy / Constants.ElectronvoltPerHartree, strength, weight);
        return new Sample
        {
            Name = $"molecule {number + 1}",
            Structure = structure,
            Level = number == 3 ? OtherLevel : TinyModel.Level,
            States =
            [
                State(Multiplicity.Singlet, ω[0] - 0.1, f[0] + 0.01), State(Multiplicity.Singlet, ω[1] + 0.05, f[1] - 0.02, number == 1 ? 0.0 : 1.0),
                .. number == 3 ? new[] { State(Multiplicity.Triplet, Energies(Weights, structure, Multiplicity.Triplet, 1)[0] + 0.2) } : [],
            ],
        };
    }
}
