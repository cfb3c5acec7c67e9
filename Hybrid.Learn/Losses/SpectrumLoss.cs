using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Response.Spectra;

namespace Hybrid.Learn.Losses;

/// <summary>
/// The absorption curve of the predicted singlets against that of the reference states, both broadened alike: energies and strengths at
/// once, with no question of which state is which.
/// </summary>
/// <remarks>
/// The loss is the mean over the points of L(ε − ε_reference), in 10⁴ L mol⁻¹ cm⁻¹. Asks samples whose states are the lowest and all have a
/// strength. As many singlets are predicted as the reference has; the axis should end where the reference does.
/// </remarks>
/// <param name="axis">The points.</param>
/// <param name="broadening">Form and width of the lines.</param>
/// <param name="deviation">How deviations in 10⁴ L mol⁻¹ cm⁻¹ are punished.</param>
/// <param name="weight">Of the term among others.</param>
public sealed class SpectrumLoss(SpectralAxis axis, Broadening broadening, HuberLoss deviation, double weight = 1.0) : LossTerm
{
    /// <inheritdoc/>
    public override string Name => "spectra";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant(
        $"{Name} (weight {weight}, width {deviation.Width}, {axis.Count} points from {axis.Values[0]} to {axis.Values[^1]} {axis.Unit}, {broadening.Shape} lines of {broadening.FullWidth} Eh)");

    /// <inheritdoc/>
    public override string Unit => "10⁴ L/mol/cm";

    /// <inheritdoc/>
    public override bool Asks(Sample sample) => ReferenceOrder.Of(sample, Multiplicity.Singlet) is { } references && references.All(StateStrengthLoss.IsKnown);

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        if (ReferenceOrder.Of(sample, Multiplicity.Singlet) is not { } references || !references.All(StateStrengthLoss.IsKnown))
            return null;
        var solution = prediction.States(Multiplicity.Singlet, references.Length).Solution
            ?? throw new NotSupportedException("Transition dipoles were expected for a spectrum, but the model predicts none.");
        var predicted = Spectrum.Record(prediction.Tape, solution.Energies, solution.TransitionDipoles, broadening, axis);
        var reference = Spectrum.Of(references.Select(static state => new Stick(state.Energy, state.Strength!.Value)), broadening, axis);
        return Deviations.Of(predicted, reference.MolarAbsorptivity, weight / axis.Count, 1e-4, deviation);
    }
}
