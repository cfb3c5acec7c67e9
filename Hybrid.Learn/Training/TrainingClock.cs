using System.Diagnostics;

namespace Hybrid.Learn.Training;

/// <summary>Keeps the time of a training that may have been interrupted.</summary>
internal sealed class TrainingClock(TrainingState state, TrainingSettings settings)
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private TimeSpan counted;
    private TimeSpan saved;
    private long savedStep = state.Step;
    private long samples;

    public bool BudgetIsSpent => settings.Budget is { } budget && state.Elapsed >= budget;

    public bool CheckpointIsDue =>
        (settings.CheckpointInterval is { } interval && counted - saved >= interval) || (settings.CheckpointSteps is { } steps && state.Step - savedStep >= steps);

    public double SamplesPerSecond => samples / counted.TotalSeconds;

    /// <summary>Writes the time since the last call into the state.</summary>
    /// <param name="newSamples">What was done meanwhile.</param>
    public void Update(int newSamples)
    {
        var now = watch.Elapsed;
        state.Elapsed += now - counted;
        state.EpochElapsed += now - counted;
        counted = now;
        samples += newSamples;
    }

    public TimeSpan TimeFor(double sampleCount) => TimeSpan.FromSeconds(Math.Min(sampleCount / SamplesPerSecond, TimeSpan.MaxValue.TotalSeconds / 2));

    public void Saved()
    {
        saved = counted;
        savedStep = state.Step;
    }
}
