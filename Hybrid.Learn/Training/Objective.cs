using System.Numerics.Tensors;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>What turns a sum of gradients over samples into that of the objective: the mean, the prior of physical parameters, the clip.</summary>
internal sealed class Objective
{
    private readonly double[] priors;
    private readonly double? clip;

    public Objective(WeightLayout layout, TrainingSettings settings)
        : this(layout, settings.PriorStrength, entry => settings.RateFactors.Of(entry.Role), entry => entry.Role == WeightRole.Network ? settings.WeightDecay : 0.0) =>
        clip = settings.GradientClip;

    public Objective(WeightLayout layout, double priorStrength, Predicate<WeightEntry> isFree)
        : this(layout, priorStrength, entry => isFree(entry) ? 1.0 : 0.0, _ => 0.0)
    {
    }

    private Objective(WeightLayout layout, double priorStrength, Func<WeightEntry, double> rateFactor, Func<WeightEntry, double> decay)
    {
        Gradient = new double[layout.Length];
        RateFactors = new double[layout.Length];
        Decays = new double[layout.Length];
        priors = new double[layout.Length];
        foreach (var entry in layout.Entries)
        {
            Fill(RateFactors, rateFactor(entry));
            Fill(Decays, decay(entry));
            Fill(priors, entry.Role == WeightRole.Physics ? priorStrength : 0.0);

            void Fill(double[] values, double value) => values.AsSpan(entry.Offset, entry.Length).Fill(value);
        }
    }

    /// <summary>Σ over samples before, the objective's after <see cref="Complete"/>.</summary>
    public double[] Gradient { get; }

    /// <summary>Per weight.</summary>
    public double[] RateFactors { get; }

    /// <summary>Per weight.</summary>
    public double[] Decays { get; }

    /// <summary>λ Σ w².</summary>
    public double PriorLoss(ReadOnlySpan<double> weights)
    {
        var loss = 0.0;
        for (var k = 0; k < priors.Length; k++)
            loss += priors[k] * weights[k] * weights[k];
        return loss;
    }

    /// <summary>g ← g/n + 2 λ w, then cut to the longest length. Weights that stay take no part in the length.</summary>
    public void Complete(ReadOnlySpan<double> weights, int sampleCount)
    {
        var scale = 1.0 / sampleCount;
        // In one order and without vectors of the machine's width: the length decides over bits.
        double sum0 = 0.0, sum1 = 0.0;
        for (var k = 0; k < Gradient.Length; k++)
        {
            var g = RateFactors[k] == 0.0 ? 0.0 : (scale * Gradient[k]) + (2.0 * priors[k] * weights[k]);
            Gradient[k] = g;
            if ((k & 1) == 0)
                sum0 += g * g;
            else
                sum1 += g * g;
        }

        var length = Math.Sqrt(sum0 + sum1);
        if (clip is { } longest && length > longest)
            TensorPrimitives.Multiply(Gradient, longest / length, Gradient);
    }
}
