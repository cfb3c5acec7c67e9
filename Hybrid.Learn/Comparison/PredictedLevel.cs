namespace Hybrid.Learn.Comparison;

/// <summary>One state that a model predicts.</summary>
/// <param name="Energy">Vertical excitation energy, Eh.</param>
/// <param name="Strength">Oscillator strength; null for a triplet and where the model predicts none.</param>
/// <param name="IsRydberg">Whether the analysis of the state calls its particle Rydberg-like; null without an analysis.</param>
public sealed record PredictedLevel(double Energy, double? Strength, bool? IsRydberg);
