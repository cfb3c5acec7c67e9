using Hybrid.Learn.Comparison;

namespace Hybrid.Cli.Ablating;

/// <summary>The errors of one trained model on one set of labels.</summary>
/// <param name="Arm">What was trained.</param>
/// <param name="Size">The size of its first training set; null for what isn't trained.</param>
/// <param name="Seed">Of the training.</param>
/// <param name="Test">What it was scored on.</param>
/// <param name="Targets">The errors of each target.</param>
/// <param name="Failures">How many structures lack a prediction of some spin.</param>
internal sealed record AblationScore(string Arm, int? Size, ulong Seed, AblationTest Test, IReadOnlyList<TargetErrors> Targets, int Failures)
{
    /// <summary>The arm that nobody trains.</summary>
    public const string Untrained = "untrained physics";
}
