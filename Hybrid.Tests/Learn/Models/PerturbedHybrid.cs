using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;

namespace Hybrid.Tests.Learn.Models;

/// <summary>A small hybrid model that has learned something: none of its corrections is zero.</summary>
internal static class PerturbedHybrid
{
    public static EquivariantSettings Small { get; } = new() { Width = 6, Vectors = 4, PairWidth = 6, RadialFunctions = 4, ElementWidth = 3, Layers = 1 };

    public static HybridModel Model { get; } = new(new HybridSettings(), new EquivariantNetwork(Small)) { Tolerance = 1e-9 };

    /// <summary>Out of plane: no symmetry, no degenerate states.</summary>
    public static Structure Formaldehyde { get; } = Structure.FromAngstrom(
        [6, 8, 1, 1], [0.02, 0.01, -0.53, -0.01, 0.03, 0.68, 0.05, 0.93, -1.10, 0.21, -0.94, -1.13]);

    /// <param name="size">How far the weights are from their start.</param>
    public static double[] Weights(double size = 0.1)
    {
        var random = new CounterRandom(Seed: 5);
        var weights = Model.Layout.Initial(seed: 1);
        for (var k = 0; k < weights.Length; k++)
            weights[k] += size * random.Normal((ulong)k);
        return weights;
    }
}
