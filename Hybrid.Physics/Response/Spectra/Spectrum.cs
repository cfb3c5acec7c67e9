using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Core.Units;

namespace Hybrid.Physics.Response.Spectra;

/// <summary>Absorption and circular dichroism of one molecule, or of an ensemble, at the points of an axis. Immutable.</summary>
/// <remarks>
/// <para>
/// ε(ν̃) = K Σ_N f_N g(ν̃ − ν̃_N) with K = N_A e²/(4 ln10 ε0 me c²) = 2.315·10⁸ L mol⁻¹ cm⁻², so that every band fulfils
/// f = 4.319·10⁻⁹ ∫ε dν̃. With a Gaussian of half width s at 1/e of the maximum this is the well-known
/// 1.3063·10⁸ (f/s) exp(−(ν̃ − ν̃_N)²/s²).
/// </para>
/// <para>
/// Δε(ν̃) = Σ_N ν̃_N R_N g(ν̃ − ν̃_N)/22.97 with R in 10⁻⁴⁰ cgs, from R = 22.97 ∫Δε/ν̃ dν̃ with the band's own energy in the
/// denominator. N. Harada, K. Nakanishi, "Circular Dichroic Spectroscopy", Oxford University Press 1983;
/// P. J. Stephens, N. Harada, Chirality 22, 229 (2010), doi:10.1002/chir.20733.
/// </para>
/// </remarks>
public sealed class Spectrum
{
    private readonly double[] absorptivity;
    private readonly double[] dichroism;

    private Spectrum(SpectralAxis axis)
    {
        Axis = axis;
        absorptivity = new double[axis.Count];
        dichroism = new double[axis.Count];
    }

    /// <summary>The points.</summary>
    public SpectralAxis Axis { get; }

    /// <summary>ε, the decadic molar absorptivity, L mol⁻¹ cm⁻¹, at each point.</summary>
    public ReadOnlySpan<double> MolarAbsorptivity => absorptivity;

    /// <summary>Δε = ε_left − ε_right, L mol⁻¹ cm⁻¹, at each point.</summary>
    public ReadOnlySpan<double> CircularDichroism => dichroism;

    /// <summary>ε · Eh per unit oscillator strength: K with wavenumbers as energies.</summary>
    internal const double AbsorptivityPerStrength = Constants.IntegratedAbsorptivityPerOscillatorStrength / Constants.InverseCentimetrePerHartree;

    /// <summary>Δε per unit rotatory strength: both energies in one unit cancel.</summary>
    private const double DichroismPerStrength = Constants.RotatoryStrengthInCgsPerAtomicUnit / Constants.RotatoryStrengthInCgsPerIntegratedDichroism;

    /// <summary>The spectrum of one set of lines.</summary>
    /// <param name="sticks">The lines.</param>
    /// <param name="broadening">Their form and width.</param>
    /// <param name="axis">The points.</param>
    public static Spectrum Of(IEnumerable<Stick> sticks, Broadening broadening, SpectralAxis axis)
    {
        ArgumentNullException.ThrowIfNull(sticks);
        ArgumentNullException.ThrowIfNull(axis);
        Require(broadening);
        var spectrum = new Spectrum(axis);
        spectrum.Add(sticks, broadening, 1.0);
        return spectrum;
    }

    /// <summary>The mean spectrum of an ensemble, Σ w_k spectrum_k / Σ w_k.</summary>
    /// <param name="members">The lines of each member.</param>
    /// <param name="broadening">The form and width of the lines.</param>
    /// <param name="axis">The points.</param>
    /// <param name="weights">One weight per member, such as Boltzmann factors; empty for equal ones.</param>
    /// <exception cref="ArgumentException">There are no members, or the weights don't fit or are negative or all zero.</exception>
    public static Spectrum Average(IReadOnlyList<IReadOnlyList<Stick>> members, Broadening broadening, SpectralAxis axis, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(axis);
        Require(broadening);
        if (members.Count == 0)
            throw new ArgumentException("At least one member of the ensemble was expected.", nameof(members));
        if (!weights.IsEmpty && weights.Length != members.Count)
            throw new ArgumentException($"{members.Count} weights were expected, but {weights.Length} were given.", nameof(weights));
        var total = weights.IsEmpty ? members.Count : 0.0;
        foreach (var w in weights)
        {
            if (!(w >= 0.0 && double.IsFinite(w)))
                throw new ArgumentException(FormattableString.Invariant($"Weights of zero or more were expected, but {w} was given."), nameof(weights));
            total += w;
        }

        if (total == 0.0)
            throw new ArgumentException("A positive weight was expected, but all are zero.", nameof(weights));
        var spectrum = new Spectrum(axis);
        for (var k = 0; k < members.Count; k++)
            spectrum.Add(members[k], broadening, (weights.IsEmpty ? 1.0 : weights[k]) / total);
        return spectrum;
    }

    /// <summary>
    /// Records the absorption of one molecule on a tape, L mol⁻¹ cm⁻¹, shape [points]; differentiable also where states are
    /// degenerate.
    /// </summary>
    /// <param name="tape">The tape.</param>
    /// <param name="energies">
    /// Ω, Eh, the symmetric matrix of the Hamiltonian in the space of some states: diagonal when they are its eigenstates; shape
    /// [states, states]. Its adjoint is symmetric.
    /// </param>
    /// <param name="dipoles">μ, the transition dipoles of the same states, e·a0, shape [states, 3].</param>
    /// <param name="broadening">The form and width of the lines.</param>
    /// <param name="axis">The points.</param>
    /// <remarks>ε(E) = ⅔ K Tr(μᵀ Ω g(E − Ω) μ), which does not change when states are mixed by a rotation.</remarks>
    /// <exception cref="ArgumentException">The shapes don't fit, a width is missing, or Ω is not finite.</exception>
    public static Variable Record(Tape tape, Variable energies, Variable dipoles, Broadening broadening, SpectralAxis axis)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(energies);
        ArgumentNullException.ThrowIfNull(dipoles);
        ArgumentNullException.ThrowIfNull(axis);
        Require(broadening);
        return AbsorptionFunction.Record(tape, energies, dipoles, broadening, axis);
    }

    /// <summary>
    /// Writes a table of comma-separated values: energy in eV, wavelength in nm, ε and Δε, with a line of names. The file
    /// appears whole or not at all.
    /// </summary>
    /// <inheritdoc cref="AtomicFile.Create" path="/exception"/>
    public void WriteCsv(string path) => AtomicFile.WriteText(path, WriteCsv);

    /// <summary>Writes the same table to a text.</summary>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteLine("energy_ev,wavelength_nm,molar_absorptivity_l_mol_cm,circular_dichroism_l_mol_cm");
        for (var p = 0; p < Axis.Count; p++)
        {
            var E = Axis.Energies[p];
            writer.WriteLine(FormattableString.Invariant(
                $"{SpectralUnit.Electronvolt.FromHartree(E):r},{SpectralUnit.Nanometre.FromHartree(E):r},{absorptivity[p]:r},{dichroism[p]:r}"));
        }
    }

    private static void Require(Broadening broadening)
    {
        if (broadening.FullWidth == 0.0)
            throw new ArgumentException("A width of the lines was expected, but none was given.", nameof(broadening));
    }

    private void Add(IEnumerable<Stick> sticks, Broadening broadening, double weight)
    {
        var energies = Axis.Energies;
        foreach (var (ω, f, R) in sticks)
        {
            for (var p = 0; p < energies.Length; p++)
            {
                var line = weight * broadening.Value(energies[p] - ω);
                absorptivity[p] += AbsorptivityPerStrength * f * line;
                dichroism[p] += DichroismPerStrength * ω * R * line;
            }
        }
    }
}
