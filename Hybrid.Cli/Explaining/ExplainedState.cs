using System.Collections.Immutable;
using Hybrid.Cli.Excitations;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Reports;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Explaining;

/// <summary>What a page shows of an excitation beside its parts.</summary>
/// <param name="Character">Such as "π→π*".</param>
/// <param name="Donors">The part of each atom in what the electron leaves.</param>
/// <param name="Acceptors">The part of each atom in where it goes.</param>
/// <param name="Interval">How sure its energy is, Eh; null where that isn't known.</param>
internal sealed record ExplainedState(string Character, ImmutableArray<double> Donors, ImmutableArray<double> Acceptors, PredictionInterval? Interval)
{
    /// <summary>The lowest states of one spin, as far as there are.</summary>
    /// <exception cref="PredictionException">There are none: the message says why.</exception>
    public static MolecularExcitations Predicted(ExcitationSource source, Structure structure, Multiplicity multiplicity, int count, CancellationToken cancellation)
    {
        var excitations = source.Model.Predict(structure, ExcitationOptions.Default with { States = count, Multiplicities = [multiplicity], WithVelocity = false }, cancellation: cancellation);
        return excitations.Failure is { } failure ? throw new PredictionException(failure) : excitations;
    }

    /// <summary>Of the states of one spin that were explained.</summary>
    /// <param name="source">Where they come from.</param>
    /// <param name="structure">The molecule.</param>
    /// <param name="multiplicity">Their spin.</param>
    /// <param name="excitations">The lowest of that spin.</param>
    /// <param name="states">Their numbers, from zero.</param>
    public static IEnumerable<ExplainedState> Of(ExcitationSource source, Structure structure, Multiplicity multiplicity, MolecularExcitations excitations, IReadOnlyList<int> states)
    {
        var uncertainties = source.Uncertainty?.Of(structure, multiplicity, states.Max() + 1);
        return states.Select(state => Of(excitations, state, uncertainties?[state], source));
    }

    private static ExplainedState Of(MolecularExcitations excitations, int state, StateUncertainty? uncertainty, ExcitationSource source)
    {
        // Of a degenerate set only the mean means something, as in the explanation.
        StateAnalysis[] members = [.. Enumerable.Range(0, excitations.States.Length)
            .Where(k => Math.Abs(excitations.States[k].Energy - excitations.States[state].Energy) < StateChoice.Degeneracy).Select(k => excitations.Analyses[k])];
        return new ExplainedState(
            ExcitationTables.Character(excitations, state), Mean(members, member => member.HolePopulations), Mean(members, member => member.ParticlePopulations),
            uncertainty is null ? null : IntervalOf(uncertainty, source));
    }

    private static PredictionInterval IntervalOf(StateUncertainty uncertainty, ExcitationSource source) => new(
        uncertainty.EnergyUncertainty / Constants.ElectronvoltPerHartree, uncertainty.EnergyHalfWidth95 / Constants.ElectronvoltPerHartree, uncertainty.Calibration.IsCalibrated)
    {
        IsOutside = uncertainty.Class == CalibrationClass.Outside,
        Against = uncertainty.Calibration.IsCalibrated ? IntervalSentences.Against(uncertainty.Calibration, source) : "",
        Doubt = uncertainty.Calibration.IsCalibrated ? "" : IntervalSentences.Reason(uncertainty),
        MeanErrors = uncertainty.Calibration is { BorrowedFrom: null, IsOfOtherClass: false, MeanErrors: { } errors }
            ? (errors.Model / Constants.ElectronvoltPerHartree, errors.Physics / Constants.ElectronvoltPerHartree, errors.Labels)
            : null,
        OtherLevel = uncertainty.OtherLevelUncertainty is { } other ? (other / Constants.ElectronvoltPerHartree, source.Uncertainty!.OtherLevel) : null,
    };

    private static ImmutableArray<double> Mean(StateAnalysis[] members, Func<StateAnalysis, ImmutableArray<double>> of) =>
        [.. Enumerable.Range(0, of(members[0]).Length).Select(atom => members.Average(member => of(member)[atom]))];
}
