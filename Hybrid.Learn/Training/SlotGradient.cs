using System.Collections.Concurrent;
using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>
/// Sums losses and gradients over samples on all cores so that the bits don't depend on the number of threads: sample k belongs to slot
/// k mod slots, each slot is summed in order, and the slots are added in order.
/// </summary>
/// <remarks>Serves one call at a time. The sum over slots is where several processes would join.</remarks>
internal sealed class SlotGradient
{
    /// <summary>Weights that are summed over the slots at a time: a part of a gradient that stays in the nearest cache.</summary>
    private const int PartLength = 2048;

    private readonly SampleLoss loss;
    private readonly Predicate<WeightEntry> isFree;
    private readonly Slot[] slots;
    private readonly int threads;
    private readonly ILinearAlgebra linearAlgebra;
    private readonly ConcurrentBag<Arena> arenas = [];

    public SlotGradient(SampleLoss loss, Predicate<WeightEntry> isFree, int slots, int threads, ILinearAlgebra linearAlgebra)
    {
        this.loss = loss;
        this.isFree = isFree;
        this.slots = [.. Enumerable.Range(0, slots).Select(_ => new Slot(loss.Model.Layout.Length, loss.Terms.Count))];
        this.threads = threads;
        this.linearAlgebra = linearAlgebra;
    }

    /// <summary>Adds Σ weight × ∂loss/∂w to a gradient and the losses to totals. A sample that fails is left out of both and named, one that
    /// no target asks anything of is passed over.</summary>
    /// <param name="samples">All samples.</param>
    /// <param name="chosen">Which of them, in order.</param>
    /// <param name="weights">All weights.</param>
    /// <param name="random">The random numbers of a sample; null for none.</param>
    /// <param name="gradient">One number per weight.</param>
    /// <param name="totals">Sums over the samples.</param>
    /// <param name="named">So many skipped samples are named in the totals.</param>
    /// <param name="cancellation">Leaves gradient and totals as they were.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Add(
        IReadOnlyList<Sample> samples, ReadOnlyMemory<int> chosen, ReadOnlyMemory<double> weights, Func<int, CounterRandom>? random,
        Memory<double> gradient, ErrorTotals totals, int named, CancellationToken cancellation)
    {
        var used = Math.Min(slots.Length, chosen.Length);
        var turns = HeaviestFirst(samples, chosen.Span, used);
        Workers.Run(used, threads, Fill, cancellation);
        Workers.Run((gradient.Length + PartLength - 1) / PartLength, threads, AddPart, CancellationToken.None);
        for (var k = 0; k < used; k++)
            totals.Add(slots[k].Totals, named);

        void Fill(int turn)
        {
            var number = turns[turn];
            var slot = slots[number];
            slot.Clear();
            if (!arenas.TryTake(out var arena))
                arena = new Arena();
            for (var k = number; k < chosen.Length && !cancellation.IsCancellationRequested; k += slots.Length)
            {
                var index = chosen.Span[k];
                arena.Reset();
                Add(index, samples[index], random?.Invoke(index), weights, new Tape(arena, isRecording: true, linearAlgebra), slot);
            }

            arenas.Add(arena);
        }

        void AddPart(int part)
        {
            var from = part * PartLength;
            var target = gradient.Span[from..Math.Min(gradient.Length, from + PartLength)];
            for (var k = 0; k < used; k++)
            {
                if (slots[k].Totals.SampleCount > 0)
                    TensorPrimitives.Add(target, slots[k].Gradient.AsSpan(from, target.Length), target);
            }
        }
    }

    /// <summary>The slots by falling number of atoms: who begins with the largest ends with little to wait for. It has no influence on the sums.</summary>
    private int[] HeaviestFirst(IReadOnlyList<Sample> samples, ReadOnlySpan<int> chosen, int used)
    {
        var lightness = new int[used];
        for (var k = 0; k < chosen.Length; k++)
            lightness[k % slots.Length] -= samples[chosen[k]].Structure.AtomCount;
        var turns = Enumerable.Range(0, used).ToArray();
        Array.Sort(lightness, turns);
        return turns;
    }

    private void Add(int index, Sample sample, CounterRandom? random, ReadOnlyMemory<double> weights, Tape tape, Slot slot)
    {
        if (!loss.Asks(sample))
            return;
        try
        {
            var binding = new WeightBinding(tape, loss.Model.Layout, weights, isFree);
            var prediction = loss.Record(tape, binding, sample, random, slot.Values);
            // A prediction that differentiated itself left adjoints behind.
            tape.ForgetAdjoints();
            foreach (var value in slot.Values)
            {
                if (value is { Loss.NeedsAdjoint: true } term)
                    tape.Seed(term.Loss, [sample.Weight]);
            }

            tape.PropagateSeeds();
            if (prediction.GradientFailure is { } failure)
                throw new PredictionException(failure);
            if (!binding.HasFiniteGradient)
                throw new PredictionException("The gradient of its loss is not finite.");
            binding.AddGradientTo(slot.Gradient);
            slot.Totals.Add(slot.Values, sample.Weight);
        }
        catch (Exception exception) when (SampleLoss.IsOfTheSample(exception))
        {
            slot.Totals.Skip(index, sample.Name, exception.Message);
        }
    }

    private sealed class Slot(int weights, int terms)
    {
        public double[] Gradient { get; } = new double[weights];

        public ErrorTotals Totals { get; } = ErrorTotals.None(terms);

        public LossValue?[] Values { get; } = new LossValue?[terms];

        public void Clear()
        {
            Array.Clear(Gradient);
            Totals.Clear();
        }
    }
}
