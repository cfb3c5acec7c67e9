namespace Hybrid.Learn.Training;

/// <summary>Everything that a training continues from.</summary>
/// <remarks>Random numbers are a function of seed, epoch and sample, so that there is no state of theirs.</remarks>
public sealed class TrainingState
{
    private readonly double[] weights;

    internal TrainingState(double[] weights, AdamW optimiser, WeightAverage average, ErrorTotals totals)
    {
        this.weights = weights;
        Optimiser = optimiser;
        Average = average;
        Totals = totals;
    }

    /// <summary>The weights after the last step.</summary>
    public ReadOnlyMemory<double> Weights => weights;

    /// <summary>The weights to predict with now: their average over the steps.</summary>
    public ReadOnlyMemory<double> AveragedWeights => Average.Count > 0 ? Average.Value() : weights;

    /// <summary>The averaged weights of the best validation; null before the first.</summary>
    public ReadOnlyMemory<double>? BestWeights { get; internal set; }

    /// <summary>Their validation loss.</summary>
    public double? BestLoss { get; internal set; }

    /// <summary>How many validation samples were skipped then: a better validation skips no more.</summary>
    public int? BestSkippedCount { get; internal set; }

    /// <summary>The epoch that they are from, counted from one.</summary>
    public int? BestEpoch { get; internal set; }

    /// <summary>Completed epochs.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Minibatches done of the epoch that runs.</summary>
    public int StepInEpoch { get; internal set; }

    /// <summary>Minibatches done in all.</summary>
    public long Step { get; internal set; }

    /// <summary>The time that was spent, over all resumptions.</summary>
    public TimeSpan Elapsed { get; internal set; }

    /// <summary>The part of it that was spent on the epoch that runs.</summary>
    public TimeSpan EpochElapsed { get; internal set; }

    internal Span<double> MutableWeights => weights;

    internal AdamW Optimiser { get; }

    internal WeightAverage Average { get; }

    internal ErrorTotals Totals { get; }

    internal static TrainingState Beginning(ReadOnlySpan<double> weights, TrainingSettings settings, int terms) => new(
        weights.ToArray(), new AdamW(weights.Length, settings.Beta1, settings.Beta2, settings.Epsilon),
        new WeightAverage(weights.Length, settings.AverageDecay), ErrorTotals.None(terms));
}
