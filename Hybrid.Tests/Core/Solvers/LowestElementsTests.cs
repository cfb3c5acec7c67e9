using FluentAssertions;
using Hybrid.Core.Sampling;
using Hybrid.Core.Solvers;
using Xunit;

namespace Hybrid.Tests.Core.Solvers;

public sealed class LowestElementsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 0)]
    [InlineData(200, 24)]
    [InlineData(200, 200)]
    public void They_are_those_of_a_stable_sort(int n, int count)
    {
        var random = new CounterRandom(3);
        double[] numbers = [.. Enumerable.Range(0, n).Select(k => Math.Round(5.0 * random.Normal((ulong)k)))];
        LowestElements.Of(numbers, count).Should().Equal(Enumerable.Range(0, n).OrderBy(k => numbers[k]).Take(count));
    }

    [Fact]
    public void More_than_there_are_is_refused() => FluentActions.Invoking(() => LowestElements.Of([1.0, 2.0], 3)).Should().Throw<ArgumentOutOfRangeException>();
}
