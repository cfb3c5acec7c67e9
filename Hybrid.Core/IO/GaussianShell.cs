namespace Hybrid.Core.IO;

/// <summary>A contracted shell of Gaussians as files of orbitals hold it.</summary>
/// <param name="Atom">Index of its atom, from zero.</param>
/// <param name="AngularMomentum">l: 0 for s, 1 for p, 2 for d, 3 for f, 4 for g.</param>
/// <param name="Exponents">Exponents of the primitives in a0⁻².</param>
/// <param name="Coefficients">Coefficients of the normalised primitives, one per exponent.</param>
public sealed record GaussianShell(int Atom, int AngularMomentum, ReadOnlyMemory<double> Exponents, ReadOnlyMemory<double> Coefficients)
{
    /// <summary>2 l + 1.</summary>
    public int OrbitalCount => (2 * AngularMomentum) + 1;
}
