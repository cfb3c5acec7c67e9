namespace Hybrid.Core.Solvers;

/// <summary>Where the few lowest of many numbers stand.</summary>
public static class LowestElements
{
    /// <summary>The places of the lowest numbers, ascending by number; of equal ones the first.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="count">How many are wanted; few beside all of them, since each candidate is compared with those kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public static int[] Of(ReadOnlySpan<double> numbers, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, numbers.Length);
        var places = new int[count];
        var kept = 0;
        for (var k = 0; k < numbers.Length && count > 0; k++)
        {
            if (kept == count && !(numbers[k] < numbers[places[kept - 1]]))
                continue;
            var at = kept < count ? kept++ : kept - 1;
            for (; at > 0 && numbers[k] < numbers[places[at - 1]]; at--)
                places[at] = places[at - 1];
            places[at] = k;
        }

        return places;
    }
}
