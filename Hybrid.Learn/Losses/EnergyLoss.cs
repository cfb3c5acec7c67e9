using System.Collections.Immutable;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Losses;

/// <summary>Total energies per atom, meV: (E + Σ_A e_A − E_reference)/N with the atoms' energies e of the sample's level.</summary>
/// <remarks>
/// A model and a reference count energies from different zeros (cores, pseudopotentials); <see cref="ReferenceEnergies"/> makes up for that. A
/// level without them is compared as it is.
/// </remarks>
/// <param name="deviation">How deviations in meV per atom are punished.</param>
/// <param name="weight">Of the term among others.</param>
/// <param name="references">One for each level that has another zero.</param>
public sealed class EnergyLoss(HuberLoss deviation, double weight = 1.0, IEnumerable<ReferenceEnergies>? references = null) : LossTerm
{
    private readonly ImmutableDictionary<string, ReferenceEnergies> references =
        (references ?? []).ToImmutableDictionary(static reference => reference.Level, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "energies per atom";

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"{Name} (weight {weight}, width {deviation.Width} meV{string.Concat(references.Values.OrderBy(static reference => reference.Level, StringComparer.Ordinal).Select(Described))})");

    /// <inheritdoc/>
    public override string Unit => "meV";

    /// <inheritdoc/>
    public override bool Asks(Sample sample) => sample is { Energy: not null };

    /// <inheritdoc/>
    public override LossValue? Of(TapePrediction prediction, Sample sample, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(sample);
        if (sample.Energy is not { } label)
            return null;
        var zero = references.TryGetValue(sample.Level, out var atoms) ? atoms.Sum(sample.Structure) : 0.0;
        return Deviations.Of(prediction.Energy, [label - zero], weight, 1e3 * Constants.ElectronvoltPerHartree / sample.Structure.AtomCount, deviation);
    }

    private static string Described(ReferenceEnergies reference) =>
        $", {reference.Level}: {string.Join(" ", reference.PerElement.Select(static entry => FormattableString.Invariant($"{entry.Key} {entry.Value}")))}";
}
