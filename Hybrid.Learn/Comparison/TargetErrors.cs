using Hybrid.Core.Units;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>How far one target is met.</summary>
/// <param name="Target">Such as "singlet 1 energy" or "singlet 2 strength".</param>
/// <param name="Unit">"eV" or "1".</param>
/// <param name="All">Over all labels.</param>
/// <param name="Trusted">Over those that are trusted; the same as <paramref name="All"/> where no label is flagged.</param>
public sealed record TargetErrors(string Target, string Unit, ErrorStatistics All, ErrorStatistics Trusted)
{
    /// <summary>Of compared states, by spin and rank, energies before strengths.</summary>
    public static IReadOnlyList<TargetErrors> Of(IReadOnlyList<ComparedState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        var targets = new List<TargetErrors>();
        foreach (var group in states.GroupBy(state => (state.Multiplicity, state.Rank)).OrderBy(group => group.Key))
        {
            var name = Name(group.Key.Multiplicity, group.Key.Rank);
            targets.Add(Errors($"{name} energy", "eV", group, state => (state.PredictedEnergy - state.ReferenceEnergy) * Constants.ElectronvoltPerHartree));
            if (group.Any(state => state.ReferenceStrength is not null && state.PredictedStrength is not null))
                targets.Add(Errors($"{name} strength", "1", group, state => state.PredictedStrength - state.ReferenceStrength));
        }

        return targets;
    }

    /// <summary>Such as "singlet 1", or "lowest valence triplet" for the rank zero.</summary>
    public static string Name(Multiplicity multiplicity, int rank)
    {
        var spin = multiplicity == Multiplicity.Singlet ? "singlet" : "triplet";
        return rank == 0 ? $"lowest valence {spin}" : FormattableString.Invariant($"{spin} {rank}");
    }

    private static TargetErrors Errors(string name, string unit, IEnumerable<ComparedState> states, Func<ComparedState, double?> error) => new(
        name, unit, ErrorStatistics.Of([.. states.Select(error).OfType<double>()]),
        ErrorStatistics.Of([.. states.Where(state => state.IsTrusted).Select(error).OfType<double>()]));
}
