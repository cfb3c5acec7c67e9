using Hybrid.Core.Sampling;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Tests.Learn.Models;

/// <summary>A small model with weights that nobody trained: far enough from the physics to be told from it.</summary>
internal static class TinyModel
{
    public const string Level = "CC2/def2-TZVP";

    public static HybridModel Made() => new(
        new HybridSettings { Tables = ["extended_level", "virtual_shift"] },
        new EquivariantNetwork(new EquivariantSettings { Width = 4, Vectors = 2, PairWidth = 4, RadialFunctions = 4, ElementWidth = 2, Layers = 1 }));

    public static double[] Weights(HybridModel model)
    {
        var random = new CounterRandom(3);
        var weights = model.Layout.Initial(seed: 1);
        for (var k = 0; k < weights.Length; k++)
            weights[k] += 0.2 * (random.Uniform((ulong)k) - 0.5);
        return weights;
    }

    /// <summary>Writes the model into a folder.</summary>
    public static LearnedModel Write(string folder)
    {
        var model = Made();
        var offsets = new LevelOffsets(Level, ["tbe"], [Multiplicity.Singlet, Multiplicity.Triplet]);
        offsets.Declare(model.Layout);
        return ModelFolder.Write(folder, model, offsets, Weights(model), new ModelOrigin
        {
            Summary = "A model for tests.",
            Targets = ["singlet energies"],
            Training = new TrainingDescription(1, 2, 2, 3.0, [new DataDescription("train.extxyz", Level, 10, new string('a', 64))], [], [new ErrorDescription("singlet energies", "eV", 0.1, 0.2, 20)]),
            Sections = [new CardSection("Limits", "None is known.")],
        });
    }
}
