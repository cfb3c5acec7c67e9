using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>All loss terms of one sample on a tape.</summary>
internal sealed class SampleLoss(ITrainable model, IReadOnlyList<LossTerm> terms)
{
    public IReadOnlyList<LossTerm> Terms => terms;

    public ITrainable Model => model;

    /// <summary>Fills in the terms whose labels the sample has.</summary>
    /// <exception cref="PredictionException">The sample has none of the labels, or a loss is not finite.</exception>
    public void Record(Tape tape, WeightBinding weights, Sample sample, CounterRandom? random, Span<LossValue?> values)
    {
        var prediction = model.Record(tape, weights, sample.Structure, random);
        var count = 0;
        for (var term = 0; term < terms.Count; term++)
        {
            values[term] = terms[term].Of(prediction, sample, weights);
            if (values[term] is not { } value)
                continue;
            count++;
            if (!double.IsFinite(value.Loss.Scalar))
                throw new PredictionException($"The loss of {terms[term].Name} is not finite.");
        }

        if (count == 0)
            throw new PredictionException("It has none of the labels that the targets ask for.");
    }

    /// <summary>True for what is the matter of one sample alone.</summary>
    public static bool IsOfTheSample(Exception exception) => exception is PredictionException or ArgumentException or NotSupportedException;
}
