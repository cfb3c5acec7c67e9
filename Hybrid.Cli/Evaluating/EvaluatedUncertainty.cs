using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Evaluating;

/// <summary>Uncertainties held against errors.</summary>
/// <param name="Model">How sure the model is.</param>
/// <param name="States">In the order of the comparison.</param>
internal sealed record EvaluatedUncertainty(ModelUncertainty Model, IReadOnlyList<UncertainState> States)
{
    public IReadOnlyList<TargetSpread> Spreads { get; } = TargetSpread.Of(Model, States);
}
