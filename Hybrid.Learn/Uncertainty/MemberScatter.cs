using System.Numerics.Tensors;

namespace Hybrid.Learn.Uncertainty;

/// <summary>How the members of an ensemble scatter in one quantity: with their weights, and by noise of their own.</summary>
/// <param name="Gradient">∂p/∂w of the quantity; null where it has none.</param>
/// <param name="OfWeights">q68 c.</param>
/// <param name="OfNoise">q68 ρ.</param>
internal readonly record struct MemberScatter(double[]? Gradient, double OfWeights, double OfNoise)
{
    /// <summary>How far a member is from the model.</summary>
    /// <param name="move">Its weights less those of the model.</param>
    /// <param name="noise">A normal random number.</param>
    public double Deviation(ReadOnlySpan<double> move, double noise) => Gradient is null
        ? 0.0
        : (OfWeights * TensorPrimitives.Dot(Gradient, move)) + (OfNoise * noise);
}
