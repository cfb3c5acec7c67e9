using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>Oscillator strengths of singlets in order of energy, where states come close the strength of them together.</summary>
/// <remarks>
/// <para>
/// Where two states cross, their strengths swap places and the single ones mean nothing. The loss is Σ_k L(Σ_j W_kj (f_j − r_j)) with W_kj = 1 −
/// (1 − exp(−(ω_k − ω_j)²/w²)) (1 − exp(−(E_k − E_j)²/w²)) of predicted energies ω and reference energies E, w the
/// width: the single strength of a state that is alone, the sum for a pair that is degenerate in the prediction or in the reference,
/// and smooth between. It doesn't change when two states cross.
/// </para>
/// <para>
/// A state whose strength is not known takes those near it out of the comparison, by the factor 1 − W. The errors that are logged are those of
/// the single states. Every label counts once, times its weight.
/// </para>
/// </remarks>
public sealed class StateStrengthLoss : LossTerm
{
    private readonly HuberLoss deviation;
    private readonly double weight;
    private readonly double width;

    /// <summary>A loss of strengths.</summary>
    /// <param name="deviation">How deviations of f are punished.</param>
    /// <param name="weight">Of the term among others.</param>
    /// <param name="degeneracyWidth">w, eV.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive.</exception>
    public StateStrengthLoss(HuberLoss deviation, double weight = 1.0, double degeneracyWidth = 0.05)
    {
        if (!(degeneracyWidth > 0.0))
            throw new ArgumentOutOfRangeException(nameof(degeneracyWidth), degeneracyWidth, "A positive width was expected.");
        this.deviation = deviation;
        this.weight = weight;
        width = degeneracyWidth / Constants.ElectronvoltPerHartree;
    }

    /// <inheritdoc/>
    public override string Name => "oscillator strengths";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} (weight {weight}, width {deviation.Width}, degenerate within {width} Eh)");

    /// <inheritdoc/>
    public override string Unit => "1";

    /// <inheritdoc/>
    public override bool Asks(Sample sample) => ReferenceOrder.Of(sample, Multiplicity.Singlet) is { } references && references.Any(IsKnown);

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(sample);
        if (ReferenceOrder.Of(sample, Multiplicity.Singlet) is not { } references || !references.Any(IsKnown))
            return null;
        var states = prediction.States(Multiplicity.Singlet, references.Length);
        var count = Math.Min(references.Length, states.Count);
        if (count == 0)
            return null;
        var strengths = states.Strengths ?? throw new NotSupportedException("Oscillator strengths were expected, but the model predicts none.");
        return new CloseStrengths(states.Energies, strengths.Value, references.AsMemory(0, count), width).Loss(deviation, weight);
    }

    internal static bool IsKnown(ReferenceState state) => state is { Strength: not null, Weight: > 0.0 };
}
