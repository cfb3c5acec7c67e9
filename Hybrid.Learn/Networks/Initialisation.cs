using Hybrid.Core.Sampling;

namespace Hybrid.Learn.Networks;

/// <summary>What a weight holds before training: zero, a constant, or random numbers that a seed determines.</summary>
/// <param name="Mean">The constant.</param>
/// <param name="Spread">The standard deviation of a normal distribution about it; zero for none.</param>
public readonly record struct Initialisation(double Mean, double Spread)
{
    /// <summary>All zero: what the last layer of a correction begins with, so that untrained it changes nothing.</summary>
    public static Initialisation Zero => default;

    /// <summary>All one.</summary>
    public static Initialisation One => new(1.0, 0.0);

    /// <summary>Normal with the variance 1/inputs: keeps the size of what flows through a linear layer.</summary>
    /// <remarks>LeCun et al., Efficient BackProp (1998), doi:10.1007/3-540-49430-8_2.</remarks>
    public static Initialisation ForInputs(int inputs) => new(0.0, 1.0 / Math.Sqrt(inputs));

    /// <summary>Fills an array.</summary>
    /// <param name="random">Keyed by seed and entry.</param>
    /// <param name="values">Is overwritten.</param>
    public void Fill(CounterRandom random, Span<double> values)
    {
        for (var k = 0; k < values.Length; k++)
            values[k] = Spread == 0.0 ? Mean : Mean + (Spread * random.Normal((ulong)k));
    }
}
