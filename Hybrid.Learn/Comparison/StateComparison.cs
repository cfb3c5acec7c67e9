using System.Runtime.ExceptionServices;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>Predicted states of many samples against their labels, by order of energy: the k-th lowest of a spin against the k-th lowest of the reference.</summary>
/// <param name="States">In the order of the samples, singlets first, by energy.</param>
/// <param name="Failures">Samples without a prediction.</param>
/// <param name="Unordered">How many samples had labels whose order says nothing, and were left out.</param>
public sealed record StateComparison(IReadOnlyList<ComparedState> States, IReadOnlyList<FailedSample> Failures, int Unordered)
{
    /// <summary>Compares by order of energy.</summary>
    /// <param name="predictor">Whose predictions.</param>
    /// <param name="samples">The labels.</param>
    /// <param name="threads">How many samples at the same time; the result doesn't depend on it.</param>
    /// <param name="progress">Told how many samples are done.</param>
    /// <param name="cancellation">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StateComparison ByOrder(
        StatePredictor predictor, IReadOnlyList<Sample> samples, int threads, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Run(samples, threads, (sample, number) => Ordered(predictor, sample, number, cancellation), progress, cancellation);

    /// <summary>
    /// Compares the lowest valence state of each spin: the reference's lowest that is not Rydberg-like against the lowest predicted one that the analysis
    /// of states doesn't call Rydberg-like (<see cref="Hybrid.Physics.Response.Analysis.StateCharacter"/>; without an analysis the lowest predicted state).
    /// </summary>
    /// <param name="predictor">Whose predictions.</param>
    /// <param name="samples">The labels.</param>
    /// <param name="threads">How many samples at the same time; the result doesn't depend on it.</param>
    /// <param name="progress">Told how many samples are done.</param>
    /// <param name="cancellation">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StateComparison OfLowestValenceStates(
        StatePredictor predictor, IReadOnlyList<Sample> samples, int threads, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Run(samples, threads, (sample, number) => LowestValence(predictor, sample, number, cancellation), progress, cancellation);

    private static StateComparison Run(
        IReadOnlyList<Sample> samples, int threads, Func<Sample, int, List<ComparedState>?> compare, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var states = new List<ComparedState>?[samples.Count];
        var failures = new FailedSample?[samples.Count];
        var done = 0;
        try
        {
            Parallel.For(0, samples.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, Compare);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return new StateComparison(
            [.. states.SelectMany(list => list ?? [])], [.. failures.OfType<FailedSample>()],
            Enumerable.Range(0, samples.Count).Count(k => states[k] is null && failures[k] is null && !samples[k].States.IsEmpty));

        void Compare(int number)
        {
            try
            {
                states[number] = compare(samples[number], number);
            }
            catch (Exception error) when (error is PredictionException or ArgumentException or NotSupportedException)
            {
                failures[number] = new FailedSample(number, samples[number].Name, error.Message);
            }

            progress?.Report(Interlocked.Increment(ref done));
        }
    }

    private static List<ComparedState>? Ordered(StatePredictor predictor, Sample sample, int number, CancellationToken cancellation)
    {
        if (!sample.StatesAreLowest || sample.States.IsEmpty)
            return null;
        ReferenceState[] singlets = References(sample, Multiplicity.Singlet), triplets = References(sample, Multiplicity.Triplet);
        var predicted = predictor.Of(sample.Structure, singlets.Length, triplets.Length, withCharacter: false, cancellation);
        var compared = new List<ComparedState>();
        foreach (var references in new[] { singlets, triplets })
        {
            if (references.Length == 0)
                continue;
            PredictedLevel[] levels = [.. predicted.Where(level => level.Multiplicity == references[0].Multiplicity).OrderBy(level => level.Energy)];
            if (levels.Length < references.Length)
                throw new PredictionException(FormattableString.Invariant($"{references.Length} {references[0].Multiplicity.ToString().ToLowerInvariant()} states were expected, but the model gives {levels.Length}."));
            for (var k = 0; k < references.Length; k++)
                compared.Add(Compared(number, k + 1, references[k], levels[k]));
        }

        return compared;
    }

    private static List<ComparedState> LowestValence(StatePredictor predictor, Sample sample, int number, CancellationToken cancellation)
    {
        var compared = new List<ComparedState>();
        foreach (var multiplicity in new[] { Multiplicity.Singlet, Multiplicity.Triplet })
        {
            if (References(sample, multiplicity).FirstOrDefault(state => state.IsRydberg != true) is not { } reference)
                continue;
            compared.Add(Compared(number, 0, reference, LowestValence(predictor, sample, multiplicity, cancellation)));
        }

        return compared;
    }

    /// <summary>Asks for more states until one is found.</summary>
    private static PredictedLevel LowestValence(StatePredictor predictor, Sample sample, Multiplicity multiplicity, CancellationToken cancellation)
    {
        const int First = 6, Most = 24;
        for (var count = First; ; count *= 2)
        {
            var levels = predictor.Of(
                sample.Structure, multiplicity == Multiplicity.Singlet ? count : 0, multiplicity == Multiplicity.Triplet ? count : 0, withCharacter: true, cancellation);
            if (levels.OrderBy(level => level.Energy).FirstOrDefault(level => level.IsRydberg != true) is { } found)
                return found;
            if (count >= Most || levels.Count < count)
                throw new PredictionException(FormattableString.Invariant($"All {levels.Count} predicted {multiplicity.ToString().ToLowerInvariant()} states are Rydberg-like."));
        }
    }

    private static ComparedState Compared(int number, int rank, ReferenceState reference, PredictedLevel level) => new(
        number, reference.Multiplicity, rank, reference.Energy, level.Energy, reference.Strength, level.Strength, reference.Weight > 0.0);

    private static ReferenceState[] References(Sample sample, Multiplicity multiplicity) =>
        [.. sample.States.Where(state => state.Multiplicity == multiplicity).OrderBy(static state => state.Energy)];
}
