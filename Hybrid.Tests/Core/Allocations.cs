namespace Hybrid.Tests.Core;

/// <summary>Counts the managed memory that an action asks for on its thread.</summary>
internal static class Allocations
{
    private const int Repeats = 5;

    /// <summary>
    /// The fewest bytes of several turns after one turn to warm up: what an action allocates always, it allocates each time,
    /// while a collection that another test sets off in between may add a few bytes to one turn.
    /// </summary>
    public static long Of(Action action)
    {
        action();
        var fewest = long.MaxValue;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return fewest;
    }
}
