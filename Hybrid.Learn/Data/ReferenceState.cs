using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Learn.Data;

/// <summary>A label: an excited state as a reference calculation or an experiment gives it.</summary>
/// <param name="Multiplicity">Its spin.</param>
/// <param name="Energy">Vertical excitation energy, Eh.</param>
/// <param name="Strength">Oscillator strength, length gauge; null when not known.</param>
/// <param name="Weight">How much it counts in a loss; zero for a label that is reported but not trusted.</param>
/// <param name="IsRydberg">True or false where the reference says so; null when not known.</param>
/// <param name="Label">The reference's own name of the state; null for none.</param>
public sealed record ReferenceState(
    Multiplicity Multiplicity, double Energy, double? Strength = null, double Weight = 1.0, bool? IsRydberg = null, string? Label = null);
