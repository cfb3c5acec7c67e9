using Hybrid.Core.Units;

namespace Hybrid.Physics.Response;

/// <summary>
/// Thermodynamic functions of an ideal gas of molecules, as rigid rotors with independent vibrations, relative to the
/// electronic energy at the minimum. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// Formulas: D. A. McQuarrie, "Statistical Mechanics", University Science Books 2000, chapters 5 and 6. Imaginary modes are
/// left out. The electrons contribute k ln(2S + 1): the spin, no excited states.
/// </para>
/// <para>
/// Low modes: S. Grimme, Chem. Eur. J. 18, 9955 (2012), doi:10.1002/chem.201200497: the entropy of a mode is
/// w S_oscillator + (1 − w) S_rotor with w = 1/(1 + (ω0/ω)⁴), and S_rotor that of a free rotor of the moment
/// 1/(2ω), limited by the mean moment of inertia of the molecule. The heat capacity is interpolated in the same way, the
/// energy is the oscillator's.
/// </para>
/// </remarks>
public sealed class Thermochemistry
{
    private Thermochemistry(
        ThermochemicalConditions conditions, double zeroPointEnergy, int omittedModes,
        ThermalContribution translation, ThermalContribution rotation, ThermalContribution vibration, ThermalContribution electrons)
    {
        Conditions = conditions;
        ZeroPointEnergy = zeroPointEnergy;
        OmittedModes = omittedModes;
        Translation = translation;
        Rotation = rotation;
        Vibration = vibration;
        Electrons = electrons;
    }

    /// <summary>Temperature, pressure, symmetry number, treatment of low modes.</summary>
    public ThermochemicalConditions Conditions { get; }

    /// <summary>½ Σ ħω, Eh.</summary>
    public double ZeroPointEnergy { get; }

    /// <summary>How many imaginary modes were left out. Nothing here is meant for a structure that has any but a reaction coordinate.</summary>
    public int OmittedModes { get; }

    /// <summary>The centre of mass in a volume kT/p.</summary>
    public ThermalContribution Translation { get; }

    /// <summary>The rigid rotor.</summary>
    public ThermalContribution Rotation { get; }

    /// <summary>The vibrations, without <see cref="ZeroPointEnergy"/>.</summary>
    public ThermalContribution Vibration { get; }

    /// <summary>The degeneracy of the spin.</summary>
    public ThermalContribution Electrons { get; }

    /// <summary>U − E, with the zero-point energy, Eh.</summary>
    public double Energy => ZeroPointEnergy + Total.Energy;

    /// <summary>H − E = U − E + kT, Eh.</summary>
    public double Enthalpy => Energy + (Constants.BoltzmannHartreePerKelvin * Conditions.Temperature);

    /// <summary>S, Eh/K.</summary>
    public double Entropy => Total.Entropy;

    /// <summary>G − E = H − E − TS, Eh.</summary>
    public double FreeEnergy => Enthalpy - (Conditions.Temperature * Entropy);

    /// <summary>C_V, Eh/K; C_p is larger by k.</summary>
    public double HeatCapacity => Total.HeatCapacity;

    private ThermalContribution Total => Translation + Rotation + Vibration + Electrons;

    /// <summary>The thermodynamic functions of a molecule.</summary>
    /// <param name="vibrations">Its vibrations.</param>
    /// <param name="unpairedElectrons">2S.</param>
    /// <param name="conditions">Temperature, pressure, symmetry number; null for the defaults.</param>
    /// <exception cref="ArgumentException">A condition is out of its range.</exception>
    public static Thermochemistry Of(Vibrations vibrations, int unpairedElectrons = 0, ThermochemicalConditions? conditions = null)
    {
        ArgumentNullException.ThrowIfNull(vibrations);
        ArgumentOutOfRangeException.ThrowIfNegative(unpairedElectrons);
        var given = (conditions ?? ThermochemicalConditions.Default).Validated();
        var kT = k * given.Temperature;
        var zeroPoint = 0.0;
        var vibration = default(ThermalContribution);
        var cutoff = given.RotorCutoffInInverseCentimetres / Constants.InverseCentimetrePerHartree;
        var meanMoment = (vibrations.MomentsOfInertia[0] + vibrations.MomentsOfInertia[1] + vibrations.MomentsOfInertia[2]) / 3.0;
        foreach (var ω in vibrations.Frequencies)
        {
            if (ω <= 0.0)
                continue;
            zeroPoint += 0.5 * ω;
            var oscillator = Oscillator(ω, kT);
            vibration += cutoff > 0.0 ? Interpolated(oscillator, ω, cutoff, meanMoment, kT) : oscillator;
        }

        return new Thermochemistry(
            given, zeroPoint, vibrations.ImaginaryCount,
            TranslationOf(vibrations.Rigid.Mass, kT, given.PressureInPascal / Constants.PascalPerAtomicUnit),
            RotationOf(vibrations, kT, given.SymmetryNumber),
            vibration,
            new ThermalContribution(0.0, k * Math.Log(unpairedElectrons + 1), 0.0));
    }

    /// <summary>S = k [ln((m kT/2πħ²)^{3/2} kT/p) + 5/2].</summary>
    private static ThermalContribution TranslationOf(double mass, double kT, double pressure)
    {
        var states = Math.Pow(mass * kT / (2.0 * Math.PI), 1.5) * kT / pressure;
        return new ThermalContribution(1.5 * kT, k * (Math.Log(states) + 2.5), 1.5 * k);
    }

    /// <summary>q = 2 I kT/σ of a linear molecule and √(π Π_k 2 I_k kT)/σ of others.</summary>
    private static ThermalContribution RotationOf(Vibrations vibrations, double kT, int symmetryNumber)
    {
        var moments = vibrations.MomentsOfInertia;
        if (moments[2] == 0.0)
            return default;
        if (vibrations.IsLinear)
            return new ThermalContribution(kT, k * (Math.Log(2.0 * moments[2] * kT / symmetryNumber) + 1.0), k);
        var q = Math.Sqrt(Math.PI * 8.0 * moments[0] * moments[1] * moments[2] * kT * kT * kT) / symmetryNumber;
        return new ThermalContribution(1.5 * kT, k * (Math.Log(q) + 1.5), 1.5 * k);
    }

    private static ThermalContribution Oscillator(double ω, double kT)
    {
        var x = ω / kT;
        var quanta = 1.0 / double.ExpM1(x);
        return new ThermalContribution(
            ω * quanta,
            k * ((x * quanta) - double.LogP1(-Math.Exp(-x))),
            k * x * x * quanta * (1.0 + quanta));
    }

    private static ThermalContribution Interpolated(ThermalContribution oscillator, double ω, double cutoff, double meanMoment, double kT)
    {
        var ratio = cutoff / ω;
        var w = 1.0 / (1.0 + (ratio * ratio * ratio * ratio));
        var moment = 0.5 / ω;
        moment *= meanMoment / (moment + meanMoment);
        var rotorEntropy = k * (0.5 + (0.5 * Math.Log(2.0 * Math.PI * moment * kT)));
        return new ThermalContribution(
            oscillator.Energy,
            (w * oscillator.Entropy) + ((1.0 - w) * rotorEntropy),
            (w * oscillator.HeatCapacity) + ((1.0 - w) * 0.5 * k));
    }

    private const double k = Constants.BoltzmannHartreePerKelvin;
}
