using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Selection;

/// <summary>
/// Densities C̃_p C̃_q of pairs of orbitals as the numbers in which a kernel is a matrix: their charges on the sites, and where the kernel
/// acts within atoms beyond those, their moments there.
/// </summary>
internal sealed class PairDensities
{
    private readonly SiteOrbitals orbitals;
    private readonly OneCentreIntegrals? oneCentre;
    private readonly double[] product;

    /// <summary>Densities for one part of a kernel.</summary>
    /// <param name="orbitals">The orbitals.</param>
    /// <param name="sites">The part between sites, shape [sites, sites], Eh.</param>
    /// <param name="oneCentre">The part within atoms; null for none.</param>
    public PairDensities(SiteOrbitals orbitals, ReadOnlySpan<double> sites, OneCentreIntegrals? oneCentre)
    {
        this.orbitals = orbitals;
        this.oneCentre = oneCentre;
        product = new double[orbitals.FunctionCount];
        Length = orbitals.SiteCount + (oneCentre?.MomentCount ?? 0);
        Kernel = new double[Length * Length];
        for (var s = 0; s < orbitals.SiteCount; s++)
            sites.Slice(s * orbitals.SiteCount, orbitals.SiteCount).CopyTo(Kernel.AsSpan(s * Length));
        if (oneCentre is null)
            return;
        var weights = new double[oneCentre.MomentCount];
        weights.AsSpan().Fill(1.0);
        oneCentre.Weight(weights);
        for (var m = 0; m < weights.Length; m++)
            Kernel[(orbitals.SiteCount + m) * (Length + 1)] = weights[m];
    }

    /// <summary>How many numbers a density is.</summary>
    public int Length { get; }

    /// <summary>The interaction of two densities, symmetric, shape [length, length], Eh.</summary>
    public double[] Kernel { get; }

    /// <summary>The density of orbitals p and q.</summary>
    public void Of(int p, int q, Span<double> density)
    {
        orbitals.TransitionCharges(p, q, product, density[..orbitals.SiteCount]);
        oneCentre?.Moments(orbitals.Orbital(p), orbitals.Orbital(q), density[orbitals.SiteCount..]);
    }
}
