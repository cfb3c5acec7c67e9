using System.Numerics;

namespace Hybrid.Learn.Training;

/// <summary>
/// Adam with decoupled weight decay over flat arrays: w ← w − η d w − η m̂/(√v̂ + ε), with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ) and m, v the decaying
/// means of g and g².
/// </summary>
/// <remarks>Kingma and Ba, arXiv:1412.6980; Loshchilov and Hutter, arXiv:1711.05101, algorithm 2.</remarks>
public sealed class AdamW
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;
    private readonly double[] m;
    private readonly double[] v;

    /// <summary>Before the first step.</summary>
    /// <param name="length">The number of weights.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε above 0.</param>
    public AdamW(int length, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : this(new double[length], new double[length], 0, beta1, beta2, epsilon)
    {
    }

    /// <summary>Continues from a stored state, whose arrays it takes over.</summary>
    internal AdamW(double[] m, double[] v, long stepCount, double beta1, double beta2, double epsilon)
    {
        if (!(beta1 is >= 0 and < 1 && beta2 is >= 0 and < 1 && epsilon > 0))
            throw new ArgumentException(FormattableString.Invariant($"β₁ and β₂ from 0 to below 1 and ε above 0 were expected, but {beta1}, {beta2} and {epsilon} came."));
        (this.m, this.v, StepCount, this.beta1, this.beta2, this.epsilon) = (m, v, stepCount, beta1, beta2, epsilon);
    }

    /// <summary>t, the steps taken.</summary>
    public long StepCount { get; private set; }

    /// <summary>m, the decaying mean of the gradient, not corrected for its beginning at zero.</summary>
    public ReadOnlyMemory<double> Mean => m;

    /// <summary>v, the decaying mean of the squared gradient, not corrected for its beginning at zero.</summary>
    public ReadOnlyMemory<double> SquaredMean => v;

    /// <summary>Takes a step.</summary>
    /// <param name="weights">Are changed.</param>
    /// <param name="gradient">∂L/∂w.</param>
    /// <param name="rate">The learning rate η.</param>
    /// <param name="rateFactors">What multiplies η, per weight; a weight of factor zero stays.</param>
    /// <param name="decays">d per weight.</param>
    /// <exception cref="ArgumentException">An array isn't as long as the optimiser's.</exception>
    public void Step(Span<double> weights, ReadOnlySpan<double> gradient, double rate, ReadOnlySpan<double> rateFactors, ReadOnlySpan<double> decays)
    {
        if (weights.Length != m.Length || gradient.Length != m.Length || rateFactors.Length != m.Length || decays.Length != m.Length)
            throw new ArgumentException($"{m.Length} weights, derivatives, factors and decays were expected, but {weights.Length}, {gradient.Length}, {rateFactors.Length} and {decays.Length} came.");
        StepCount++;
        var meanCorrection = 1.0 / (1.0 - Math.Pow(beta1, StepCount));
        var squareCorrection = 1.0 / (1.0 - Math.Pow(beta2, StepCount));
        // Element by element, so that the width of vectors doesn't change a bit.
        var k = 0;
        for (; k <= m.Length - Vector<double>.Count; k += Vector<double>.Count)
        {
            var g = new Vector<double>(gradient[k..]);
            var mean = (new Vector<double>(m, k) * beta1) + (g * (1.0 - beta1));
            var square = (new Vector<double>(v, k) * beta2) + (g * g * (1.0 - beta2));
            mean.CopyTo(m, k);
            square.CopyTo(v, k);
            var η = new Vector<double>(rateFactors[k..]) * rate;
            var w = new Vector<double>(weights[k..]);
            w -= η * new Vector<double>(decays[k..]) * w;
            w -= η * (mean * meanCorrection) / (Vector.SquareRoot(square * squareCorrection) + new Vector<double>(epsilon));
            w.CopyTo(weights[k..]);
        }

        for (; k < m.Length; k++)
        {
            m[k] = (m[k] * beta1) + (gradient[k] * (1.0 - beta1));
            v[k] = (v[k] * beta2) + (gradient[k] * gradient[k] * (1.0 - beta2));
            var η = rateFactors[k] * rate;
            weights[k] -= η * decays[k] * weights[k];
            weights[k] -= η * (m[k] * meanCorrection) / (Math.Sqrt(v[k] * squareCorrection) + epsilon);
        }
    }
}
