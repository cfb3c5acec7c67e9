using Hybrid.Learn.Comparison;

namespace Hybrid.Cli;

/// <summary>The error of one trained model for one target.</summary>
/// <param name="Arm">What was trained.</param>
/// <param name="Size">The size of its first training set; null for what isn't trained.</param>
/// <param name="Seed">Of the training.</param>
/// <param name="Test">What it was scored on.</param>
/// <param name="Target">The errors.</param>
internal sealed record AblationScore(string Arm, int? Size, ulong Seed, string Test, TargetErrors Target)
{
    /// <summary>The arm that nobody trains.</summary>
    public const string Untrained = "untrained physics";
}
