using System.Collections.Immutable;

namespace Hybrid.Physics.Models;

/// <summary>What excited states say about their own trustworthiness. Immutable.</summary>
/// <param name="Residual">The largest residual of a spin's response problem, Eh; null where the kernel is not solved iteratively.</param>
/// <param name="Products">Products with the response matrix that the solvers made.</param>
/// <param name="Gap">ε(LUMO) − ε(HOMO) of the Hamiltonian of the excitations, Eh; null where one of the two doesn't exist.</param>
/// <param name="NearDegenerate">States so close to another of their spin that single derivatives are large or not defined, counted from zero.</param>
/// <param name="GradientUndefined">States whose energy has no derivative of its own: <see cref="MolecularExcitations.IsGradientDefined"/>, counted from zero.</param>
public sealed record ExcitationCertificate(double? Residual, int Products, double? Gap, ImmutableArray<int> NearDegenerate, ImmutableArray<int> GradientUndefined);
