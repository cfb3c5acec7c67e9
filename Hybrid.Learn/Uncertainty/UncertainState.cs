using Hybrid.Learn.Comparison;

namespace Hybrid.Learn.Uncertainty;

/// <summary>A compared state with what the data leave open about it.</summary>
/// <param name="State">The state.</param>
/// <param name="EnergyVariance">The variance of its energy (<see cref="ModelUncertainty.Variance"/>), eV², not calibrated; null where it has no derivatives.</param>
/// <param name="StrengthVariance">That of its strength; null where none is predicted.</param>
public sealed record UncertainState(ComparedState State, double? EnergyVariance, double? StrengthVariance)
{
    /// <summary>Whose calibration its intervals have: that of the molecule and of the level that the label is of.</summary>
    public CalibrationClass Class { get; init; }
}
