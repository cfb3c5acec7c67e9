using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>Where a training stands, on one line of a terminal.</summary>
internal sealed class TrainingLine(TextWriter terminal) : IProgress<TrainingProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private const int BarLength = 20;
    private DateTime shown;
    private bool isShown;

    public void Report(TrainingProgress value)
    {
        if (DateTime.UtcNow - shown < Interval)
            return;
        shown = DateTime.UtcNow;
        isShown = true;
        var done = BarLength * value.StepInEpoch / value.StepsPerEpoch;
        terminal.Write(FormattableString.Invariant(
            $"\repoch {value.Epoch}/{value.EpochCount} {new string('━', done)}{new string('─', BarLength - done)}  {EpochLines.Errors(value.Train)}  {value.SamplesPerSecond:0.#}/s, {EpochLines.Duration(value.TimeLeft)} left\u001b[K"));
    }

    public void Clear()
    {
        if (isShown)
            terminal.Write("\r\u001b[K");
        isShown = false;
    }

    public void Dispose() => Clear();
}
