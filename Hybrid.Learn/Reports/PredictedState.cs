using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Reports;

/// <summary>An excited state as a page shows it.</summary>
/// <param name="Multiplicity">Its spin.</param>
/// <param name="Energy">ω, the energy above the ground state, Eh.</param>
/// <param name="OscillatorStrength">f, no unit; zero for triplets.</param>
/// <param name="RotatoryStrength">R in 10⁻⁴⁰ esu² cm²; null when it was not computed.</param>
/// <param name="Character">In words: "π→π*, local".</param>
/// <param name="Configurations">The leading ones: "HOMO → LUMO, 92 %".</param>
/// <param name="Orbitals">The leading pairs, heaviest first; empty when the state has none stored.</param>
public sealed record PredictedState(
    Multiplicity Multiplicity, double Energy, double OscillatorStrength, double? RotatoryStrength, string Character,
    IReadOnlyList<string> Configurations, IReadOnlyList<TransitionOrbitalPair> Orbitals)
{
    /// <summary>A state that was computed.</summary>
    /// <param name="state">Its energy, strengths and configurations.</param>
    /// <param name="character">In words.</param>
    /// <param name="orbitals">The leading pairs, heaviest first.</param>
    public static PredictedState Of(ExcitedState state, string character, IReadOnlyList<TransitionOrbitalPair> orbitals)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new PredictedState(
            state.Multiplicity, state.Energy, state.OscillatorStrength, state.RotatoryStrengthInCgs, character,
            [.. state.Configurations.Select(configuration => FormattableString.Invariant($"{configuration.Label}, {100.0 * configuration.Weight:F0} %"))], orbitals);
    }
}
