namespace Hybrid.Learn.Models;

/// <summary>The published physics that a model starts from.</summary>
/// <param name="Parameters">The name of the set, such as "stda-xtb".</param>
/// <param name="Sha256">Its digest: <see cref="Physics.Parameters.ParameterSet.Digest"/>.</param>
public sealed record PhysicsDescription(string Parameters, string Sha256);
