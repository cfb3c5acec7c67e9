namespace Hybrid.Benchmarks.Measurement;

/// <summary>Times work that repeats itself.</summary>
internal static class Stopclock
{
    /// <summary>
    /// Repeats work until the compiler has seen enough of it to settle (its last tier comes after 30 calls, in the background).
    /// </summary>
    public static void WarmUp(Action work)
    {
        var start = Clock.Thread.Now;
        for (var calls = 0; Clock.Thread.Now - start is var spent && (spent < WarmUpSeconds || (calls < 3 && spent < EnoughSeconds)); calls++)
            work();
    }

    /// <summary>Seconds of one call: the mean of as many as fill 20 ms, so that short ones are not lost in the clock.</summary>
    public static double Seconds(Clock clock, Action work)
    {
        var start = clock.Now;
        var calls = 0;
        double seconds;
        do
        {
            work();
            calls++;
            seconds = clock.Now - start;
        }
        while (seconds < ShortestMeasurement);
        return seconds / calls;
    }

    private const double WarmUpSeconds = 1.5;

    /// <summary>One call that takes so long has compiled all that it needs.</summary>
    private const double EnoughSeconds = 15.0;
    private const double ShortestMeasurement = 0.02;
}
