using Hybrid.Physics.Response.Analysis;

namespace Hybrid.Physics.Response.Spectra;

/// <summary>One transition as a line without width.</summary>
/// <param name="Energy">ω, Eh.</param>
/// <param name="OscillatorStrength">f.</param>
/// <param name="RotatoryStrength">R, (e·a0)(eħ/me).</param>
public readonly record struct Stick(double Energy, double OscillatorStrength, double RotatoryStrength = 0.0)
{
    /// <summary>The line of a state: oscillator strength in the length form, rotatory strength in the velocity form.</summary>
    public static Stick Of(ExcitedState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Stick(state.Energy, state.OscillatorStrength, state.RotatoryStrength ?? 0.0);
    }
}
