using System.Collections.Immutable;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>
/// The natural transition orbitals of a state, Z = Σ_k σ_k u_k v_kᵀ: as few pairs of a hole and a particle as describe it.
/// Owns its memory; immutable.
/// </summary>
/// <remarks>
/// Singular vectors of the amplitudes Z = (X + Y)/|X + Y|. R. L. Martin, J. Chem. Phys. 118, 4775 (2003), doi:10.1063/1.1558471.
/// The sign of a pair is such that the largest coefficient of its hole is positive; pairs of equal weight are arbitrary
/// mixtures of each other.
/// </remarks>
public sealed class NaturalTransitionOrbitals
{
    private readonly double[] holes;
    private readonly double[] particles;

    internal NaturalTransitionOrbitals(ImmutableArray<double> weights, double participationRatio, double[] holes, double[] particles)
    {
        Weights = weights;
        ParticipationRatio = participationRatio;
        this.holes = holes;
        this.particles = particles;
    }

    /// <summary>The number of pairs that are kept: those that weigh at least a hundredth.</summary>
    public int Count => Weights.Length;

    /// <summary>σ² of each pair, descending; the weights of all pairs sum to one.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>1/Σ σ⁴: how many pairs the state takes part in, one or more.</summary>
    /// <remarks>F. Plasser, H. Lischka, J. Chem. Theory Comput. 8, 2777 (2012), doi:10.1021/ct300307c.</remarks>
    public double ParticipationRatio { get; }

    /// <summary>Coefficients of the holes in atomic functions, one per row, shape [pairs, n].</summary>
    public ReadOnlyMemory<double> Holes => holes;

    /// <summary>Coefficients of the particles in atomic functions, one per row, shape [pairs, n].</summary>
    public ReadOnlyMemory<double> Particles => particles;
}
