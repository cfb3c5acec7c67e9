using System.Collections.Immutable;

namespace Hybrid.Physics.Response.Analysis;

/// <summary>
/// Where an excitation takes an electron from, the hole, and where it puts it, the particle. Owns its memory; immutable.
/// </summary>
/// <remarks>
/// Hole and particle are those of the amplitudes Z = (X + Y)/|X + Y|, without the relaxation of the other electrons: real
/// differences of charge are smaller. Populations are Löwdin's; each of hole and particle sums to one. docs/excitations.md.
/// </remarks>
public sealed record StateAnalysis
{
    /// <summary>The overlap above which no kernel is expected to put a state spuriously low.</summary>
    private const double SpuriousOverlap = 0.4;

    internal StateAnalysis()
    {
    }

    /// <summary>n→π*, π→π*, … with the rule that is stated there.</summary>
    public required StateCharacter Character { get; init; }

    /// <summary>The natural transition orbitals.</summary>
    public required NaturalTransitionOrbitals NaturalOrbitals { get; init; }

    /// <summary>The part of the hole on each atom, Σ = 1.</summary>
    public required ImmutableArray<double> HolePopulations { get; init; }

    /// <summary>The part of the particle on each atom, Σ = 1.</summary>
    public required ImmutableArray<double> ParticlePopulations { get; init; }

    /// <summary>The change of each atom's charge, hole minus particle (Löwdin, unrelaxed), e.</summary>
    public ImmutableArray<double> DifferenceCharges => [.. HolePopulations.Zip(ParticlePopulations, static (hole, particle) => hole - particle)];

    /// <summary>⟨r⟩ of the hole, a0: x, y, z.</summary>
    public required ImmutableArray<double> HoleCentroid { get; init; }

    /// <summary>⟨r⟩ of the particle, a0: x, y, z.</summary>
    public required ImmutableArray<double> ParticleCentroid { get; init; }

    /// <summary>The dipole of the excited state minus that of the ground state, unrelaxed, e·a0: x, y, z.</summary>
    public ImmutableArray<double> DifferenceDipole => [.. HoleCentroid.Zip(ParticleCentroid, static (hole, particle) => hole - particle)];

    /// <summary>The distance between the centroids of hole and particle, a0. Zero for symmetric charge transfer, too.</summary>
    public double HoleParticleDistance => Math.Sqrt(DifferenceDipole.Sum(static x => x * x));

    /// <summary>√(⟨r²⟩ − ⟨r⟩²) of the hole, a0; null without second moments.</summary>
    public required double? HoleSize { get; init; }

    /// <summary>√(⟨r²⟩ − ⟨r⟩²) of the particle, a0; null without second moments.</summary>
    public required double? ParticleSize { get; init; }

    /// <summary>½ Σ_A |Δq_A|, the charge that moves between atoms, 0 to 1 e.</summary>
    public double TransferredCharge => 0.5 * DifferenceCharges.Sum(Math.Abs);

    /// <summary>Σ_A √(h_A p_A), how much hole and particle share atoms: 1 when they are distributed alike, 0 when they are on different atoms.</summary>
    public double Overlap => HolePopulations.Zip(ParticlePopulations, static (hole, particle) => Math.Sqrt(hole * particle)).Sum();

    /// <summary>Ω_AB, the probability of the hole on A with the particle on B; shape [atoms, atoms], row-major, Σ = 1.</summary>
    /// <remarks>F. Plasser, H. Lischka, J. Chem. Theory Comput. 8, 2777 (2012), doi:10.1021/ct300307c, in Löwdin's functions.</remarks>
    public required ImmutableArray<double> ChargeTransferNumbers { get; init; }

    /// <summary>The same between fragments, shape [fragments, fragments].</summary>
    public required ImmutableArray<double> FragmentChargeTransferNumbers { get; init; }

    /// <summary>Σ_{F≠G} Ω_FG, the probability of hole and particle on different fragments; 0 for a single fragment.</summary>
    public required double FragmentChargeTransfer { get; init; }

    /// <summary>The part of hole and of particle in p functions along π directions, 0 to 1.</summary>
    public required (double Hole, double Particle) PiPopulation { get; init; }

    /// <summary>The part of the particle in diffuse shells, 0 to 1.</summary>
    public required double DiffusePopulation { get; init; }

    /// <summary>
    /// True when a kernel puts a state like this spuriously low: its electron moves away from its hole, and the kernel lacks a
    /// part of the attraction −1/R between the two.
    /// </summary>
    /// <param name="exactExchange">The part of 1/R that the kernel's attraction has at long range, 0 (none) to 1 (all of it).</param>
    /// <remarks>
    /// <see cref="Overlap"/> below 0.4 (1 − <paramref name="exactExchange"/>), or at least half an electron between fragments.
    /// The thresholds are those below which M. J. G. Peach, P. Benfield, T. Helgaker, D. J. Tozer, J. Chem. Phys. 128, 044118
    /// (2008), doi:10.1063/1.2831900, found large errors, 0.4 without and 0.3 with a fifth of exact exchange; their Λ is made of
    /// orbitals' moduli in space, ours of atoms.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    public bool IsSpuriousChargeTransferLikely(double exactExchange)
    {
        if (!(exactExchange >= 0.0 && exactExchange <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(exactExchange), exactExchange, "A fraction between 0 and 1 was expected.");
        return exactExchange < 1.0 && (Overlap < SpuriousOverlap * (1.0 - exactExchange) || FragmentChargeTransfer >= StateCharacter.Half);
    }
}
