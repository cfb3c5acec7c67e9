using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>Excitation energies of one spin in order of energy: the k-th lowest predicted state against the k-th lowest of the reference.</summary>
/// <remarks>
/// Asks only samples whose states are the lowest (<see cref="Sample.StatesAreLowest"/>); the others are for a loss that matches states.
/// Every label counts once, times its weight; the weight of the sample is the trainer's. The loss is in eV.
/// </remarks>
/// <param name="multiplicity">The spin.</param>
/// <param name="deviation">How deviations in eV are punished.</param>
/// <param name="weight">Of the term among others.</param>
/// <param name="offsets">Of the levels of theory; null for one level.</param>
public sealed class StateEnergyLoss(Multiplicity multiplicity, HuberLoss deviation, double weight = 1.0, LevelOffsets? offsets = null) : LossTerm
{
    /// <inheritdoc/>
    public override string Name => multiplicity == Multiplicity.Singlet ? "singlet energies" : "triplet energies";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} (weight {weight}, width {deviation.Width} eV{offsets?.Description})");

    /// <inheritdoc/>
    public override string Unit => "eV";

    /// <inheritdoc/>
    public override bool Asks(Sample sample) => ReferenceOrder.Of(sample, multiplicity) is not null;

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (ReferenceOrder.Of(sample, multiplicity) is not { } references)
            return null;
        var states = prediction.States(multiplicity, references.Length);
        var count = Math.Min(references.Length, states.Count);
        if (count == 0)
            return null;
        var energies = offsets is null ? states.Energies : offsets.Shifted(states.Energies, sample, multiplicity, weights);
        Span<double> labels = stackalloc double[count], counts = stackalloc double[count];
        for (var k = 0; k < count; k++)
            (labels[k], counts[k]) = (references[k].Energy, weight * references[k].Weight);
        return Deviations.Of(energies, labels, counts, Constants.ElectronvoltPerHartree, deviation);
    }
}
