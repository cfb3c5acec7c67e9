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
            var calibration = uncertainty.Calibration(kind, rank);
            var all = Statistics(calibration, kind, group);
            if (all.Count > 0)
                spreads.Add(new TargetSpread(name, kind, all, Statistics(calibration, kind, group.Where(state => state.State.IsTrusted))));
        }
    }

    private static SpreadStatistics Statistics(TargetCalibration calibration, TargetKind kind, IEnumerable<UncertainState> states)
    {
        (double Error, double Variance)[] labels = [.. states.Select(state => UncertaintyCalibration.Label(kind, state)).OfType<(double, double)>()];
        return SpreadStatistics.Of(
            [.. labels.Select(label => label.Error)], [.. labels.Select(label => calibration.Uncertainty(label.Variance))], [.. labels.Select(label => calibration.HalfWidth95(label.Variance))]);
    }
}
