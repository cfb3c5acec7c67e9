using System.Numerics.Tensors;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// What labels say about the exposed weights: for each kind of target F = Σ_labels v g gᵀ with g the derivative of the prediction by the
/// weights and v the weight of the label, and the squared errors that tell how noisy the labels are to the model.
/// </summary>
/// <remarks>
/// Divided by the squared errors it is the Gauss–Newton approximation of the curvature of the negative log-likelihood at the learned weights, and with labels that scatter
/// normally about the model the Fisher information.
/// </remarks>
public sealed class FisherInformation
{
    private readonly double[][] sums;
    private readonly double[] labels;
    private readonly double[] squaredErrors;

    /// <summary>Nothing known yet.</summary>
    /// <param name="count">The number of exposed weights.</param>
    public FisherInformation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Count = count;
        sums = [.. TargetKinds.All.Select(_ => new double[count * count])];
        labels = new double[sums.Length];
        squaredErrors = new double[sums.Length];
    }

    /// <summary>The number of exposed weights.</summary>
    public int Count { get; }

    /// <summary>How many samples have been gone through, those without labels and failures among them.</summary>
    public int Samples { get; internal set; }

    /// <summary>How many of them failed.</summary>
    public int Failures { get; internal set; }

    /// <summary>Σ v g gᵀ of a kind, shape [weights, weights], symmetric.</summary>
    public ReadOnlySpan<double> Sum(TargetKind kind) => sums[(int)kind];

    /// <summary>Σ v: how many labels of a kind there are.</summary>
    public double Labels(TargetKind kind) => labels[(int)kind];

    /// <summary>Σ v (predicted − reference)², eV² or 1.</summary>
    public double SquaredErrors(TargetKind kind) => squaredErrors[(int)kind];

    /// <summary>The root-mean-square error of the labels that the matrix is made of, eV or 1: what one label is off by. At least 0.001.</summary>
    public double Noise(TargetKind kind) => Math.Max(SmallestNoise, Labels(kind) > 0.0 ? Math.Sqrt(SquaredErrors(kind) / Labels(kind)) : 1.0);

    /// <summary>Adds Σ of a block of labels, in one order whatever made them.</summary>
    internal void Add(IReadOnlyList<LabelGradient> block, ILinearAlgebra linearAlgebra)
    {
        foreach (var group in block.GroupBy(label => label.Kind))
        {
            LabelGradient[] rows = [.. group];
            var g = new double[rows.Length * Count];
            for (var row = 0; row < rows.Length; row++)
            {
                var label = rows[row];
                TensorPrimitives.Multiply(label.Gradient, Math.Sqrt(label.Weight), g.AsSpan(row * Count, Count));
                labels[(int)group.Key] += label.Weight;
                squaredErrors[(int)group.Key] += label.Weight * label.Error * label.Error;
            }

            linearAlgebra.SymmetricRankK(Count, rows.Length, 1.0, g, 1.0, sums[(int)group.Key]);
        }
    }

    /// <summary>The same sums, to be added to.</summary>
    internal FisherInformation Copy()
    {
        var copy = new FisherInformation(Count) { Samples = Samples, Failures = Failures };
        foreach (var kind in TargetKinds.All)
            copy.Restore(kind, Sum(kind), Labels(kind), SquaredErrors(kind));
        return copy;
    }

    /// <summary>Takes up what a file holds.</summary>
    internal void Restore(TargetKind kind, ReadOnlySpan<double> sum, double count, double squared)
    {
        sum.CopyTo(sums[(int)kind]);
        (labels[(int)kind], squaredErrors[(int)kind]) = (count, squared);
    }

    private const double SmallestNoise = 1e-3;
}
