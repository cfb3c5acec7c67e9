namespace Hybrid.Core.Units;

/// <summary>
/// Conversion factors between atomic units (Eh, a0, e, me, ħ = 1) and the units that people read.
/// Every number here is CODATA 2018 unless its remark says otherwise.
/// </summary>
/// <remarks>
/// Published parameters keep the conversion that their authors' program uses; such factors stand in the
/// parameter file of the method, not here.
/// </remarks>
public static class Constants
{
    /// <summary>One bohr in ångström.</summary>
    public const double AngstromPerBohr = 0.529177210903;

    /// <summary>One ångström in bohr.</summary>
    public const double BohrPerAngstrom = 1.0 / AngstromPerBohr;

    /// <summary>One hartree in electronvolt.</summary>
    public const double ElectronvoltPerHartree = 27.211386245988;

    /// <summary>One hartree in kJ/mol.</summary>
    public const double KilojoulePerMolePerHartree = 2625.4996394799;

    /// <summary>One hartree in kcal/mol (thermochemical calorie, 4.184 J).</summary>
    public const double KilocaloriePerMolePerHartree = KilojoulePerMolePerHartree / 4.184;

    /// <summary>One hartree as a wavenumber in cm⁻¹.</summary>
    public const double InverseCentimetrePerHartree = 219474.63136320;

    /// <summary>One atomic unit of dipole moment (e·a0) in debye.</summary>
    public const double DebyePerAtomicUnit = 2.541746473;

    /// <summary>Boltzmann's constant in Eh/K.</summary>
    public const double BoltzmannHartreePerKelvin = 3.1668115634556e-6;

    /// <summary>One unified atomic mass unit in electron masses.</summary>
    public const double ElectronMassPerDalton = 1822.888486209;

    /// <summary>One atomic unit of pressure (Eh/a0³) in pascal.</summary>
    public const double PascalPerAtomicUnit = 2.9421015697e13;

    /// <summary>
    /// N_A e²/(12 ε0 c² me): the infrared absorption, km/mol, of a mode whose dipole moment changes by |∂μ/∂Q|² = 1 e²/me.
    /// </summary>
    public const double KilometrePerMolePerDipoleStrength =
        1e-3 * 6.02214076e23 * 1.602176634e-19 * 1.602176634e-19 / (12.0 * 8.8541878128e-12 * 299792458.0 * 299792458.0 * 9.1093837015e-31);

    /// <summary>
    /// One atomic unit of rotatory strength, (e a0)(eħ/me), in 10⁻⁴⁰ esu² cm² (erg cm³), the unit of the literature:
    /// 10⁴⁰ · 2.5417·10⁻¹⁸ esu cm · 2 μ_B with the Bohr magneton in erg/G.
    /// </summary>
    public const double RotatoryStrengthInCgsPerAtomicUnit = 1e40 * DebyePerAtomicUnit * 1e-18 * 2.0 * 9.2740100783e-21;

    /// <summary>
    /// ∫ε dν̃ of an absorption band of oscillator strength 1, L mol⁻¹ cm⁻²: N_A e²/(4 ln10 ε0 me c²), the reciprocal of 4.319·10⁻⁹.
    /// </summary>
    public const double IntegratedAbsorptivityPerOscillatorStrength =
        0.1 * 6.02214076e23 * 1.602176634e-19 * 1.602176634e-19
        / (4.0 * NaturalLogarithmOfTen * 8.8541878128e-12 * 9.1093837015e-31 * 299792458.0 * 299792458.0);

    /// <summary>
    /// The rotatory strength, 10⁻⁴⁰ cgs, of a band with ∫Δε/ν̃ dν̃ = 1 L mol⁻¹ cm⁻¹: 3000 ln10 hc/(32 π³ N_A), 22.97.
    /// </summary>
    public const double RotatoryStrengthInCgsPerIntegratedDichroism =
        1e40 * 3000.0 * NaturalLogarithmOfTen * 6.62607015e-27 * 2.99792458e10 / (32.0 * Math.PI * Math.PI * Math.PI * 6.02214076e23);

    /// <summary>The wavelength of a photon of 1 Eh, nm; λ = this / E.</summary>
    public const double NanometreHartree = 1e7 / InverseCentimetrePerHartree;

    private const double NaturalLogarithmOfTen = 2.302585092994046;
}
