using Hybrid.Core.Structures;

namespace Hybrid.Physics.Optimisation;

/// <summary>One structure on the way, the first being where it began. Immutable.</summary>
/// <param name="Number">From zero.</param>
/// <param name="Structure">The frame of the trajectory.</param>
/// <param name="Energy">Eh.</param>
/// <param name="GradientNorm">√(Σ (∂E/∂R)²), Eh/a0.</param>
/// <param name="Length">√(Σ ΔR²) from the structure before, a0; zero at the start.</param>
/// <param name="GroundEnergy">E_0 there, Eh; null on a ground state.</param>
/// <param name="ExcitationEnergy">ω there, Eh; null on a ground state.</param>
/// <param name="State">Which excited state it is by energy, from one; null on a ground state.</param>
/// <param name="StateOverlap">How much of it the state of the structure before is, from 0 to 1; null without one.</param>
/// <param name="Warnings">What a careful reader should know of this structure.</param>
public sealed record OptimisationStep(
    int Number, Structure Structure, double Energy, double GradientNorm, double Length, double? GroundEnergy, double? ExcitationEnergy,
    int? State, double? StateOverlap, IReadOnlyList<string> Warnings)
{
    internal static OptimisationStep Of(int number, SurfacePoint point, double length) => new(
        number, point.Structure, point.Energy, point.GradientNorm, length, point.GroundEnergy, point.ExcitationEnergy, point.State,
        point.StateOverlap, point.Warnings);
}
