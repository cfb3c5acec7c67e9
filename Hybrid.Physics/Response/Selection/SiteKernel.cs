using Hybrid.Physics.Response.Kernels;

namespace Hybrid.Physics.Response.Selection;

/// <summary>A kernel between the transition charges of sites (atoms or shells). Values only; immutable.</summary>
/// <remarks>
/// A_ia,jb = δ_ij δ_ab (ε_a − ε_i + Δ) + Σ_AB q^A_ia K_AB q^B_jb − Σ_AB q^A_ij J_AB q^B_ab, in which K holds the factor s^K of
/// the spin (2 for singlets, 0 for triplets), and what acts within atoms. S. Grimme, J. Chem. Phys. 138, 244104 (2013), doi:10.1063/1.4811331.
/// </remarks>
public sealed class SiteKernel
{
    private readonly ReadOnlyMemory<double> exchange;
    private readonly ReadOnlyMemory<double> coulomb;

    /// <summary>Views over memory of the caller.</summary>
    /// <param name="siteCount">The number of sites.</param>
    /// <param name="exchange">J, symmetric, Eh, shape [sites, sites].</param>
    /// <param name="coulomb">s^K K, symmetric, Eh, shape [sites, sites]; empty where it is zero (triplets).</param>
    /// <param name="shift">Δ, added to every diagonal element, Eh.</param>
    /// <exception cref="ArgumentException">A matrix has another size.</exception>
    public SiteKernel(int siteCount, ReadOnlyMemory<double> exchange, ReadOnlyMemory<double> coulomb, double shift = 0)
    {
        if (exchange.Length != siteCount * siteCount || (!coulomb.IsEmpty && coulomb.Length != exchange.Length))
            throw new ArgumentException($"Matrices between {siteCount} sites were expected, but {exchange.Length} and {coulomb.Length} numbers came.", nameof(exchange));
        SiteCount = siteCount;
        Shift = shift;
        this.exchange = exchange;
        this.coulomb = coulomb;
    }

    /// <summary>The number of sites.</summary>
    public int SiteCount { get; }

    /// <summary>J, Eh, shape [sites, sites].</summary>
    public ReadOnlySpan<double> Exchange => exchange.Span;

    /// <summary>s^K K, Eh, shape [sites, sites]; empty where it is zero.</summary>
    public ReadOnlySpan<double> Coulomb => coulomb.Span;

    /// <summary>Δ, Eh.</summary>
    public double Shift { get; }

    /// <summary>What acts between transition densities within atoms beyond K, over the functions of the orbitals; null for nothing.</summary>
    internal OneCentreIntegrals? OneCentreExchange { get; init; }

    /// <summary>What acts between electron and hole within atoms beyond J; null for nothing.</summary>
    internal OneCentreAttraction? OneCentreAttraction { get; init; }
}
