using FluentAssertions;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Losses;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class AssignmentTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 6)]
    [InlineData(6, 7)]
    public void No_other_assignment_is_cheaper(int rows, int columns)
    {
        for (var trial = 0UL; trial < 20; trial++)
        {
            var random = new CounterRandom(1, Sample: trial);
            var costs = Enumerable.Range(0, rows * columns).Select(k => random.Normal((ulong)k)).ToArray();
            var chosen = Assignment.OfLeastCost(costs, rows, columns);
            chosen.Should().OnlyHaveUniqueItems().And.HaveCount(rows);
            chosen.Select((column, row) => costs[(row * columns) + column]).Sum().Should().BeApproximately(Least(costs, columns, 0, rows, 0), 1e-12);
        }
    }

    [Fact]
    public void Costs_that_are_all_equal_give_each_row_a_column() =>
        Assignment.OfLeastCost(new double[12], 3, 4).Should().OnlyHaveUniqueItems();

    private static double Least(double[] costs, int columns, int row, int rows, int taken)
    {
        if (row == rows)
            return 0.0;
        var least = double.PositiveInfinity;
        for (var column = 0; column < columns; column++)
        {
            if ((taken >> column & 1) == 0)
                least = Math.Min(least, costs[(row * columns) + column] + Least(costs, columns, row + 1, rows, taken | 1 << column));
        }

        return least;
    }
}
