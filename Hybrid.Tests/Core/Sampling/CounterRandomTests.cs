using FluentAssertions;
using Hybrid.Core.Sampling;
using Xunit;

namespace Hybrid.Tests.Core.Sampling;

public sealed class CounterRandomTests
{
    private const int Draws = 100_000;

    /// <summary>Five standard deviations of the mean of <see cref="Draws"/> numbers of variance one.</summary>
    private const double FiveSigma = 5 / 316.0;

    [Fact]
    public void It_is_Philox_4x64_with_ten_rounds()
    {
        // The known answers that the authors publish with Random123 (kat_vectors): counter 0 and key 0, then all bits set.
        CounterRandom.Philox(0, 0, 0, 0, 0, 0).Should().Be(
            (0x16554d9eca36314cUL, 0xdb20fe9d672d0fdcUL, 0xd7e772cee186176bUL, 0x7e68b68aec7ba23bUL));
        const ulong all = ulong.MaxValue;
        CounterRandom.Philox(all, all, all, all, all, all).Should().Be(
            (0x87b092c3013fe90bUL, 0x438c3c67be8d0224UL, 0x9cc7d7c69cd777b6UL, 0xa09caebf594f0ba0UL));
    }

    [Fact]
    public void Every_key_has_numbers_of_its_own()
    {
        var keys =
            from seed in new ulong[] { 0, 1, 2 }
            from epoch in new ulong[] { 0, 1, 2 }
            from sample in new ulong[] { 0, 1, 2 }
            select new CounterRandom(seed, epoch, sample);
        var bits = keys.SelectMany(key => Enumerable.Range(0, 50).Select(index => key.Bits((ulong)index))).ToArray();
        bits.Should().OnlyHaveUniqueItems();
        new CounterRandom(5, 6, 7).Bits(123).Should().Be(new CounterRandom(5, 6, 7).Bits(123));
    }

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var random = new CounterRandom(42);
        var numbers = Enumerable.Range(0, Draws).Select(i => random.Uniform((ulong)i)).ToArray();
        numbers.Should().OnlyContain(x => x >= 0 && x < 1);
        numbers.Average().Should().BeApproximately(0.5, FiveSigma * Math.Sqrt(1 / 12.0));
    }

    [Fact]
    public void Normal_numbers_have_mean_zero_and_variance_one_and_do_not_correlate()
    {
        var random = new CounterRandom(42, 1);
        var numbers = Enumerable.Range(0, Draws).Select(i => random.Normal((ulong)i)).ToArray();
        numbers.Average().Should().BeApproximately(0, FiveSigma);
        numbers.Average(x => x * x).Should().BeApproximately(1, FiveSigma * Math.Sqrt(2));
        numbers.Zip(numbers.Skip(1), (x, y) => x * y).Average().Should().BeApproximately(0, FiveSigma);
    }

    [Fact]
    public void Integers_stay_below_their_count()
    {
        var random = new CounterRandom(3);
        var counts = new int[7];
        for (var i = 0; i < Draws; i++)
            counts[random.Below((ulong)i, 7)]++;
        counts.Should().OnlyContain(count => Math.Abs(count - (Draws / 7.0)) < 5 * Math.Sqrt(Draws / 7.0));
        var none = () => random.Below(0, 0);
        none.Should().Throw<ArgumentOutOfRangeException>();
    }
}
