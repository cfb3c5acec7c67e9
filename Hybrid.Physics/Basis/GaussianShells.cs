using Hybrid.Core.IO;

namespace Hybrid.Physics.Basis;

/// <summary>The contracted shells of a structure as files of orbitals hold them.</summary>
internal static class GaussianShells
{
    /// <summary>One shell after the other, with coefficients of normalised primitives.</summary>
    /// <param name="basis">The shells.</param>
    /// <param name="slaterExponents">ζ of each shell, 1/a0.</param>
    public static GaussianShell[] Of(OrbitalBasis basis, ReadOnlySpan<double> slaterExponents)
    {
        var contracted = new ContractedBasis(basis, slaterExponents);
        var shells = new GaussianShell[basis.ShellCount];
        for (var s = 0; s < shells.Length; s++)
        {
            var (l, α) = (contracted[s].L, contracted[s].Exponents);
            var coefficients = new double[α.Length];
            for (var k = 0; k < α.Length; k++)
                coefficients[k] = contracted[s].Coefficients[k] / Norm(l, α[k]);
            shells[s] = new GaussianShell(basis.ShellAtom[s], l, α.ToArray(), coefficients);
        }

        return shells;
    }

    /// <summary>The factor that normalises x^l exp(−α r²).</summary>
    public static double Norm(int l, double α)
    {
        var doubleFactorial = 1.0;
        for (var k = (2 * l) - 1; k > 1; k -= 2)
            doubleFactorial *= k;
        return Math.Pow(2.0 * α / Math.PI, 0.75) * Math.Pow(4.0 * α, 0.5 * l) / Math.Sqrt(doubleFactorial);
    }
}
