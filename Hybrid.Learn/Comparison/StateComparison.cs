using System.Runtime.ExceptionServices;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>Predicted states of many samples against their labels, by order of energy: the k-th lowest of a spin against the k-th lowest of the reference.</summary>
/// <param name="States">In the order of the samples, singlets first, by energy.</param>
/// <param name="Failures">Samples of which a spin has no prediction, each once; states of the other spin are compared.</param>
/// <param name="Unordered">How many samples had labels whose order says nothing, and were left out.</param>
public sealed record StateComparison(IReadOnlyList<ComparedState> States, IReadOnlyList<FailedSample> Failures, int Unordered)
{
    /// <summary>Compares by order of energy.</summary>
    /// <param name="predictor">Whose predictions; a spin that it doesn't predict is left out.</param>
    /// <param name="samples">The labels.</param>
    /// <param name="threads">How many samples at the same time; the result doesn't depend on it.</param>
    /// <param name="progress">Told how many samples are done, from any thread.</param>
    /// <param name="cancellation">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StateComparison ByOrder(
        StatePredictor predictor, IReadOnlyList<Sample> samples, int threads, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var comparison = Run(
            predictor, samples, threads, progress,
            (sample, number, multiplicity) => sample.StatesAreLowest ? Ordered(predictor, sample, number, multiplicity, cancellation) : [], cancellation);
        return comparison with { Unordered = samples.Count(sample => !sample.StatesAreLowest && !sample.States.IsEmpty) };
    }

    /// <summary>
    /// Compares the lowest valence state of each spin: the reference's lowest that is not Rydberg-like against the lowest predicted one that the analysis
    /// of states doesn't call Rydberg-like (<see cref="Hybrid.Physics.Response.Analysis.StateCharacter"/>; without an analysis the lowest predicted state).
    /// </summary>
    /// <param name="predictor">Whose predictions; a spin that it doesn't predict is left out.</param>
    /// <param name="samples">The labels.</param>
    /// <param name="threads">How many samples at the same time; the result doesn't depend on it.</param>
    /// <param name="progress">Told how many samples are done, from any thread.</param>
    /// <param name="cancellation">Stops the comparison.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StateComparison OfLowestValenceStates(
        StatePredictor predictor, IReadOnlyList<Sample> samples, int threads, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        Run(
            predictor, samples, threads, progress,
            (sample, number, multiplicity) => sample.LowestValence(multiplicity) is { } reference
                ? [Compared(number, 0, reference, LowestValence(predictor, sample, multiplicity, cancellation))]
                : [],
            cancellation);

    /// <summary>Spin by spin, so that the failure of one leaves the other.</summary>
    private static StateComparison Run(
        StatePredictor predictor, IReadOnlyList<Sample> samples, int threads, IProgress<int>? progress,
        Func<Sample, int, Multiplicity, IEnumerable<ComparedState>> compare, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Multiplicity[] spins = [.. new[] { Multiplicity.Singlet, Multiplicity.Triplet }.Where(predictor.Predicts)];
        var states = Array.ConvertAll(new int[samples.Count], _ => new List<ComparedState>());
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

        return new StateComparison([.. states.SelectMany(list => list)], [.. failures.OfType<FailedSample>()], Unordered: 0);

        void Compare(int number)
        {
            foreach (var spin in spins)
            {
                try
                {
                    states[number].AddRange(compare(samples[number], number, spin));
                }
                catch (Exception error) when (error is PredictionException or ArgumentException or NotSupportedException)
                {
                    failures[number] ??= new FailedSample(number, samples[number].Name, error.Message);
                }
            }

            progress?.Report(Interlocked.Increment(ref done));
        }
    }

    private static List<ComparedState> Ordered(StatePredictor predictor, Sample sample, int number, Multiplicity multiplicity, CancellationToken cancellation)
    {
        ReferenceState[] references = [.. sample.States.Where(state => state.Multiplicity == multiplicity).OrderBy(static state => state.Energy)];
        if (references.Length == 0)
            return [];
        var levels = predictor.Of(sample.Structure, multiplicity, references.Length, withCharacter: false, cancellation);
        if (levels.Count < references.Length)
            throw new PredictionException(FormattableString.Invariant($"{references.Length} {multiplicity.ToString().ToLowerInvariant()} states were expected, but the model gives {levels.Count}."));
        return [.. references.Select((reference, k) => Compared(number, k + 1, reference, levels[k]))];
    }

    /// <summary>Asks for more states until one is found.</summary>
    private static PredictedLevel LowestValence(StatePredictor predictor, Sample sample, Multiplicity multiplicity, CancellationToken cancellation)
    {
        const int First = 6, Most = 24;
        for (var count = First; ; count *= 2)
        {
            var levels = predictor.Of(sample.Structure, multiplicity, count, withCharacter: true, cancellation);
            if (levels.FirstOrDefault(level => level.IsRydberg != true) is { } found)
                return found;
            if (count >= Most || levels.Count < count)
                throw new PredictionException(FormattableString.Invariant($"All {levels.Count} predicted {multiplicity.ToString().ToLowerInvariant()} states are Rydberg-like."));
        }
    }

    private static ComparedState Compared(int number, int rank, ReferenceState reference, PredictedLevel level) => new(
        number, reference.Multiplicity, rank, reference.Energy, level.Energy, reference.Strength, level.Strength, reference.Weight > 0.0);
}
