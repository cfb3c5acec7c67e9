using System.Numerics.Tensors;

namespace Hybrid.Learn.Uncertainty;

/// <summary>Finds how far the weights that are best for one molecule lie from those that are best for another, from the errors that training leaves.</summary>
/// <remarks>
/// <para>
/// More labels make the weights surer and C smaller, but no single set of weights suits all molecules. With weights that scatter independently by D_k from molecule to molecule, an
/// energy with the derivative g has errors of the variance
/// </para>
/// <para>s² = κ (gᵀCg + Σ_k D_k g_k²) + β_r²</para>
/// <para>
/// (errors of the model's form embedded in its parameters: K. Sargsyan, X. Huan, H. N. Najm, Int. J. Uncertain. Quantif. 9, 365 (2019),
/// doi:10.1615/Int.J.UncertaintyQuantification.2019027384). κ, D and one β for each spin and rank maximise the likelihood, each label times its weight, under Student's t with <see cref="DegreesOfFreedom"/>
/// degrees of freedom, by the updates that raise it in each turn and keep all of them positive (H. Zhou et al., J. Comput. Graph. Stat. 28, 350 (2019),
/// doi:10.1080/10618600.2018.1529601), x ← x (Σ w e² P/s⁴ / Σ P/s²)^½ with P = ∂s²/∂x and w = (ν + 1)/(ν + e²/s²). κ is not kept: the calibration on validation data has its own. It is no less than one in D: labels don't
/// make weights surer than C.
/// </para>
/// </remarks>
public static class WeightScatterFit
{
    /// <summary>With fewer labels nothing is said about hundreds of weights.</summary>
    public const int FewestLabels = 500;

    /// <summary>ν.</summary>
    public const double DegreesOfFreedom = 4.0;

    /// <summary>Later turns change the likelihood of a label by less than 0.001, and less yet that of one that was not trained on.</summary>
    public const int Turns = 300;

    /// <summary>D, one per exposed weight; all zero with fewer than <see cref="FewestLabels"/> labels, or where most have no error at all.</summary>
    /// <param name="residuals">Of training labels.</param>
    /// <param name="posterior">Whose covariance is C.</param>
    /// <exception cref="ArgumentException">The residuals are of another number of weights.</exception>
    public static double[] Of(EnergyResiduals residuals, Posterior posterior)
    {
        ArgumentNullException.ThrowIfNull(residuals);
        ArgumentNullException.ThrowIfNull(posterior);
        if (residuals.Width != posterior.Count)
            throw new ArgumentException($"Residuals of {posterior.Count} weights were expected, but they are of {residuals.Width}.", nameof(residuals));
        var n = posterior.Count;
        var typical = residuals.Count < FewestLabels ? 0.0 : MedianSquare(residuals);
        if (typical == 0.0)
            return new double[n];
        var parts = Parts(residuals, posterior);
        var width = parts.Length / residuals.Count;
        var scales = new double[width];
        for (var row = 0; row < residuals.Count; row++)
            TensorPrimitives.MultiplyAdd(parts.AsSpan(row * width, width), 1.0 / residuals.Count, scales, scales);
        // A weight that no label depends on has no scale and no share.
        var x = Array.ConvertAll(scales, scale => scale > 0.0 ? typical / scale : 0.0);
        TensorPrimitives.Divide(x.AsSpan(0, n), n, x.AsSpan(0, n));
        for (var turn = 0; turn < Turns; turn++)
            Update(x, parts, residuals.Labels);
        var κ = Math.Max(1.0, x[n]);
        var scatter = new double[n];
        TensorPrimitives.Divide(x.AsSpan(0, n), κ, scatter);
        return scatter;
    }

    /// <summary>∂s²/∂x of each label: g², gᵀCg, and one for its spin and rank.</summary>
    private static double[] Parts(EnergyResiduals residuals, Posterior posterior)
    {
        var n = posterior.Count;
        var targets = residuals.Labels.Select(Target).Distinct().Order().ToArray();
        var width = n + 1 + targets.Length;
        var parts = new double[residuals.Count * width];
        for (var row = 0; row < residuals.Count; row++)
        {
            var label = residuals.Labels[row];
            var part = parts.AsSpan(row * width, width);
            TensorPrimitives.Multiply(label.Gradient, label.Gradient, part[..n]);
            part[n] = posterior.Variance(label.Gradient);
            part[n + 1 + Array.IndexOf(targets, Target(label))] = 1.0;
        }

        return parts;
    }

    private static void Update(double[] x, double[] parts, IReadOnlyList<LabelGradient> labels)
    {
        var width = x.Length;
        double[] above = new double[width], below = new double[width];
        for (var row = 0; row < labels.Count; row++)
        {
            var part = parts.AsSpan(row * width, width);
            var s2 = TensorPrimitives.Dot<double>(part, x);
            var size = labels[row].Error * labels[row].Error / s2;
            var weight = (DegreesOfFreedom + 1.0) / (DegreesOfFreedom + size);
            TensorPrimitives.MultiplyAdd(part, labels[row].Weight * weight * size / s2, above, above);
            TensorPrimitives.MultiplyAdd(part, labels[row].Weight / s2, below, below);
        }

        for (var k = 0; k < width; k++)
            x[k] *= below[k] > 0.0 ? Math.Sqrt(above[k] / below[k]) : 0.0;
    }

    private static (TargetKind, int) Target(LabelGradient label) => (label.Kind, Math.Min(label.Rank, TargetCalibration.Higher));

    private static double MedianSquare(EnergyResiduals residuals)
    {
        double[] squares = [.. residuals.Labels.Select(label => label.Error * label.Error).Order()];
        return squares[squares.Length / 2];
    }
}
