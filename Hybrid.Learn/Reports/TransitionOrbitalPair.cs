using Hybrid.Physics.Basis;

namespace Hybrid.Learn.Reports;

/// <summary>Where an electron leaves and where it goes: a pair of natural transition orbitals, or of canonical ones.</summary>
/// <param name="Weight">The part of the excitation, 0 to 1.</param>
/// <param name="Hole">The orbital that is left.</param>
/// <param name="Particle">The orbital that is entered. The same object in several pairs is stored once.</param>
public sealed record TransitionOrbitalPair(double Weight, OrbitalGrid Hole, OrbitalGrid Particle);
