using Hybrid.Core.Sampling;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;

namespace Hybrid.Tests.Learn.Models;

/// <summary>Small hybrid models of ground states whose corrections are all different from zero.</summary>
internal static class PerturbedGround
{
    /// <summary>Eh.</summary>
    public const double LargestEnergy = 0.03;

    public static HybridModel Model(string physics, double accuracy = 1e-5) => new(
        HybridSettings.On(physics) with { LargestEnergy = LargestEnergy }, new EquivariantNetwork(PerturbedHybrid.Small)) { Accuracy = accuracy };

    /// <param name="model">The model.</param>
    /// <param name="size">How far the weights are from their start.</param>
    public static double[] Weights(HybridModel model, double size = 0.1)
    {
        var random = new CounterRandom(Seed: 6);
        var weights = model.Layout.Initial(seed: 1);
        for (var k = 0; k < weights.Length; k++)
            weights[k] += size * random.Normal((ulong)k);
        return weights;
    }
}
