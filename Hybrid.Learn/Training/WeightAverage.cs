namespace Hybrid.Learn.Training;

/// <summary>
/// An exponential average of weights over steps, corrected for its beginning: Σ_t d^(n−t) w_t / Σ_t d^(n−t). With d = 0 the last weights.
/// </summary>
public sealed class WeightAverage
{
    private readonly double decay;
    private readonly double[] sum;

    /// <summary>Before the first step.</summary>
    /// <param name="length">The number of weights.</param>
    /// <param name="decay">d per step, from 0 to below 1.</param>
    public WeightAverage(int length, double decay)
        : this(new double[length], 0, decay)
    {
    }

    /// <summary>Continues from a stored state, whose array it takes over.</summary>
    internal WeightAverage(double[] sum, long count, double decay)
    {
        if (decay is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant($"A decay from 0 to below 1 was expected, but {decay} came."), nameof(decay));
        (this.sum, Count, this.decay) = (sum, count, decay);
    }

    /// <summary>The steps that went in.</summary>
    public long Count { get; private set; }

    /// <summary>(1 − d) Σ_t d^(n−t) w_t, not yet corrected.</summary>
    public ReadOnlyMemory<double> Sum => sum;

    /// <summary>Takes the weights after a step in.</summary>
    public void Add(ReadOnlySpan<double> weights)
    {
        if (weights.Length != sum.Length)
            throw new ArgumentException($"{sum.Length} weights were expected, but {weights.Length} came.", nameof(weights));
        Count++;
        for (var k = 0; k < sum.Length; k++)
            sum[k] = (decay * sum[k]) + ((1.0 - decay) * weights[k]);
    }

    /// <summary>The average.</summary>
    /// <exception cref="InvalidOperationException">Nothing went in yet.</exception>
    public double[] Value()
    {
        if (Count == 0)
            throw new InvalidOperationException("An average needs at least one step, but none was taken.");
        var correction = 1.0 / (1.0 - Math.Pow(decay, Count));
        return Array.ConvertAll(sum, element => element * correction);
    }
}
