namespace Hybrid.Benchmarks.Series;

/// <summary>A singlet as a model predicts it.</summary>
/// <param name="Energy">eV.</param>
/// <param name="Strength">The oscillator strength.</param>
/// <param name="Dipole">The transition dipole, e·a0; null where the model has no Hamiltonian.</param>
/// <param name="HomoToLumo">The weight of HOMO → LUMO among the leading configurations; null where the model has no Hamiltonian.</param>
internal sealed record SeriesState(double Energy, double Strength, IReadOnlyList<double>? Dipole, double? HomoToLumo);
