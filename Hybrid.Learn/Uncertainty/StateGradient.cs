using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Uncertainty;

/// <summary>One predicted state with its derivatives by the exposed weights.</summary>
/// <param name="Multiplicity">The spin.</param>
/// <param name="Rank">Which of its spin by energy, from one.</param>
/// <param name="Energy">ω, eV.</param>
/// <param name="Strength">The oscillator strength; null for triplets and where none is predicted.</param>
/// <param name="ByEnergy">∂ω/∂w, eV, one per exposed weight; null when not asked for.</param>
/// <param name="ByStrength">
/// ∂/∂w of Σ_j W_j f_j, the strengths of the state and of those so close that theirs can't be told apart, with W = exp(−(ω − ω_j)²/w²) and w =
/// 0.05 eV; null when not asked for. The single strength has no derivative where two states meet.
/// </param>
/// <param name="GapToNearest">To the nearest predicted state of the spin, eV; infinite when there is no other.</param>
public sealed record StateGradient(
    Multiplicity Multiplicity, int Rank, double Energy, double? Strength, double[]? ByEnergy, double[]? ByStrength, double GapToNearest)
{
    /// <summary>The largest residual of the linear solves behind the derivatives, Eh or e; null when none was needed.</summary>
    public double? AdjointResidual { get; init; }
}
