using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Training;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>What the errors of labels would have been if the training had not met them, to first order in the exposed weights.</summary>
/// <remarks>
/// A label that an epoch met n times pulls the model towards itself. With r its residual in the training, g its derivative there (the offset of its
/// level between), C what all labels say as often as they were met, and h = n gᵀCg/σ², a prediction with the derivative g_p moves by
/// n g_pᵀCg/σ² · r/(1 − h) when it is left out: the leave-one-out residual of linear least squares. What the trunk of the network learned from it stays.
/// </remarks>
internal sealed class LeftOutErrors
{
    private readonly ModelUncertainty uncertainty;
    private readonly OutsideData outside;
    private readonly Posterior asTrained;
    private readonly IReadOnlyList<LabelGradient>[] labels;

    /// <param name="uncertainty">With each training label counted once.</param>
    /// <param name="outside">Labels, some of them trained on.</param>
    /// <param name="linearAlgebra">Sums up.</param>
    public LeftOutErrors(ModelUncertainty uncertainty, OutsideData outside, ILinearAlgebra linearAlgebra)
    {
        this.uncertainty = uncertainty;
        this.outside = outside;
        var fisher = uncertainty.Fisher.Copy();
        var accumulation = new FisherAccumulation(uncertainty.Model.Model, uncertainty.Model.Weights, uncertainty.Model.Description.Level, 1, linearAlgebra);
        labels = [.. Enumerable.Range(0, outside.Samples.Count).Select(k => outside.Trained(k) is { } trained ? LabelsOf(accumulation, trained) : [])];
        for (var k = 0; k < labels.Length; k++)
        {
            if (outside.Trained(k) is { Times: > 1 } trained)
                fisher.Add([.. labels[k].Select(label => label with { Weight = (trained.Times - 1) * label.Weight })], linearAlgebra);
        }

        asTrained = Posterior.Of(fisher, uncertainty.Posterior.PriorWidths, uncertainty.Fisher.Noise, linearAlgebra);
    }

    /// <summary>By how much the predicted lowest state moves when its label is left out, eV or 1; zero for one that was not trained on.</summary>
    /// <param name="kind">Of which target.</param>
    /// <param name="sample">Which of the outside samples, from zero.</param>
    public double Shift(TargetKind kind, int sample)
    {
        if (outside.Trained(sample) is not { } trained || labels[sample].FirstOrDefault(label => label.Kind == kind) is not { } label)
            return 0.0;
        var σ = uncertainty.Fisher.Noise(kind);
        var g = label.Gradient;
        var both = new double[2 * g.Length];
        g.CopyTo(both, 0);
        g.CopyTo(both, g.Length);
        if (kind != TargetKind.Strength && uncertainty.Exposed.PlaceOf(LevelOffsets.WeightName(trained.Sample.Level, SpinOf(kind))) is { } offset)
            both[g.Length + offset] = 0.0;
        var covariances = asTrained.Covariances(both, 2);
        var n = trained.Times * label.Weight / (σ * σ);
        return n * covariances[1] * label.Error / (1.0 - Math.Min(n * covariances[0], LargestLeverage));
    }

    private static Multiplicity SpinOf(TargetKind kind) => kind == TargetKind.SingletEnergy ? Multiplicity.Singlet : Multiplicity.Triplet;

    /// <summary>A sample without derivatives pulled at nothing.</summary>
    private static IReadOnlyList<LabelGradient> LabelsOf(FisherAccumulation accumulation, TrainedSample trained)
    {
        try
        {
            return accumulation.Labels(trained.Sample);
        }
        catch (Exception exception) when (SampleLoss.IsOfTheSample(exception))
        {
            return [];
        }
    }

    /// <summary>A label that the training alone decides about says nothing about the error without it: first order ends here.</summary>
    private const double LargestLeverage = 0.9;
}
