using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Excitations;

/// <summary>What stands behind ± in a table of states, in words.</summary>
internal static class IntervalSentences
{
    public static IEnumerable<string> Of(UncertainExcitations uncertain, ExcitationSource source)
    {
        StateUncertainty[] states = [.. uncertain.States.OfType<StateUncertainty>()];
        if (states.Length == 0)
            yield break;
        var uncalibrated = states.Where(state => !state.Calibration.IsCalibrated).ToArray();
        var calibrated = states.FirstOrDefault(state => state.Calibration.IsCalibrated);
        if (calibrated is not null)
            yield return $"±: two of three errors are smaller, {Against(calibrated.Calibration, source)}; docs/uncertainty.md. A strength next to another state: of both together.";
        if (uncalibrated.Length > 0)
        {
            var which = uncalibrated.Length == states.Length ? "" : $" of {string.Join(", ", uncalibrated.Select(Label))}";
            yield return $"Note: the ±{which} {(which.Length > 0 && uncalibrated.Length == 1 ? "is" : "are")} not calibrated: {Reason(uncalibrated[0])}.";
        }

        if (states.FirstOrDefault(state => state.OtherLevelUncertainty is not null) is { } lowest)
            yield return FormattableString.Invariant($"Compared with {source.Uncertainty!.OtherLevel}, with what the two levels differ by, it is {Label(lowest)} ±{lowest.OtherLevelUncertainty:0.00} eV.");
    }

    /// <summary>Which labels an interval is compared with.</summary>
    public static string Against(TargetCalibration calibration, ExcitationSource source) => calibration.Class switch
    {
        CalibrationClass.Inside => source.Learned!.Description.Level is { Length: > 0 } level ? $"compared with {level}" : "compared with the validation data",
        CalibrationClass.OtherLevel => FormattableString.Invariant($"compared with {source.Uncertainty!.OtherLevel} ({calibration.Labels} labels)"),
        _ => FormattableString.Invariant($"compared with {source.Uncertainty!.OtherLevel} ({(calibration.PooledShare > 0.5 ? "only " : "")}{calibration.Labels} values of molecules outside of the training domain are known{Borrowed(calibration)})"),
    };

    private static string Borrowed(TargetCalibration calibration) => calibration.PooledShare > 0.5
        ? ", so that its width rests mostly on all reference molecules together"
        : "";

    /// <summary>Why an interval is not calibrated, without a full stop.</summary>
    public static string Reason(StateUncertainty state) => state switch
    {
        { Calibration.Labels: 0 } => "no labels were held against such predictions",
        { Class: CalibrationClass.Outside, Calibration.IsOfOtherClass: true } => "the molecule is outside of the training domain, where no labels were held against predictions; the true error may be several times larger",
        { Calibration.BorrowedFrom: { } kind } when kind != TargetKinds.EnergyOf(state.Multiplicity) => $"no such labels were held against predictions; the factors are those of {kind.Title()}",
        _ => "labels were held against the lowest state alone; the factors are borrowed from it",
    };

    private static string Label(StateUncertainty state) => FormattableString.Invariant($"{(state.Multiplicity == Multiplicity.Singlet ? 'S' : 'T')}{state.Rank}");
}
