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

    /// <summary>True when a target compares something of the sample.</summary>
    public bool Asks(Sample sample) => terms.Any(term => term.Asks(sample));

    /// <summary>Fills in the terms whose labels the sample has.</summary>
    /// <exception cref="PredictionException">None of the labels could be compared, or a loss is not finite.</exception>
    public TapePrediction Record(Tape tape, WeightBinding weights, Sample sample, CounterRandom? random, Span<LossValue?> values)
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
            throw new PredictionException("The model predicts nothing that its labels can be compared with.");
        return prediction;
    }

    /// <summary>True for what is the matter of one sample alone.</summary>
    public static bool IsOfTheSample(Exception exception) => exception is PredictionException or ArgumentException or NotSupportedException;
}
