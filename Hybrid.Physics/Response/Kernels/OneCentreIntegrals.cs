using System.Numerics.Tensors;
using Hybrid.Core.Autodiff;
using Hybrid.Physics.Basis;

namespace Hybrid.Physics.Response.Kernels;

/// <summary>
/// Integrals (μν|λσ) on one atom beyond the monopole: (sp|sp) and (pp'|pp') of the valence shells, as an interaction between the dipole-like
/// and quadrupole-like moments of densities.
/// </summary>
/// <remarks>
/// <para>
/// (t|u) = Σ_A (s_A Σ_3 M_t M_u + p_A Σ_5 M_t M_u). With a density t over the functions s, x, y, z of an atom the three moments are
/// t_sx + t_xs and so on; the five are t_xy + t_yx, t_xz + t_zx, t_yz + t_zy, t_xx − t_yy and (2 t_zz − t_xx − t_yy)/√3, so that
/// p = (xy|xy) = ½ [(xx|xx) − (xx|yy)] and nothing depends on the axes.
/// </para>
/// <para>
/// Between transition densities they raise singlets: an n → π* transition has no monopole on its atom, and these moments are all that
/// its two spins differ by. Between the densities of electron and hole they are <see cref="OneCentreAttraction"/>.
/// </para>
/// <para>
/// They are those of INDO, s = G¹/3 and p = 3F²/25: J. A. Pople, D. L. Beveridge, P. A. Dobosh, J. Chem. Phys. 47, 2026 (1967),
/// doi:10.1063/1.1712233; in linear response of tight binding: A. Domínguez, B. Aradi, T. Frauenheim, V. Lutsker, T. A. Niehaus,
/// J. Chem. Theory Comput. 9, 4901 (2013), doi:10.1021/ct400123t.
/// </para>
/// </remarks>
internal sealed class OneCentreIntegrals
{
    /// <summary>Three moments of s with p, then five of p with p.</summary>
    private const int MomentsPerAtom = 8;
    private const int DipoleMoments = 3;

    private readonly OneCentreSite[] sites;
    private readonly Variable sp;
    private readonly Variable pp;

    /// <summary>The integrals of the atoms that have a valence shell of both kinds.</summary>
    /// <param name="basis">The functions.</param>
    /// <param name="sp">(sp|sp) with whatever scales it, one number per atom, Eh.</param>
    /// <param name="pp">(pp'|pp') with whatever scales it, one number per atom, Eh.</param>
    public OneCentreIntegrals(OrbitalBasis basis, Variable sp, Variable pp)
    {
        if (sp.Length != basis.AtomCount || pp.Length != basis.AtomCount)
            throw new ArgumentException($"One number for each of {basis.AtomCount} atoms was expected, but {sp.Length} and {pp.Length} came.", nameof(sp));
        this.sp = sp;
        this.pp = pp;
        sites = OneCentreSite.Of(basis);
    }

    /// <summary>The atoms.</summary>
    public ReadOnlySpan<OneCentreSite> Sites => sites;

    /// <summary>(sp|sp) of every atom.</summary>
    public Variable SP => sp;

    /// <summary>(pp'|pp') of every atom.</summary>
    public Variable PP => pp;

    /// <summary>The variables that the integrals were made from.</summary>
    public IReadOnlyList<Variable> Inputs => [sp, pp];

    /// <summary>True when every integral is zero, as in the published method.</summary>
    public bool IsZero => !sp.Value.ContainsAnyExcept(0.0) && !pp.Value.ContainsAnyExcept(0.0);

    /// <summary>The number of moments of a density.</summary>
    public int MomentCount => MomentsPerAtom * sites.Length;

    /// <summary>The moments of a density.</summary>
    /// <param name="T">Shape [n, n].</param>
    /// <param name="n">The number of functions.</param>
    /// <param name="moments">Shape [<see cref="MomentCount"/>].</param>
    public void Moments(ReadOnlySpan<double> T, int n, Span<double> moments)
    {
        Span<double> block = stackalloc double[OneCentreSite.BlockLength];
        for (var k = 0; k < sites.Length; k++)
        {
            sites[k].Block(T, n, block);
            Moments(block, moments.Slice(MomentsPerAtom * k, MomentsPerAtom));
        }
    }

    /// <summary>The moments of C_p ⊗ C_q.</summary>
    public void Moments(ReadOnlySpan<double> p, ReadOnlySpan<double> q, Span<double> moments)
    {
        Span<double> block = stackalloc double[OneCentreSite.BlockLength];
        for (var k = 0; k < sites.Length; k++)
        {
            sites[k].Block(p, q, block);
            Moments(block, moments.Slice(MomentsPerAtom * k, MomentsPerAtom));
        }
    }

    /// <summary>G += weight · the response to moments, shape [n, n].</summary>
    public void AddResponse(double weight, ReadOnlySpan<double> moments, int n, Span<double> G)
    {
        for (var k = 0; k < sites.Length; k++)
        {
            int s = sites[k].S, x = sites[k].P, y = x + 1, z = x + 2;
            double ofDipole = weight * sp.Value[sites[k].Atom], ofQuadrupole = weight * pp.Value[sites[k].Atom];
            var m = moments.Slice(MomentsPerAtom * k, MomentsPerAtom);
            for (var a = 0; a < DipoleMoments; a++)
                AddToBoth(G, n, s, x + a, ofDipole * m[a]);
            AddToBoth(G, n, x, y, ofQuadrupole * m[3]);
            AddToBoth(G, n, x, z, ofQuadrupole * m[4]);
            AddToBoth(G, n, y, z, ofQuadrupole * m[5]);
            var along = m[7] * InverseRootOfThree;
            G[(x * n) + x] += ofQuadrupole * (m[6] - along);
            G[(y * n) + y] -= ofQuadrupole * (m[6] + along);
            G[(z * n) + z] += ofQuadrupole * 2.0 * along;
        }
    }

    /// <summary>The adjoints of the integrals += weight · Σ M_u M_t.</summary>
    public void PropagateAdjoint(double weight, ReadOnlySpan<double> u, ReadOnlySpan<double> t)
    {
        for (var k = 0; k < sites.Length; k++)
        {
            if (sp.NeedsAdjoint)
                sp.Adjoint[sites[k].Atom] += weight * DipoleProduct(u, t, k);
            if (pp.NeedsAdjoint)
                pp.Adjoint[sites[k].Atom] += weight * QuadrupoleProduct(u, t, k);
        }
    }

    /// <summary>The atoms with what each adds to ⟨U|G[T]⟩, Eh.</summary>
    public IEnumerable<(int Atom, double Energy)> Energies(double[] u, double[] t)
    {
        for (var k = 0; k < sites.Length; k++)
            yield return (sites[k].Atom, (sp.Value[sites[k].Atom] * DipoleProduct(u, t, k)) + (pp.Value[sites[k].Atom] * QuadrupoleProduct(u, t, k)));
    }

    /// <summary>Moments ← moments times the integral of their atom and kind.</summary>
    public void Weight(Span<double> moments)
    {
        for (var k = 0; k < sites.Length; k++)
        {
            var m = moments.Slice(MomentsPerAtom * k, MomentsPerAtom);
            TensorPrimitives.Multiply(m[..DipoleMoments], sp.Value[sites[k].Atom], m[..DipoleMoments]);
            TensorPrimitives.Multiply(m[DipoleMoments..], pp.Value[sites[k].Atom], m[DipoleMoments..]);
        }
    }

    private static double DipoleProduct(ReadOnlySpan<double> u, ReadOnlySpan<double> t, int site) =>
        TensorPrimitives.Dot(u.Slice(MomentsPerAtom * site, DipoleMoments), t.Slice(MomentsPerAtom * site, DipoleMoments));

    private static double QuadrupoleProduct(ReadOnlySpan<double> u, ReadOnlySpan<double> t, int site) =>
        TensorPrimitives.Dot(
            u.Slice((MomentsPerAtom * site) + DipoleMoments, MomentsPerAtom - DipoleMoments), t.Slice((MomentsPerAtom * site) + DipoleMoments, MomentsPerAtom - DipoleMoments));

    /// <summary>The eight moments of one atom.</summary>
    private static void Moments(ReadOnlySpan<double> block, Span<double> m)
    {
        const int n = OneCentreSite.FunctionCount, x = 1, y = 2, z = 3;
        double xx = block[(x * n) + x], yy = block[(y * n) + y], zz = block[(z * n) + z];
        for (var a = 0; a < DipoleMoments; a++)
            m[a] = block[x + a] + block[(x + a) * n];
        m[3] = block[(x * n) + y] + block[(y * n) + x];
        m[4] = block[(x * n) + z] + block[(z * n) + x];
        m[5] = block[(y * n) + z] + block[(z * n) + y];
        m[6] = xx - yy;
        m[7] = ((2.0 * zz) - xx - yy) * InverseRootOfThree;
    }

    private static void AddToBoth(Span<double> G, int n, int μ, int ν, double value)
    {
        G[(μ * n) + ν] += value;
        G[(ν * n) + μ] += value;
    }

    private static readonly double InverseRootOfThree = 1.0 / Math.Sqrt(3.0);
}
