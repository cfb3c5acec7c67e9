using Hybrid.Benchmarks.Measurement;

namespace Hybrid.Benchmarks.Profile;

/// <summary>CPU time by name: who spent how much in how many calls.</summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, (double Seconds, int Calls)> entries = new(StringComparer.Ordinal);

    public IEnumerable<(string Name, double Seconds, int Calls)> Entries =>
        entries.Select(entry => (entry.Key, entry.Value.Seconds, entry.Value.Calls)).OrderByDescending(entry => entry.Seconds);

    public double Total => entries.Values.Sum(entry => entry.Seconds);

    public void Clear() => entries.Clear();

    /// <summary>The beginning of something that <see cref="Add"/> ends.</summary>
    public static double Now => Clock.Thread.Now;

    /// <summary>Writes down the time since a moment of <see cref="Now"/>.</summary>
    public void Add(string name, double since)
    {
        var time = Now - since;
        var (seconds, calls) = entries.GetValueOrDefault(name);
        entries[name] = (seconds + time, calls + 1);
    }
}
