using Hybrid.Core.Autodiff;
using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;

namespace Hybrid.Learn.Representations;

/// <summary>How much a prediction that shouldn't depend on the orientation does.</summary>
public static class SymmetryError
{
    /// <summary>The standard deviation of a prediction over randomly turned and mirrored copies of a structure.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="structure">The atoms.</param>
    /// <param name="property">An invariant of the prediction, such as its excitation energies.</param>
    /// <param name="copies">How many copies, at least two.</param>
    /// <param name="seed">Which copies.</param>
    /// <returns>One number per element of the property, in its unit; rounding alone for models with exact symmetry.</returns>
    /// <exception cref="ArgumentException">Fewer than two copies, or the structure doesn't fit the model.</exception>
    public static double[] Of(
        ITrainable model, ReadOnlyMemory<double> weights, Structure structure, Func<TapePrediction, Variable> property, int copies = 32, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(property);
        if (copies < 2)
            throw new ArgumentException($"At least two copies were expected, but {copies} came.", nameof(copies));
        var arena = new Arena();
        var predictions = new double[copies][];
        for (var copy = 0; copy < copies; copy++)
        {
            arena.Reset();
            var tape = new Tape(arena, isRecording: false);
            var turned = Turned(structure, OrthogonalMatrix.Random(new CounterRandom(seed, Epoch: 0, Sample: (ulong)copy)));
            predictions[copy] = property(model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), turned)).Value.ToArray();
        }

        return [.. Enumerable.Range(0, predictions[0].Length).Select(k => StandardDeviation(predictions, k))];
    }

    private static Structure Turned(Structure structure, double[] Q) => new(
        structure.AtomicNumbers, OrthogonalMatrix.Applied(Q, structure.Positions), structure.Charge, structure.UnpairedElectrons);

    private static double StandardDeviation(double[][] predictions, int k)
    {
        var mean = predictions.Average(values => values[k]);
        return Math.Sqrt(predictions.Sum(values => (values[k] - mean) * (values[k] - mean)) / (predictions.Length - 1));
    }
}
