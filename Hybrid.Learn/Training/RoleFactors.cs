using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>What the learning rate is multiplied by for each role of a weight; zero keeps the weights of that role as they are.</summary>
/// <param name="Network">For weights of networks.</param>
/// <param name="Bias">For biases, scales and embeddings.</param>
/// <param name="Physics">For physical parameters, in prior widths.</param>
/// <param name="Offset">For offsets of levels of theory.</param>
public sealed record RoleFactors(double Network = 1.0, double Bias = 1.0, double Physics = 1.0, double Offset = 1.0)
{
    /// <summary>The factor of a role.</summary>
    public double Of(WeightRole role) => role switch
    {
        WeightRole.Network => Network,
        WeightRole.Bias => Bias,
        WeightRole.Physics => Physics,
        WeightRole.Offset => Offset,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A role of a weight was expected."),
    };
}
