using Hybrid.Core.Sampling;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;

namespace Hybrid.Physics.Response;

/// <summary>
/// Geometries as the harmonic vibrations of a molecule visit them, independent of each other. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// Each mode is displaced by a normally distributed q along its Cartesian unit vector u with the variance of the harmonic
/// oscillator of reduced mass μ: ⟨q²⟩ = coth(ω/2kT)/(2μω), the coordinates of Wigner's distribution, 1/(2μω) at 0 K; or
/// kT/(μω²) for classical nuclei. E. Wigner, Phys. Rev. 40, 749 (1932), doi:10.1103/PhysRev.40.749.
/// </para>
/// <para>
/// Softer modes than <see cref="LowestFrequencyInInverseCentimetres"/> are treated as if they had that frequency: along
/// straight lines, rotations about bonds go wrong when they are wide.
/// </para>
/// </remarks>
public sealed class VibrationalEnsemble
{
    /// <summary>cm⁻¹.</summary>
    public const double LowestFrequencyInInverseCentimetres = 100.0;

    private readonly Structure structure;
    private readonly Vibrations vibrations;
    private readonly double[] deviations;
    private readonly ulong seed;

    private VibrationalEnsemble(Structure structure, Vibrations vibrations, double[] deviations, ulong seed)
    {
        this.structure = structure;
        this.vibrations = vibrations;
        this.deviations = deviations;
        this.seed = seed;
    }

    /// <summary>√⟨q²⟩ of each mode, a0.</summary>
    public ReadOnlySpan<double> Deviations => deviations;

    /// <summary>Quantum nuclei: zero-point motion and thermal excitation.</summary>
    /// <param name="structure">The minimum that the vibrations are about.</param>
    /// <param name="vibrations">Its vibrations.</param>
    /// <param name="temperature">K; 0 for zero-point motion alone.</param>
    /// <param name="seed">Equal seeds give equal geometries.</param>
    /// <exception cref="ArgumentException">The vibrations are of another molecule, one is imaginary, or the temperature is negative.</exception>
    public static VibrationalEnsemble Wigner(Structure structure, Vibrations vibrations, double temperature, ulong seed) =>
        Of(structure, vibrations, temperature, seed, static (ω, kT) => kT == 0.0 ? 0.5 / ω : 0.5 / (ω * Math.Tanh(0.5 * ω / kT)));

    /// <summary>Classical nuclei.</summary>
    /// <inheritdoc cref="Wigner" path="/param|/exception"/>
    public static VibrationalEnsemble Classical(Structure structure, Vibrations vibrations, double temperature, ulong seed) =>
        Of(structure, vibrations, temperature, seed, static (ω, kT) => kT / (ω * ω));

    /// <summary>One geometry: the same number gives the same geometry, in whatever order they are asked for.</summary>
    /// <param name="number">Which one, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Structure Member(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var random = new CounterRandom(seed, Epoch: 0, Sample: (ulong)number);
        var R = structure.Positions.ToArray();
        for (var mode = 0; mode < deviations.Length; mode++)
        {
            var q = deviations[mode] * random.Normal((ulong)mode);
            var u = vibrations.Displacements.Slice(mode * R.Length, R.Length);
            for (var k = 0; k < R.Length; k++)
                R[k] += q * u[k];
        }

        return structure.WithPositions(R);
    }

    /// <summary>The first geometries of the ensemble, made as they are asked for.</summary>
    /// <param name="count">How many.</param>
    public IEnumerable<Structure> Members(int count) => Enumerable.Range(0, count).Select(Member);

    /// <summary>The variance of a mass-weighted coordinate, for ω and kT in Eh.</summary>
    private static VibrationalEnsemble Of(Structure structure, Vibrations vibrations, double temperature, ulong seed, Func<double, double, double> variance)
    {
        ArgumentNullException.ThrowIfNull(structure);
        ArgumentNullException.ThrowIfNull(vibrations);
        if (vibrations.Masses.Length != structure.AtomCount)
            throw new ArgumentException($"Vibrations of {structure.AtomCount} atoms were expected, but they are of {vibrations.Masses.Length}.", nameof(vibrations));
        if (vibrations.ImaginaryCount > 0)
            throw new ArgumentException($"Vibrations about a minimum were expected, but {vibrations.ImaginaryCount} are imaginary; optimise the structure first.", nameof(vibrations));
        if (!(temperature >= 0.0 && double.IsFinite(temperature)))
            throw new ArgumentException(FormattableString.Invariant($"A temperature of zero or more was expected, but {temperature} K was given."), nameof(temperature));
        var lowest = LowestFrequencyInInverseCentimetres / Constants.InverseCentimetrePerHartree;
        var deviations = new double[vibrations.Count];
        for (var mode = 0; mode < deviations.Length; mode++)
        {
            var ω = Math.Max(vibrations.Frequencies[mode], lowest);
            deviations[mode] = Math.Sqrt(variance(ω, temperature * Constants.BoltzmannHartreePerKelvin) / vibrations.ReducedMasses[mode]);
        }

        return new VibrationalEnsemble(structure, vibrations, deviations, seed);
    }
}
