using Hybrid.Learn.Comparison;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>How far the predicted uncertainties of one target hold.</summary>
/// <param name="Target">Such as "singlet 1 energy".</param>
/// <param name="Kind">Whose calibration it has.</param>
/// <param name="All">Over all labels.</param>
/// <param name="Trusted">Over those that are trusted.</param>
public sealed record TargetSpread(string Target, TargetKind Kind, SpreadStatistics All, SpreadStatistics Trusted)
{
    /// <summary>Of compared states, by spin and rank, energies before strengths.</summary>
    public static IReadOnlyList<TargetSpread> Of(ModelUncertainty uncertainty, IReadOnlyList<UncertainState> states)
    {
        ArgumentNullException.ThrowIfNull(uncertainty);
        ArgumentNullException.ThrowIfNull(states);
        var spreads = new List<TargetSpread>();
        foreach (var group in states.GroupBy(state => (state.State.Multiplicity, state.State.Rank)).OrderBy(group => group.Key))
        {
            var name = TargetErrors.Name(group.Key.Multiplicity, group.Key.Rank);
            Add($"{name} energy", TargetKinds.EnergyOf(group.Key.Multiplicity), group.Key.Rank, group);
            if (group.Key.Multiplicity == Multiplicity.Singlet)
                Add($"{name} strength", TargetKind.Strength, group.Key.Rank, group);
        }

        return spreads;

        void Add(string name, TargetKind kind, int rank, IEnumerable<UncertainState> group)
        {
            var all = Statistics(uncertainty, kind, rank, group);
            if (all.Count > 0)
                spreads.Add(new TargetSpread(name, kind, all, Statistics(uncertainty, kind, rank, group.Where(state => state.State.IsTrusted))));
        }
    }

    private static SpreadStatistics Statistics(ModelUncertainty uncertainty, TargetKind kind, int rank, IEnumerable<UncertainState> states)
    {
        List<double> errors = [], uncertainties = [], halfWidths95 = [];
        foreach (var state in states)
        {
            if (UncertaintyCalibration.Label(kind, state) is not var (error, variance))
                continue;
            var calibration = uncertainty.Calibration(kind, rank, state.Class);
            errors.Add(error);
            uncertainties.Add(calibration.Uncertainty(variance));
            halfWidths95.Add(calibration.HalfWidth95(variance));
        }

        return SpreadStatistics.Of([.. errors], [.. uncertainties], [.. halfWidths95]);
    }
}
