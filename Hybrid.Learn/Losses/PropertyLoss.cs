using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Losses;

/// <summary>Properties of the ground state, number by number: charges, moments, orbital energies, gaps.</summary>
/// <remarks>The loss is the sum over the numbers of a label, in the unit of the term.</remarks>
public sealed class PropertyLoss : LossTerm
{
    private readonly Predicate<Sample> isLabelled;
    private readonly Func<TapePrediction, Sample, (Variable Predicted, double[] References)?> pair;
    private readonly HuberLoss deviation;
    private readonly double weight;
    private readonly double unit;

    private PropertyLoss(
        string name, string unitName, double unit, HuberLoss deviation, double weight, Predicate<Sample> isLabelled,
        Func<TapePrediction, Sample, (Variable, double[])?> pair)
    {
        (Name, Unit, this.unit) = (name, unitName, unit);
        (this.isLabelled, this.pair, this.deviation, this.weight) = (isLabelled, pair, deviation, weight);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} (weight {weight}, width {deviation.Width} {Unit})");

    /// <inheritdoc/>
    public override string Unit { get; }

    /// <summary>Atomic charges, e.</summary>
    /// <param name="deviation">How deviations are punished.</param>
    /// <param name="weight">Of the term among others.</param>
    public static PropertyLoss Charges(HuberLoss deviation, double weight = 1.0) => new(
        "charges", "e", 1.0, deviation, weight, static sample => sample.Charges is not null,
        static (prediction, sample) => sample.Charges is { } charges ? (prediction.Charges, [.. charges]) : null);

    /// <summary>Components of the dipole moment, debye.</summary>
    /// <inheritdoc cref="Charges" path="/param"/>
    public static PropertyLoss Dipoles(HuberLoss deviation, double weight = 1.0) => new(
        "dipoles", "D", Constants.DebyePerAtomicUnit, deviation, weight, static sample => sample.Dipole is not null,
        static (prediction, sample) => sample.Dipole is { } dipole ? (prediction.Dipole, [.. dipole]) : null);

    /// <summary>Components of the traceless quadrupole moment, e·a0².</summary>
    /// <inheritdoc cref="Charges" path="/param"/>
    public static PropertyLoss Quadrupoles(HuberLoss deviation, double weight = 1.0) => new(
        "quadrupoles", "e·a0²", 1.0, deviation, weight, static sample => sample.Quadrupole is not null,
        static (prediction, sample) => sample.Quadrupole is { } quadrupole ? (prediction.Quadrupole, [.. quadrupole]) : null);

    /// <summary>Orbital energies from the lowest valence orbital on, as many as the label has, eV.</summary>
    /// <inheritdoc cref="Charges" path="/param"/>
    public static PropertyLoss OrbitalEnergies(HuberLoss deviation, double weight = 1.0) => new(
        "orbital energies", "eV", Constants.ElectronvoltPerHartree, deviation, weight, static sample => sample.OrbitalEnergies is not null,
        static (prediction, sample) => sample.OrbitalEnergies is { } energies
            ? (prediction.OrbitalEnergies, [.. energies.Take(prediction.OrbitalEnergies.Length)])
            : null);

    /// <summary>The gap between the highest occupied and the lowest virtual orbital, eV.</summary>
    /// <inheritdoc cref="Charges" path="/param"/>
    public static PropertyLoss Gaps(HuberLoss deviation, double weight = 1.0) => new(
        "gaps", "eV", Constants.ElectronvoltPerHartree, deviation, weight, static sample => sample.Gap is not null,
        static (prediction, sample) => sample.Gap is { } gap ? (Gap(prediction), [gap]) : null);

    /// <inheritdoc/>
    public override bool Asks(Sample sample) => isLabelled(sample);

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(sample);
        if (pair(prediction, sample) is not var (predicted, references))
            return null;
        if (predicted.Length < references.Length)
            throw new ArgumentException($"{predicted.Length} numbers were expected as {Name} of {sample.Name}, but the label has {references.Length}.", nameof(sample));
        return Deviations.Of(predicted, references, weight, unit, deviation);
    }

    private static Variable Gap(TapePrediction prediction)
    {
        var ε = prediction.OrbitalEnergies;
        var n = prediction.OccupiedCount;
        if (n < 1 || n >= ε.Length)
            throw new PredictionException($"A gap needs an occupied and a virtual orbital, but {n} of {ε.Length} are occupied.");
        return ε.Slice(n, 1).Subtract(ε.Slice(n - 1, 1));
    }
}
