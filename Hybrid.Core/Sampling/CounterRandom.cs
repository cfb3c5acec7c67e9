namespace Hybrid.Core.Sampling;

/// <summary>
/// Random numbers that are a function of where they are used: the same seed, epoch, sample and index give the same number
/// whatever thread asks, in whatever order.
/// </summary>
/// <remarks>
/// Philox 4×64 with ten rounds; Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11,
/// doi:10.1145/2063384.2063405.
/// </remarks>
/// <param name="Seed">Chosen by the user.</param>
/// <param name="Epoch">The turn through the data.</param>
/// <param name="Sample">The member of the data.</param>
public readonly record struct CounterRandom(ulong Seed, ulong Epoch = 0, ulong Sample = 0)
{
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong index)
    {
        var block = Philox(index >> 2, Sample, Epoch, 0, Seed, 0);
        return (index & 3) switch
        {
            0 => block.X0,
            1 => block.X1,
            2 => block.X2,
            _ => block.X3,
        };
    }

    /// <summary>A number in [0, 1), evenly distributed.</summary>
    public double Uniform(ulong index) => (Bits(index) >> 11) * TwoToMinus53;

    /// <summary>A number of the normal distribution with mean 0 and variance 1 (Box and Muller).</summary>
    public double Normal(ulong index)
    {
        // The even index takes the cosine and the odd one the sine of one pair; (0, 1] keeps the logarithm finite.
        var first = index & ~1UL;
        var radius = Math.Sqrt(-2 * Math.Log(((Bits(first) >> 11) + 1) * TwoToMinus53));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform(first + 1));
        return radius * ((index & 1) == 0 ? cosine : sine);
    }

    /// <summary>An integer in [0, <paramref name="count"/>), evenly distributed up to 2⁻⁶⁴ × count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public int Below(ulong index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return (int)Math.BigMul(Bits(index), (ulong)count, out _);
    }

    internal static (ulong X0, ulong X1, ulong X2, ulong X3) Philox(ulong c0, ulong c1, ulong c2, ulong c3, ulong k0, ulong k1)
    {
        for (var round = 0; round < 10; round++)
        {
            var high0 = Math.BigMul(0xD2E7470EE14C6C93, c0, out var low0);
            var high1 = Math.BigMul(0xCA5A826395121157, c2, out var low1);
            (c0, c1, c2, c3) = (high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0);
            k0 = unchecked(k0 + 0x9E3779B97F4A7C15);
            k1 = unchecked(k1 + 0xBB67AE8584CAA73B);
        }

        return (c0, c1, c2, c3);
    }
}
