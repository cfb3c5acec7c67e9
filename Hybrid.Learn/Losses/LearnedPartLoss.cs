using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>
/// Keeps what is learned small: Σ_k ((ω_k − ω⁰_k)/w)² with ω⁰ the energies of the published physics, the lowest states of one spin in order of
/// energy. A regulariser; it asks for no labels.
/// </summary>
/// <remarks>Quadratic, so that it is smooth where nothing is learned. Its errors in logs are |ω − ω⁰| in eV. It costs one more prediction without derivatives.</remarks>
public sealed class LearnedPartLoss : LossTerm
{
    private readonly Multiplicity multiplicity;
    private readonly int states;
    private readonly double weight;
    private readonly double width;

    /// <summary>A regulariser.</summary>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="states">How many of the lowest states.</param>
    /// <param name="weight">Of the term among others.</param>
    /// <param name="width">w, eV: a change that costs as much as the weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public LearnedPartLoss(Multiplicity multiplicity, int states, double weight, double width = 1.0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(states);
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        this.multiplicity = multiplicity;
        this.states = states;
        this.weight = weight;
        this.width = width;
    }

    /// <inheritdoc/>
    public override string Name => $"learned part of {(multiplicity == Multiplicity.Singlet ? "singlets" : "triplets")}";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} (weight {weight}, width {width} eV, {states} states)");

    /// <inheritdoc/>
    public override string Unit => "eV";

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        var energies = prediction.States(multiplicity, states).Energies;
        var published = prediction.PublishedEnergies(multiplicity, states).Span;
        var count = Math.Min(states, Math.Min(energies.Length, published.Length));
        if (count == 0)
            return null;
        var learned = energies.Slice(0, count).Subtract(prediction.Tape.Constant(published[..count], count)).Scale(Constants.ElectronvoltPerHartree);
        var (absolute, squared) = (0.0, 0.0);
        foreach (var change in learned.Value)
        {
            absolute += Math.Abs(change);
            squared += change * change;
        }

        return new LossValue(learned.Square().Sum().Scale(weight / (width * width)), absolute, squared, count);
    }
}
