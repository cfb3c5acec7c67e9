using Hybrid.Core.Autodiff;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>The zero of energy of training data: what each atom's energy in the labels differs by from that of a model.</summary>
public static class FittedReferences
{
    /// <summary>One fit for each level of theory that has total energies, in the order of the levels' names.</summary>
    /// <remarks>The same numbers come out whatever the number of threads. Structures that the model fails for are left out.</remarks>
    /// <param name="model">A model that predicts total energies.</param>
    /// <param name="weights">All its weights: for physics as published those that it begins with.</param>
    /// <param name="samples">The training data.</param>
    /// <param name="threads">Zero for all cores.</param>
    /// <param name="cancellation">Ends the predictions.</param>
    /// <exception cref="ArgumentException">The number of weights is not that of the model, or no total energy could be used.</exception>
    public static IReadOnlyList<ReferenceEnergies> Of(
        ITrainable model, ReadOnlyMemory<double> weights, IReadOnlyList<Sample> samples, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        Sample[] labelled = [.. samples.Where(static sample => sample.Energy is not null)];
        var energies = new double?[labelled.Length];
        Workers.Run(labelled.Length, Workers.Count(threads), k => energies[k] = Energy(model, weights, labelled[k]), cancellation);
        var predicted = new Dictionary<Sample, double>(ReferenceEqualityComparer.Instance);
        for (var k = 0; k < labelled.Length; k++)
        {
            if (energies[k] is { } energy)
                predicted[labelled[k]] = energy;
        }

        if (predicted.Count == 0)
            throw new ArgumentException("Structures with total energies that the model can be evaluated for were expected, but there is none.", nameof(samples));
        Sample[] used = [.. labelled.Where(predicted.ContainsKey)];
        return [.. used.Select(static sample => sample.Level).Distinct().Order(StringComparer.Ordinal)
            .Select(level => ReferenceEnergies.Fit(used, level, sample => predicted[sample]))];
    }

    private static double? Energy(ITrainable model, ReadOnlyMemory<double> weights, Sample sample)
    {
        var tape = new Tape(new Arena(), isRecording: false, DenseLinearAlgebra.Default);
        try
        {
            return model.Record(tape, new WeightBinding(tape, model.Layout, weights, isDifferentiated: false), sample.Structure).Energy.Scalar;
        }
        catch (Exception error) when (SampleLoss.IsOfTheSample(error) && error is not NotSupportedException)
        {
            // The training meets it again, and names it.
            return null;
        }
    }
}
