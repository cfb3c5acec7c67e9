namespace Hybrid.Learn.Uncertainty;

/// <summary>The states that one member of an ensemble predicts for a structure, in the order of those that they were made from.</summary>
/// <param name="Energies">ω, eV.</param>
/// <param name="Strengths">Oscillator strengths, zero for triplets.</param>
public sealed record MemberStates(IReadOnlyList<double> Energies, IReadOnlyList<double> Strengths);
