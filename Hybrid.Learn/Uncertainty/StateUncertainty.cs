using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>The calibrated uncertainty of one predicted state.</summary>
/// <param name="Multiplicity">The spin.</param>
/// <param name="Rank">Which of its spin by energy, from one.</param>
/// <param name="Energy">ω, eV, as the uncertainty was computed for.</param>
/// <param name="EnergyUncertainty">Half the width of the interval of 68.27 %, eV.</param>
/// <param name="EnergyHalfWidth95">Half the width of the interval of 95 %, eV.</param>
/// <param name="StrengthUncertainty">The same of the strength; null for triplets.</param>
/// <param name="StrengthHalfWidth95">The same of the strength; null for triplets.</param>
/// <param name="SharesStrength">True where another state is so close that the uncertainty of the strength is that of both together.</param>
public sealed record StateUncertainty(
    Multiplicity Multiplicity, int Rank, double Energy, double EnergyUncertainty, double EnergyHalfWidth95, double? StrengthUncertainty, double? StrengthHalfWidth95,
    bool SharesStrength)
{
    /// <summary>Whether the molecule is like those of the training data.</summary>
    public required CalibrationClass Class { get; init; }

    /// <summary>What the interval of the energy is made by: calibrated on labels of the class, or borrowed.</summary>
    public required TargetCalibration Calibration { get; init; }

    /// <summary>The same as <see cref="EnergyUncertainty"/>, held against the other level of theory; null where it isn't known or is that already.</summary>
    public double? OtherLevelUncertainty { get; init; }
}
