namespace Hybrid.Physics.Models;

/// <summary>The bond order of a pair of atoms.</summary>
/// <param name="First">The lower index, from zero.</param>
/// <param name="Second">The higher index, from zero.</param>
/// <param name="Order">B_AB = Σ_{μ∈A, ν∈B} (PS)_μν (PS)_νμ.</param>
public readonly record struct BondOrder(int First, int Second, double Order);
