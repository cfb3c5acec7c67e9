using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>An atom with a valence s and p shell: its s function and the first of its three p functions.</summary>
internal readonly record struct OneCentreSite(int Atom, int S, int P)
{
    /// <summary>The functions of the site are s, x, y, z.</summary>
    public const int FunctionCount = 4;

    /// <summary>The numbers of a density on the site.</summary>
    public const int BlockLength = FunctionCount * FunctionCount;

    /// <summary>One of the four functions.</summary>
    public int Function(int k) => k == 0 ? S : P + k - 1;

    /// <summary>The part of a density on the site, shape [4, 4].</summary>
    /// <param name="T">Shape [n, n].</param>
    /// <param name="n">The number of functions.</param>
    /// <param name="block">Where to.</param>
    public void Block(ReadOnlySpan<double> T, int n, Span<double> block)
    {
        for (var k = 0; k < FunctionCount; k++)
        {
            var row = T.Slice(Function(k) * n, n);
            block[FunctionCount * k] = row[S];
            row.Slice(P, FunctionCount - 1).CopyTo(block.Slice((FunctionCount * k) + 1));
        }
    }

    /// <summary>The part of C_p ⊗ C_q on the site, shape [4, 4].</summary>
    public void Block(ReadOnlySpan<double> p, ReadOnlySpan<double> q, Span<double> block)
    {
        for (var e = 0; e < BlockLength; e++)
            block[e] = p[Function(e / FunctionCount)] * q[Function(e % FunctionCount)];
    }

    /// <summary>The sites of a basis; hydrogen has none.</summary>
    public static OneCentreSite[] Of(OrbitalBasis basis)
    {
        var sites = new List<OneCentreSite>();
        for (var atom = 0; atom < basis.AtomCount; atom++)
        {
            if (FirstFunction(basis, atom, 0) is { } s && FirstFunction(basis, atom, 1) is { } p)
                sites.Add(new OneCentreSite(atom, s, p));
        }

        return [.. sites];
    }

    private static int? FirstFunction(OrbitalBasis basis, int atom, int angularMomentum)
    {
        for (var shell = basis.FirstShell(atom); shell < basis.FirstShell(atom + 1); shell++)
        {
            if (basis.Shells[shell].IsValence && basis.Shells[shell].AngularMomentum == angularMomentum)
                return basis.FirstOrbital(shell);
        }

        return null;
    }
}
