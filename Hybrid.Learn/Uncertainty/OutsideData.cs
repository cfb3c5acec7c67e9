using System.Collections.Immutable;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Data;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Labels of molecules unlike the training data, or of another level of theory, on which such predictions are calibrated. Immutable.</summary>
public sealed class OutsideData
{
    private readonly ImmutableArray<TrainedSample?> trained;

    /// <summary>Names the labels.</summary>
    /// <param name="samples">The labels.</param>
    /// <param name="data">In words.</param>
    /// <param name="level">The level of theory of the labels.</param>
    /// <param name="areValenceStates">True to compare the lowest valence state of each spin, false to compare states in order of energy.</param>
    /// <param name="training">What the model was trained on, and how often an epoch met it: such labels count with the error that they would have had without.</param>
    public OutsideData(IReadOnlyList<Sample> samples, string data, string level, bool areValenceStates, IEnumerable<TrainedSample> training)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(training);
        Samples = samples;
        Data = data;
        Level = level;
        AreValenceStates = areValenceStates;
        var met = new TrainedSamples(training);
        trained = [.. samples.Select(met.Find)];
    }

    /// <summary>The labels.</summary>
    public IReadOnlyList<Sample> Samples { get; }

    /// <summary>In words.</summary>
    public string Data { get; }

    /// <summary>The level of theory of the labels.</summary>
    public string Level { get; }

    /// <summary>True to compare the lowest valence state of each spin, false to compare states in order of energy.</summary>
    public bool AreValenceStates { get; }

    /// <summary>The sample of the training that has the same atoms at the same places; null where there is none.</summary>
    /// <param name="sample">Counted from zero.</param>
    public TrainedSample? Trained(int sample) => trained[sample];

    /// <summary>Models of the same make, each trained without some of the labels that the model was trained on; those count with the errors of these.</summary>
    public IReadOnlyList<SiblingModel> Siblings { get; init; } = [];

    /// <summary>Compares predictions with labels the way that these ask for.</summary>
    internal StateComparison Compared(StatePredictor predictor, IReadOnlyList<Sample> samples, int threads, CancellationToken cancellation) => AreValenceStates
        ? StateComparison.OfLowestValenceStates(predictor, samples, threads, null, cancellation)
        : StateComparison.ByOrder(predictor, samples, threads, null, cancellation);
}
