namespace Hybrid.Learn.Uncertainty;

/// <summary>
/// What the data leave open about the frontier orbitals, half widths of 68 %, eV: α q68 (gᵀCg + Σ_k D_k g_k²)^½ with the factors of the lowest singlets. Nothing tells how far orbital energies
/// are from the truth, since no labels of them were held against predictions: this is the spread of the model alone, and is not called calibrated.
/// </summary>
/// <param name="Orbitals">The orbitals.</param>
/// <param name="Highest">Of the highest occupied orbital.</param>
/// <param name="Lowest">Of the lowest virtual orbital.</param>
/// <param name="Gap">Of the gap: less than both together where they move together.</param>
public sealed record FrontierUncertainty(FrontierOrbitals Orbitals, double Highest, double Lowest, double Gap);
