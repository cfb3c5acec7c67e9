using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;

namespace Hybrid.Learn.Training;

/// <summary>Trains a model by AdamW on minibatches over all cores.</summary>
/// <remarks>
/// The same model, data, settings and linear algebra give the same bits on one machine, whatever the number of threads and however often the
/// training was interrupted and resumed from a checkpoint. A sample that fails is skipped, counted and named, in every epoch anew.
/// </remarks>
public sealed class Trainer
{
    private readonly ITrainable model;
    private readonly IReadOnlyList<LossTerm> terms;
    private readonly IReadOnlyList<Sample> train;
    private readonly IReadOnlyList<Sample> valid;
    private readonly TrainingSettings settings;
    private readonly SlotGradient slots;
    private readonly Evaluator evaluator;
    private readonly Objective objective;
    private readonly int stepsPerEpoch;

    /// <summary>Puts a training together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="terms">The targets.</param>
    /// <param name="train">What is learned from.</param>
    /// <param name="valid">What decides which weights are best; may be empty.</param>
    /// <param name="settings">How.</param>
    /// <param name="linearAlgebra">By default <see cref="DenseLinearAlgebra.Default"/>.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or there are no samples or no targets.</exception>
    public Trainer(
        ITrainable model, IReadOnlyList<LossTerm> terms, IReadOnlyList<Sample> train, IReadOnlyList<Sample> valid, TrainingSettings settings,
        ILinearAlgebra? linearAlgebra = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(valid);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate();
        if (train.Count == 0)
            throw new ArgumentException("At least one training sample was expected, but there is none.", nameof(train));
        if (terms.Count == 0)
            throw new ArgumentException("At least one target was expected, but there is none.", nameof(terms));
        (this.model, this.terms, this.train, this.valid, this.settings) = (model, terms, train, valid, settings);
        var threads = Workers.Count(settings.Threads);
        linearAlgebra ??= DenseLinearAlgebra.Default;
        slots = new SlotGradient(
            new SampleLoss(model, terms), entry => settings.RateFactors.Of(entry.Role) > 0, Math.Min(settings.Slots, settings.BatchSize), threads, linearAlgebra);
        evaluator = new Evaluator(model, terms, threads, linearAlgebra);
        objective = new Objective(model.Layout, settings);
        stepsPerEpoch = (train.Count + settings.BatchSize - 1) / settings.BatchSize;
    }

    /// <summary>
    /// The training samples without any label that counts in a target. They take their place in the order of an epoch, but they are neither computed nor
    /// counted among the skipped.
    /// </summary>
    public int UnaskedCount => train.Count(sample => !terms.Any(term => term.Asks(sample)));

    /// <summary>Trains from given weights.</summary>
    /// <param name="weights">Where from; often <see cref="Networks.WeightLayout.Initial"/>.</param>
    /// <param name="checkpoints">Where checkpoints go; null for none.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="epochDone">Told after every epoch, before its checkpoint is written.</param>
    /// <param name="cancellation">Ends the training after the running samples, with a checkpoint.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the model.</exception>
    /// <exception cref="IOException">A checkpoint can't be written.</exception>
    public TrainingOutcome Train(
        ReadOnlySpan<double> weights, CheckpointFile? checkpoints = null, IProgress<TrainingProgress>? progress = null,
        Action<EpochReport>? epochDone = null, CancellationToken cancellation = default)
    {
        if (weights.Length != model.Layout.Length)
            throw new ArgumentException($"{model.Layout.Length} weights were expected, but {weights.Length} came.", nameof(weights));
        return Continue(TrainingState.Beginning(weights, settings, terms.Count), checkpoints, progress, epochDone, cancellation);
    }

    /// <summary>Goes on where a checkpoint ended.</summary>
    /// <param name="checkpoint">Read by <see cref="CheckpointFile.Read"/>; it is used up.</param>
    /// <param name="checkpoints">Where further checkpoints go; null for none.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="epochDone">Told after every epoch, before its checkpoint is written.</param>
    /// <param name="cancellation">Ends the training after the running samples, with a checkpoint.</param>
    /// <exception cref="ArgumentException">The checkpoint is of another model, other data, targets or settings; the message says which.</exception>
    /// <exception cref="IOException">A checkpoint can't be written.</exception>
    public TrainingOutcome Resume(
        Checkpoint checkpoint, CheckpointFile? checkpoints = null, IProgress<TrainingProgress>? progress = null,
        Action<EpochReport>? epochDone = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        checkpoint.Identity.RequireSame(Identity);
        return Continue(checkpoint.State, checkpoints, progress, epochDone, cancellation);
    }

    private TrainingIdentity Identity => identity ??= TrainingIdentity.Of(model, terms, train, valid, settings);

    private TrainingIdentity? identity;

    private TrainingOutcome Continue(
        TrainingState state, CheckpointFile? checkpoints, IProgress<TrainingProgress>? progress, Action<EpochReport>? epochDone, CancellationToken cancellation)
    {
        var clock = new TrainingClock(state, settings);
        EpochReport? last = null;
        try
        {
            while (true)
            {
                if (state.Epoch >= settings.Epochs)
                    return Ended(TrainingStatus.Completed);
                if (settings.Patience is { } patience && state.BestEpoch is { } best && state.Epoch - best >= patience)
                    return Ended(TrainingStatus.StoppedEarly);
                var order = SampleOrder.Of(settings.Seed, state.Epoch, train.Count);
                while (state.StepInEpoch < stepsPerEpoch)
                {
                    if (clock.BudgetIsSpent)
                        return Ended(TrainingStatus.BudgetSpent);
                    Step(state, order, cancellation);
                    clock.Update(SamplesOf(state.StepInEpoch - 1).Count);
                    progress?.Report(Progress(state, clock));
                    if (checkpoints is not null && clock.CheckpointIsDue)
                        Save();
                }

                var report = EndOfEpoch(state, clock, cancellation);
                last = report;
                epochDone?.Invoke(report);
                if (report.Train.SampleCount == 0)
                    return Ended(TrainingStatus.NoUsableSample);
                if (checkpoints is not null && state.Epoch % (settings.CheckpointEpochs ?? int.MaxValue) == 0)
                    Save();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Ended(TrainingStatus.Cancelled);
        }

        TrainingOutcome Ended(TrainingStatus status)
        {
            clock.Update(0);
            if (checkpoints is not null)
                Save();
            return new TrainingOutcome(
                status, state.BestWeights ?? state.AveragedWeights, state.BestEpoch, state.BestLoss, state.Epoch, state.Step, last, state.Elapsed);
        }

        void Save()
        {
            clock.Saved();
            checkpoints.Write(new Checkpoint(Identity, state));
        }
    }

    /// <summary>The places of a minibatch in the order of an epoch; sizes differ by at most one.</summary>
    private (int From, int Count) SamplesOf(int step)
    {
        var from = (int)((long)train.Count * step / stepsPerEpoch);
        return (from, (int)((long)train.Count * (step + 1) / stepsPerEpoch) - from);
    }

    private void Step(TrainingState state, int[] order, CancellationToken cancellation)
    {
        var (from, count) = SamplesOf(state.StepInEpoch);
        var epoch = (ulong)state.Epoch;
        var batch = ErrorTotals.None(terms.Count);
        var gradient = objective.Gradient;
        Array.Clear(gradient);
        slots.Add(
            train, order.AsMemory(from, count), state.Weights, sample => new CounterRandom(settings.Seed, epoch, (ulong)sample), gradient, batch,
            settings.NamedFailures, cancellation);
        if (batch.SampleCount > 0)
        {
            objective.Complete(state.Weights.Span, batch.SampleCount);
            state.Optimiser.Step(
                state.MutableWeights, gradient, LearningRate.At(settings, state.Step, stepsPerEpoch), objective.RateFactors, objective.Decays);
            state.Average.Add(state.Weights.Span);
        }

        state.Totals.Add(batch, settings.NamedFailures);
        state.StepInEpoch++;
        state.Step++;
    }

    private EpochReport EndOfEpoch(TrainingState state, TrainingClock clock, CancellationToken cancellation)
    {
        SetErrors? validation = null;
        var isBest = false;
        if (valid.Count > 0 && ((state.Epoch + 1) % settings.ValidateEvery == 0 || state.Epoch + 1 == settings.Epochs))
        {
            var weights = state.AveragedWeights;
            validation = evaluator.Evaluate(valid, weights, cancellation: cancellation).Overall;
            // Failing where the errors are large must not pay.
            isBest = double.IsFinite(validation.Loss) && !(validation.Loss >= state.BestLoss) && !(validation.SkippedCount > state.BestSkippedCount);
            if (isBest)
                (state.BestWeights, state.BestLoss, state.BestSkippedCount, state.BestEpoch) = (weights.ToArray(), validation.Loss, validation.SkippedCount, state.Epoch + 1);
        }

        clock.Update(0);
        var report = new EpochReport(
            state.Epoch + 1, state.Step, state.Totals.Errors(terms), validation, isBest, objective.PriorLoss(state.Weights.Span),
            LearningRate.At(settings, state.Step - 1, stepsPerEpoch), state.EpochElapsed.TotalSeconds);
        state.Epoch++;
        state.StepInEpoch = 0;
        state.EpochElapsed = TimeSpan.Zero;
        state.Totals.Clear();
        return report;
    }

    private TrainingProgress Progress(TrainingState state, TrainingClock clock)
    {
        var done = ((double)state.Epoch * train.Count) + SamplesOf(state.StepInEpoch - 1).From + SamplesOf(state.StepInEpoch - 1).Count;
        return new TrainingProgress(
            state.Epoch + 1, settings.Epochs, state.StepInEpoch, stepsPerEpoch, state.Totals.Errors(terms), clock.SamplesPerSecond,
            clock.TimeFor(((double)settings.Epochs * train.Count) - done));
    }
}
