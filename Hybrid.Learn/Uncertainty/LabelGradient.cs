namespace Hybrid.Learn.Uncertainty;

/// <summary>What one label says about the weights.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Rank">Which state of its spin by energy, from one.</param>
/// <param name="Error">Predicted minus reference, eV or 1.</param>
/// <param name="Weight">What the label counts.</param>
/// <param name="Gradient">∂prediction/∂w, one per exposed weight.</param>
internal sealed record LabelGradient(TargetKind Kind, int Rank, double Error, double Weight, double[] Gradient)
{
    /// <summary>False where a learned offset of another level of theory stands between prediction and label.</summary>
    public bool IsOfOwnLevel { get; init; } = true;
}
