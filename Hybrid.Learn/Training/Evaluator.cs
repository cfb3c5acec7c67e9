using System.Collections.Concurrent;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>Holds a model with given weights against labels, on all cores, without derivatives. The result doesn't depend on the number of threads.</summary>
public sealed class Evaluator
{
    private readonly SampleLoss loss;
    private readonly int threads;
    private readonly ILinearAlgebra linearAlgebra;
    private readonly bool needsDerivatives;
    private readonly ConcurrentBag<Arena> arenas = [];

    /// <summary>Puts a model and targets together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="terms">The targets.</param>
    /// <param name="threads">Zero for all cores.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    public Evaluator(ITrainable model, IReadOnlyList<LossTerm> terms, int threads = 0, ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        loss = new SampleLoss(model, terms);
        needsDerivatives = terms.Any(term => term.NeedsDerivatives);
        this.threads = Workers.Count(threads);
        this.linearAlgebra = linearAlgebra ?? DenseLinearAlgebra.Default;
    }

    /// <summary>Evaluates samples; those that fail are named and left out of the overall errors, as are those without labels that the targets ask for.</summary>
    /// <param name="samples">The labels.</param>
    /// <param name="weights">All weights of the model.</param>
    /// <param name="progress">Given the number of samples that are done.</param>
    /// <param name="cancellation">Ends the evaluation.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public Evaluation Evaluate(
        IReadOnlyList<Sample> samples, ReadOnlyMemory<double> weights, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (weights.Length != loss.Model.Layout.Length)
            throw new ArgumentException($"{loss.Model.Layout.Length} weights were expected, but {weights.Length} came.", nameof(weights));
        var results = new ErrorTotals[samples.Count];
        var done = 0;
        Workers.Run(samples.Count, threads, Fill, cancellation);
        var overall = ErrorTotals.None(loss.Terms.Count);
        foreach (var result in results)
            overall.Add(result, int.MaxValue);
        return new Evaluation(overall.Errors(loss.Terms), [.. samples.Select((sample, k) => Errors(sample, results[k]))]);

        void Fill(int k)
        {
            if (!arenas.TryTake(out var arena))
                arena = new Arena();
            arena.Reset();
            results[k] = Totals(k, samples[k], weights, arena);
            arenas.Add(arena);
            progress?.Report(Interlocked.Increment(ref done));
        }
    }

    private ErrorTotals Totals(int index, Sample sample, ReadOnlyMemory<double> weights, Arena arena)
    {
        var totals = ErrorTotals.None(loss.Terms.Count);
        var values = new LossValue?[loss.Terms.Count];
        if (!loss.Asks(sample))
            return totals;
        try
        {
            var tape = new Tape(arena, needsDerivatives, linearAlgebra);
            loss.Record(tape, new WeightBinding(tape, loss.Model.Layout, weights, isDifferentiated: false), sample, null, values);
            totals.Add(values, sample.Weight);
        }
        catch (Exception exception) when (SampleLoss.IsOfTheSample(exception))
        {
            totals.Skip(index, sample.Name, exception.Message);
        }

        return totals;
    }

    private SampleErrors Errors(Sample sample, ErrorTotals totals) => totals.SampleCount == 0
        ? new SampleErrors(sample.Name, [], totals.SkippedCount > 0 ? totals.Skipped[0].Reason : "It has none of the labels that the targets ask for.")
        : new SampleErrors(sample.Name, totals.Errors(loss.Terms).Terms, null);
}
