using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>
/// Energies and strengths of reference states that aren't all of the lowest: each is compared with a predicted state of its own, those that make the
/// whole loss smallest.
/// </summary>
/// <remarks>
/// <para>
/// The loss is min_π Σ_k v_k [L_E(ω_π(k) − E_k) + u L_f(f_π(k) − f_k)] over all ways π to give each reference state one of the predicted
/// states; u L_f counts where the strength is known. A smallest value of continuous functions is continuous: when two predicted states
/// cross, or another assignment becomes the better one, the loss has a kink at most and no jump.
/// </para>
/// <para>
/// Predicted states without a partner cost nothing, since the reference may not have looked for them. Rydberg states take part in the matching with a
/// weight of their own, so that a predicted Rydberg state finds its partner and doesn't take that of a valence state.
/// The errors that are logged are those of the energies. Asks only samples whose states aren't the lowest; for the
/// others there is <see cref="StateEnergyLoss"/>.
/// </para>
/// </remarks>
public sealed class MatchedStateLoss : LossTerm
{
    private readonly Multiplicity multiplicity;
    private readonly HuberLoss energyDeviation;
    private readonly HuberLoss strengthDeviation;
    private readonly LevelOffsets? offsets;

    /// <summary>A loss of matched states.</summary>
    /// <param name="multiplicity">The spin.</param>
    /// <param name="energyDeviation">L_E, of eV.</param>
    /// <param name="strengthDeviation">L_f, of oscillator strengths.</param>
    /// <param name="offsets">Of the levels of theory; null for one level.</param>
    public MatchedStateLoss(Multiplicity multiplicity, HuberLoss energyDeviation, HuberLoss strengthDeviation, LevelOffsets? offsets = null)
    {
        this.multiplicity = multiplicity;
        this.energyDeviation = energyDeviation;
        this.strengthDeviation = strengthDeviation;
        this.offsets = offsets;
    }

    /// <summary>Of the term among others.</summary>
    public double Weight { get; init; } = 1.0;

    /// <summary>u, eV per unit of oscillator strength; zero for a matching by energy alone.</summary>
    public double StrengthWeight { get; init; } = 1.0;

    /// <summary>What a Rydberg state counts beside a valence state; zero leaves them out of the matching, too.</summary>
    public double RydbergWeight { get; init; } = 0.25;

    /// <summary>How many more predicted states than reference states are asked for.</summary>
    public int ExtraStates { get; init; } = 2;

    /// <summary>Reference states above this are left out, eV: far up there are more states than labels.</summary>
    public double HighestEnergy { get; init; } = double.PositiveInfinity;

    /// <inheritdoc/>
    public override string Name => multiplicity == Multiplicity.Singlet ? "matched singlets" : "matched triplets";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant(
        $"{Name} (weight {Weight}, width {energyDeviation.Width} eV, strengths {StrengthWeight} of width {strengthDeviation.Width}, Rydberg {RydbergWeight}, extra states {ExtraStates}, up to {HighestEnergy} eV{offsets?.Description})");

    /// <inheritdoc/>
    public override string Unit => "eV";

    /// <inheritdoc/>
    public override bool Asks(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return !sample.StatesAreLowest && sample.States.Any(Counts);
    }

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.StatesAreLowest)
            return null;
        ReferenceState[] references = [.. sample.States.Where(Counts)];
        if (references.Length == 0)
            return null;
        var states = prediction.States(multiplicity, references.Length + ExtraStates);
        if (states.Count == 0)
            return null;
        // Where a small molecule has fewer predicted states than references, the lowest references are those that count.
        if (references.Length > states.Count)
            references = [.. references.OrderBy(static state => state.Energy).Take(states.Count)];
        var ω = offsets is null ? states.Energies : offsets.Shifted(states.Energies, sample, multiplicity, weights);
        var f = StrengthWeight > 0.0 && references.Any(static state => state.Strength is not null) ? states.Strengths?.Value : null;
        return Loss(ω, f, references);
    }

    private LossValue Loss(Variable ω, Variable? f, ReferenceState[] references)
    {
        var costs = new double[references.Length * ω.Length];
        for (var k = 0; k < references.Length; k++)
        {
            for (var n = 0; n < ω.Length; n++)
                costs[(k * ω.Length) + n] = WeightOf(references[k]) * (energyDeviation.Value(EnergyError(n, k)) + (StrengthError(n, k) is { } error ? StrengthWeight * strengthDeviation.Value(error) : 0.0));
        }

        var partners = Assignment.OfLeastCost(costs, references.Length, ω.Length);
        var loss = ω.Tape.Output(f is null ? [ω] : [ω, f], 1);
        double absolute = 0.0, squared = 0.0;
        for (var k = 0; k < references.Length; k++)
        {
            loss.Value[0] += costs[(k * ω.Length) + partners[k]];
            var error = EnergyError(partners[k], k);
            absolute += Math.Abs(error);
            squared += error * error;
        }

        loss.Tape.Record(loss, () =>
        {
            for (var k = 0; k < references.Length; k++)
            {
                var (n, v) = (partners[k], loss.Adjoint[0] * WeightOf(references[k]));
                if (ω.NeedsAdjoint)
                    ω.Adjoint[n] += v * energyDeviation.Slope(EnergyError(n, k)) * Constants.ElectronvoltPerHartree;
                if (f is { NeedsAdjoint: true } && StrengthError(n, k) is { } error)
                    f.Adjoint[n] += v * StrengthWeight * strengthDeviation.Slope(error);
            }
        });
        return new LossValue(loss, absolute, squared, references.Length);

        double EnergyError(int n, int k) => (ω.Value[n] - references[k].Energy) * Constants.ElectronvoltPerHartree;

        double? StrengthError(int n, int k) => f is not null && references[k].Strength is { } strength ? f.Value[n] - strength : null;
    }

    private bool Counts(ReferenceState state) =>
        state.Multiplicity == multiplicity && WeightOf(state) > 0.0 && state.Energy * Constants.ElectronvoltPerHartree <= HighestEnergy;

    private double WeightOf(ReferenceState state) => Weight * state.Weight * (state.IsRydberg == true ? RydbergWeight : 1.0);
}
