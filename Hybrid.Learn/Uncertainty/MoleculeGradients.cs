namespace Hybrid.Learn.Uncertainty;

/// <summary>The lowest states of a molecule and its frontier orbitals, with their derivatives by the exposed weights.</summary>
/// <param name="Singlets">By ascending energy; empty where none were asked for.</param>
/// <param name="Triplets">The same of triplets.</param>
/// <param name="Frontier">Null for a model without orbitals.</param>
public sealed record MoleculeGradients(IReadOnlyList<StateGradient> Singlets, IReadOnlyList<StateGradient> Triplets, FrontierOrbitals? Frontier);
