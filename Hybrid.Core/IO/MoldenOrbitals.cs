namespace Hybrid.Core.IO;

/// <summary>Molecular orbitals for a <see cref="MoldenFile"/>.</summary>
/// <param name="Energies">ε_i in Eh, one per orbital.</param>
/// <param name="Occupations">Electrons in each orbital, 0 to 2.</param>
/// <param name="Coefficients">
/// C, row-major, shape [orbitals, basis functions], one orbital per row; basis functions shell by shell, and within a shell
/// real solid harmonics with m = −l … +l.
/// </param>
public sealed record MoldenOrbitals(ReadOnlyMemory<double> Energies, ReadOnlyMemory<double> Occupations, ReadOnlyMemory<double> Coefficients);
