using Hybrid.Cli.Excitations;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Evaluating;

/// <summary>What an evaluation brought.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Digest">Equal digests, equal predictions.</param>
/// <param name="Data">The file of labels.</param>
/// <param name="Names">Of the samples.</param>
/// <param name="Comparison">State by state.</param>
/// <param name="IsJoined">True when the labels come from a table of transitions: the lowest valence states are compared.</param>
/// <param name="Time">Of everything.</param>
internal sealed record EvaluationReport(string Model, string Digest, string Data, IReadOnlyList<string> Names, StateComparison Comparison, bool IsJoined, TimeSpan Time)
{
    public IReadOnlyList<TargetErrors> Targets { get; } = TargetErrors.Of(Comparison.States);

    public bool HasDistrusted { get; } = Comparison.States.Any(state => !state.IsTrusted);

    /// <summary>What to distrust first, a line each.</summary>
    public DoubtSummary Doubts()
    {
        var doubts = new DoubtSummary();
        foreach (var state in Uncertainty?.States ?? [])
        {
            var kind = TargetKinds.EnergyOf(state.State.Multiplicity);
            doubts.Add(Names[state.State.Sample], state, state.EnergyVariance is { } variance ? Uncertainty!.Model.Calibration(kind, state.State.Rank, state.Class).Uncertainty(variance) : null);
        }

        return doubts;
    }

    /// <summary>The uncertainties of the compared states; null when not asked for.</summary>
    public EvaluatedUncertainty? Uncertainty { get; init; }
}
