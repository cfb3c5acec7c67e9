using System.Collections.Immutable;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Data;

/// <summary>Which keys of a file mean what. Immutable.</summary>
/// <remarks>
/// In a configuration it reads
/// <code>
/// labels:
///   singlet_1_energy_ev: E1_CC2_eV
///   singlet_1_strength: f1_CC2
///   singlet_1_suspect: E1_CC2_suspect
///   triplet_1_energy_ev: T1_eV?      # not in every frame
/// </code>
/// The words stand in <see cref="LabelTarget"/>.
/// </remarks>
public sealed class LabelMapping
{
    /// <summary>A mapping.</summary>
    /// <exception cref="ArgumentException">Two keys for one label, or a strength, flag or weight of a state without its energy.</exception>
    public LabelMapping(IEnumerable<Label> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Labels = [.. labels];
        var seen = new HashSet<(LabelledQuantity, Multiplicity, int)>();
        foreach (var target in Labels.Select(static label => label.Target))
        {
            if (!seen.Add((target.Quantity, target.Multiplicity, target.State)))
                throw new ArgumentException($"One key for each label was expected, but {target} names one that has a key already.", nameof(labels));
        }

        foreach (var target in Labels.Select(static label => label.Target))
        {
            if (IsOfState(target.Quantity) && !seen.Contains((LabelledQuantity.StateEnergy, target.Multiplicity, target.State)))
                throw new ArgumentException($"An energy of the same state was expected beside {target}, but there is none.", nameof(labels));
            if (target.State > 0 && seen.Contains((LabelledQuantity.StateEnergy, target.Multiplicity, 0)))
                throw new ArgumentException($"Either a list of states or single states of one spin were expected, but {target} stands beside a list.", nameof(labels));
        }
    }

    /// <summary>The labels in the order they were given.</summary>
    public ImmutableArray<Label> Labels { get; }

    /// <summary>What a state counts whose suspect flag is set; by default nothing.</summary>
    public double SuspectWeight { get; init; }

    /// <summary>The level of theory of frames that don't name one.</summary>
    public string Level { get; init; } = "";

    /// <summary>False when the states of the file aren't the lowest of their spin, so that their order says nothing.</summary>
    public bool StatesAreLowest { get; init; } = true;

    /// <summary>No labels: structures alone.</summary>
    public static LabelMapping None { get; } = new([]);

    /// <summary>From targets and keys as a configuration holds them.</summary>
    /// <exception cref="ArgumentException">No such target, or labels that don't go together.</exception>
    public static LabelMapping Of(IEnumerable<KeyValuePair<string, string>> targetsAndKeys)
    {
        ArgumentNullException.ThrowIfNull(targetsAndKeys);
        return new LabelMapping(targetsAndKeys.Select(static pair => Label.Parse(pair.Key, pair.Value)));
    }

    /// <summary>From <c>target=key</c> as a command line holds them.</summary>
    /// <exception cref="ArgumentException">No such target, or labels that don't go together.</exception>
    public static LabelMapping Of(IEnumerable<string> assignments)
    {
        ArgumentNullException.ThrowIfNull(assignments);
        return new LabelMapping(assignments.Select(Label.Parse));
    }

    private static bool IsOfState(LabelledQuantity quantity) =>
        quantity is LabelledQuantity.StateStrength or LabelledQuantity.StateSuspect or LabelledQuantity.StateWeight;
}
