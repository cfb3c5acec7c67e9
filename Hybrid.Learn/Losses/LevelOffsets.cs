using System.Collections.Immutable;
using Hybrid.Core.Autodiff;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Losses;

/// <summary>
/// What levels of theory differ by from the one that a model predicts: a number for each other level and spin, added to predicted excitation
/// energies before they meet its labels. Predictions carry none.
/// </summary>
/// <remarks>
/// The weights are named <c>offset.LEVEL.singlet</c> and <c>offset.LEVEL.triplet</c>, in eV, zero untrained. A spin that the predicted level has
/// no labels of has no offsets: nothing would fix it, and the offset would take what the physics is to learn.
/// </remarks>
public sealed class LevelOffsets
{
    private readonly ImmutableHashSet<string> others;

    /// <summary>Offsets for all levels but one.</summary>
    /// <param name="predicted">The level that the model predicts.</param>
    /// <param name="levels">The levels of the data; <paramref name="predicted"/> may be among them.</param>
    /// <param name="spins">The spins that have offsets: those that the predicted level has labels of.</param>
    /// <exception cref="ArgumentException">A level of the data has no name, but another has.</exception>
    public LevelOffsets(string predicted, IEnumerable<string> levels, IEnumerable<Multiplicity> spins)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(spins);
        Predicted = predicted;
        Spins = [.. spins.Distinct().Order()];
        others = levels.Where(level => level != predicted).ToImmutableHashSet(StringComparer.Ordinal);
        if (others.Contains(""))
            throw new ArgumentException($"A level for every data set was expected beside {predicted}, but one has none.", nameof(levels));
    }

    /// <summary>One level for all data: no offsets.</summary>
    /// <param name="level">Its tag.</param>
    public static LevelOffsets None(string level = "") => new(level, [], []);

    /// <summary>Offsets for the levels of given data, of the spins that the predicted level has labels of.</summary>
    /// <param name="predicted">The level that the model predicts.</param>
    /// <param name="samples">The data.</param>
    /// <exception cref="ArgumentException">A level of the data has no name, but another has.</exception>
    public static LevelOffsets Of(string predicted, IReadOnlyList<Sample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var labelled = samples.Where(sample => sample.Level == predicted).SelectMany(sample => sample.States.Select(state => state.Multiplicity));
        return new LevelOffsets(predicted, samples.Select(sample => sample.Level), labelled);
    }

    /// <summary>The level that the model predicts.</summary>
    public string Predicted { get; }

    /// <summary>What a loss term with these offsets says of them.</summary>
    internal string Description => $", at {(Predicted.Length > 0 ? Predicted : "one level")}{string.Concat(Others.Select(level => $", offset {level} {string.Join('+', Spins)}"))}";

    /// <summary>The levels that have offsets.</summary>
    public IEnumerable<string> Others => others.Order(StringComparer.Ordinal);

    /// <summary>The spins that have offsets, ascending.</summary>
    public ImmutableArray<Multiplicity> Spins { get; }

    /// <summary>Declares the weights.</summary>
    public void Declare(WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        foreach (var level in Others)
        {
            foreach (var spin in Spins)
                layout.Declare(WeightName(level, spin), Initialisation.Zero, WeightRole.Offset, 1);
        }
    }

    /// <summary>Excitation energies as the level of a sample would have them, Eh.</summary>
    /// <param name="energies">As the model predicts them, Eh.</param>
    /// <param name="sample">Says which level.</param>
    /// <param name="multiplicity">Their spin.</param>
    /// <param name="weights">On the same tape.</param>
    /// <exception cref="ArgumentException">The level is none of those declared.</exception>
    public Variable Shifted(Variable energies, Sample sample, Multiplicity multiplicity, WeightBinding weights)
    {
        ArgumentNullException.ThrowIfNull(energies);
        ArgumentNullException.ThrowIfNull(sample);
        ArgumentNullException.ThrowIfNull(weights);
        if (sample.Level == Predicted)
            return energies;
        if (!others.Contains(sample.Level))
            throw new ArgumentException($"A sample {Expected} was expected, but {sample.Name} {(sample.Level.Length > 0 ? $"is of \"{sample.Level}\"" : "has no level")}.", nameof(sample));
        if (!Spins.Contains(multiplicity))
            return energies;
        return energies.Add(weights[WeightName(sample.Level, multiplicity)].Scale(1.0 / Constants.ElectronvoltPerHartree));
    }

    /// <summary>The name of the weight of a level, in eV.</summary>
    public static string WeightName(string level, Multiplicity multiplicity) =>
        $"offset.{level}.{(multiplicity == Multiplicity.Singlet ? "singlet" : "triplet")}";

    /// <summary>Which samples there are offsets for, or need none.</summary>
    private string Expected => Predicted.Length > 0
        ? $"of the level {string.Join(" or ", Others.Prepend(Predicted))}"
        : $"without a level{string.Concat(Others.Select(static level => $" or of the level {level}"))} (the model names none that it predicts)";
}
