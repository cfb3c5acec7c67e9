using System.Diagnostics;

namespace Hybrid.Cli.Writing;

/// <summary>Counts finished structures on one line of a terminal. The total isn't known before the last frame is read.</summary>
internal sealed class ProgressLine(TextWriter terminal) : IProgress<int>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private const int BarLength = 20;
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private TimeSpan shown;

    /// <remarks>From any thread.</remarks>
    public void Report(int value)
    {
        lock (gate)
            Show(value);
    }

    public void Dispose()
    {
        if (shown > TimeSpan.Zero)
            terminal.Write("\r\u001b[K");
    }

    private void Show(int value)
    {
        if (clock.Elapsed - shown < Interval)
            return;
        shown = clock.Elapsed;
        var position = (int)(shown / Interval) % BarLength;
        var bar = string.Concat(Enumerable.Range(0, BarLength).Select(i => Math.Abs(i - position) < 3 ? '━' : '─'));
        terminal.Write(FormattableString.Invariant($"\r{bar} {value} structures, {value / shown.TotalSeconds:0.#} per second   "));
    }
}
