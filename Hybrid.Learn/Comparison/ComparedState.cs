using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Comparison;

/// <summary>A state of the reference beside the predicted one.</summary>
/// <param name="Sample">The number of the sample, from zero.</param>
/// <param name="Multiplicity">Its spin.</param>
/// <param name="Rank">Which state of its spin by energy, from one; zero for one chosen by another rule.</param>
/// <param name="ReferenceEnergy">Eh.</param>
/// <param name="PredictedEnergy">Eh.</param>
/// <param name="ReferenceStrength">Oscillator strength; null when not known.</param>
/// <param name="PredictedStrength">Oscillator strength; null when not predicted.</param>
/// <param name="IsTrusted">False for a label that is reported but not trusted: its weight is zero.</param>
public sealed record ComparedState(
    int Sample, Multiplicity Multiplicity, int Rank, double ReferenceEnergy, double PredictedEnergy, double? ReferenceStrength, double? PredictedStrength,
    bool IsTrusted);
