using Hybrid.Core.Autodiff;

namespace Hybrid.Learn.Representations;

/// <summary>What a representation says about a structure.</summary>
/// <param name="Atoms">Shape [atoms, <see cref="Representation.AtomWidth"/>].</param>
/// <param name="Pairs">One row per directed pair of <see cref="Neighbours"/>, shape [pairs, <see cref="Representation.PairWidth"/>]; not multiplied by the cutoff function.</param>
public sealed record Features(Variable Atoms, Variable Pairs);
