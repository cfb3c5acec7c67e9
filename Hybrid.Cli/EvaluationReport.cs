using Hybrid.Learn.Comparison;

namespace Hybrid.Cli;

/// <summary>What an evaluation brought.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Digest">Equal digests, equal predictions.</param>
/// <param name="Data">The file of labels.</param>
/// <param name="Names">Of the samples.</param>
/// <param name="Comparison">State by state.</param>
/// <param name="Time">Of everything.</param>
internal sealed record EvaluationReport(string Model, string Digest, string Data, IReadOnlyList<string> Names, StateComparison Comparison, TimeSpan Time)
{
    public IReadOnlyList<TargetErrors> Targets { get; } = TargetErrors.Of(Comparison.States);

    /// <summary>True when states were chosen by their character, not by order.</summary>
    public bool IsOfValenceStates { get; } = Comparison.States.Any(state => state.Rank == 0);

    public bool HasDistrusted { get; } = Comparison.States.Any(state => !state.IsTrusted);
}
