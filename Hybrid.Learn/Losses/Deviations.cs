using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Losses;

/// <summary>Predicted numbers against reference numbers as one node of a tape: Σ_k w_k L((x_k − r_k) u) with u atomic units in the unit of the loss.</summary>
internal static class Deviations
{
    /// <summary>Records the loss and sums the errors of what counts.</summary>
    /// <param name="predicted">x; the elements that are compared come first.</param>
    /// <param name="references">r, one for each element that is compared.</param>
    /// <param name="weights">w; a label of weight zero counts nowhere.</param>
    /// <param name="unit">What an atomic unit is in the unit of the loss.</param>
    /// <param name="loss">L.</param>
    public static LossValue Of(Variable predicted, ReadOnlySpan<double> references, ReadOnlySpan<double> weights, double unit, HuberLoss loss)
    {
        var tape = predicted.Tape;
        var total = tape.Output([predicted], 1);
        var slopes = new double[references.Length];
        double absolute = 0.0, squared = 0.0;
        var count = 0;
        for (var k = 0; k < references.Length; k++)
        {
            var error = (predicted.Value[k] - references[k]) * unit;
            total.Value[0] += weights[k] * loss.Value(error);
            slopes[k] = weights[k] * loss.Slope(error) * unit;
            if (weights[k] == 0.0)
                continue;
            absolute += Math.Abs(error);
            squared += error * error;
            count++;
        }

        tape.Record(total, () =>
        {
            for (var k = 0; k < slopes.Length; k++)
                predicted.Adjoint[k] += total.Adjoint[0] * slopes[k];
        });
        return new LossValue(total, absolute, squared, count);
    }

    /// <summary>The same with one weight for all.</summary>
    public static LossValue Of(Variable predicted, ReadOnlySpan<double> references, double weight, double unit, HuberLoss loss)
    {
        var weights = new double[references.Length];
        Array.Fill(weights, weight);
        return Of(predicted, references, weights, unit, loss);
    }
}
