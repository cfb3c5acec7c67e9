using System.Numerics.Tensors;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// Electron and hole on one atom beyond their monopoles: A_ia,jb −= (ij|ab) and B_ia,jb −= (ib|aj) of <see cref="OneCentreIntegrals"/>.
/// </summary>
/// <remarks>
/// <para>
/// Over the functions of an atom L[T]_μν = Σ_λσ (μλ|νσ) T_λσ, that is with a, b among x, y, z: p (δ_ab tr T + T_ba − ⅔ T_ab) + s δ_ab T_ss,
/// L_ss = s tr T, L_sa = s T_as and L_as = s T_sa, where tr is over x, y, z.
/// </para>
/// <para>
/// It is what separates Σ⁺, Δ and Σ⁻ of a linear molecule, whose triplet would lie as high as its singlet otherwise.
/// </para>
/// </remarks>
/// <param name="integrals">The integrals with the fraction of exchange.</param>
internal sealed class OneCentreAttraction(OneCentreIntegrals integrals)
{
    private const int N = OneCentreSite.FunctionCount;

    public OneCentreIntegrals Integrals => integrals;

    /// <summary>How many numbers <see cref="Blocks"/> takes.</summary>
    public int BlockLength => OneCentreSite.BlockLength * integrals.Sites.Length;

    /// <summary>The blocks of a density on each atom, shape [sites, 4, 4].</summary>
    /// <param name="T">Shape [n, n].</param>
    /// <param name="n">The number of functions.</param>
    /// <param name="isTransposed">True for those of Tᵀ.</param>
    /// <param name="blocks">Shape [<see cref="BlockLength"/>].</param>
    public void Blocks(ReadOnlySpan<double> T, int n, bool isTransposed, Span<double> blocks)
    {
        for (var k = 0; k < integrals.Sites.Length; k++)
        {
            var block = blocks.Slice(OneCentreSite.BlockLength * k, OneCentreSite.BlockLength);
            integrals.Sites[k].Block(T, n, block);
            if (isTransposed)
                Transpose(block);
        }
    }

    /// <summary>G += weight · L[T] with T in blocks.</summary>
    public void AddResponse(double weight, ReadOnlySpan<double> blocks, int n, Span<double> G)
    {
        Span<double> answer = stackalloc double[OneCentreSite.BlockLength];
        for (var k = 0; k < integrals.Sites.Length; k++)
        {
            var site = integrals.Sites[k];
            Respond(integrals.SP.Value[site.Atom], integrals.PP.Value[site.Atom], blocks.Slice(OneCentreSite.BlockLength * k, OneCentreSite.BlockLength), answer);
            for (var μ = 0; μ < N; μ++)
            {
                var row = G.Slice(site.Function(μ) * n, n);
                for (var ν = 0; ν < N; ν++)
                    row[site.Function(ν)] += weight * answer[(N * μ) + ν];
            }
        }
    }

    /// <summary>The adjoints of the integrals += weight · ⟨U|L[T]⟩ by each of them.</summary>
    public void PropagateAdjoint(double weight, ReadOnlySpan<double> u, ReadOnlySpan<double> t)
    {
        Span<double> answer = stackalloc double[OneCentreSite.BlockLength];
        for (var k = 0; k < integrals.Sites.Length; k++)
        {
            var atom = integrals.Sites[k].Atom;
            var left = u.Slice(OneCentreSite.BlockLength * k, OneCentreSite.BlockLength);
            var right = t.Slice(OneCentreSite.BlockLength * k, OneCentreSite.BlockLength);
            if (integrals.SP.NeedsAdjoint)
            {
                Respond(1.0, 0.0, right, answer);
                integrals.SP.Adjoint[atom] += weight * TensorPrimitives.Dot(left, answer);
            }

            if (integrals.PP.NeedsAdjoint)
            {
                Respond(0.0, 1.0, right, answer);
                integrals.PP.Adjoint[atom] += weight * TensorPrimitives.Dot(left, answer);
            }
        }
    }

    /// <summary>⟨T|L[T']⟩ of one site, Eh.</summary>
    public double Energy(int site, ReadOnlySpan<double> u, ReadOnlySpan<double> t)
    {
        Span<double> answer = stackalloc double[OneCentreSite.BlockLength];
        var atom = integrals.Sites[site].Atom;
        Respond(integrals.SP.Value[atom], integrals.PP.Value[atom], t.Slice(OneCentreSite.BlockLength * site, OneCentreSite.BlockLength), answer);
        return TensorPrimitives.Dot(u.Slice(OneCentreSite.BlockLength * site, OneCentreSite.BlockLength), answer);
    }

    private static void Transpose(Span<double> block)
    {
        for (var k = 0; k < N; k++)
        {
            for (var l = 0; l < k; l++)
                (block[(k * N) + l], block[(l * N) + k]) = (block[(l * N) + k], block[(k * N) + l]);
        }
    }

    /// <summary>L of one atom, shape [4, 4].</summary>
    private static void Respond(double sp, double pp, ReadOnlySpan<double> T, Span<double> answer)
    {
        var trace = T[(1 * N) + 1] + T[(2 * N) + 2] + T[(3 * N) + 3];
        answer[0] = sp * trace;
        for (var a = 1; a < N; a++)
        {
            answer[a] = sp * T[a * N];
            answer[a * N] = sp * T[a];
            for (var b = 1; b < N; b++)
                answer[(a * N) + b] = pp * (T[(b * N) + a] - (2.0 / 3.0 * T[(a * N) + b]));
            answer[(a * N) + a] += (pp * trace) + (sp * T[0]);
        }
    }
}
