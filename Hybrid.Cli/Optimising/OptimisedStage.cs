using Hybrid.Physics.Optimisation;

namespace Hybrid.Cli.Optimising;

/// <summary>One surface of a run.</summary>
/// <param name="Label">S0, S1, T2, ….</param>
/// <param name="Surface">With the methods that it comes from.</param>
/// <param name="Result">How it went.</param>
internal sealed record OptimisedStage(string Label, string Surface, OptimisationResult Result)
{
    /// <summary>Warnings of the last structure, and of the way when a state changed there.</summary>
    public IEnumerable<string> Warnings =>
        Result.Steps.SelectMany(step => step.Warnings.Where(warning => step.Number == Result.Steps.Count - 1 || warning.StartsWith("The character", StringComparison.Ordinal))).Distinct();
}
