using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Response;
using Xunit;

namespace Hybrid.Tests.Physics.Response;

public sealed class ThermochemistryTests
{
    private const double CaloriesPerHartree = 1000.0 * Constants.KilocaloriePerMolePerHartree;

    /// <summary>Three printed decimals and the program's gas constant, which is 3e-5 too large.</summary>
    private const double RelativeTolerance = 1e-4;

    /// <summary>cal/mol (1.6e-6 Eh): 0.3 cm⁻¹ in each of a few soft modes, see the tolerance of the frequencies.</summary>
    private const double EnthalpyTolerance = 1.0;

    /// <summary>
    /// cal/(mol K): the program's entropy of translation comes from two constants of five digits and is 0.016 too small;
    /// rotation and vibration differ by the truncation of its Hessian.
    /// </summary>
    private const double EntropyTolerance = 0.02;

    /// <summary>Eh: the same 0.016 cal/(mol K) at room temperature.</summary>
    private const double FreeEnergyTolerance = 1e-5;

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var reference in ReferenceVibration.All.Where(reference => reference.ZeroPointEnergy is not null))
            data.Add(reference.Name, reference.Method);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_that_of_xtb(string name, string method)
    {
        var reference = ReferenceVibration.All.Single(r => r.Name == name && r.Method == method);
        var vibrations = Responses.Vibrations(method, reference.Structure, reference.Masses());
        var thermochemistry = Thermochemistry.Of(
            vibrations, conditions: new() { SymmetryNumber = reference.SymmetryNumber, RotorCutoffInInverseCentimetres = 50.0 });

        AssertContribution(thermochemistry.Vibration, reference.Vibration, ofPressure: 0.0);
        AssertContribution(thermochemistry.Rotation, reference.Rotation, ofPressure: 0.0);
        AssertContribution(thermochemistry.Translation, reference.Translation, ofPressure: Constants.BoltzmannHartreePerKelvin);
        thermochemistry.FreeEnergy.Should().BeApproximately(reference.FreeEnergy, FreeEnergyTolerance);
    }

    [Fact]
    public void The_entropy_of_argon_is_the_known_one()
    {
        // CODATA key values for thermodynamics (1989): S°(Ar, g, 298.15 K, 1 bar) = 154.846 ± 0.003 J/(mol K)
        var thermochemistry = Thermochemistry.Of(Atom(18), conditions: new() { PressureInPascal = 1e5 });
        var inJoule = thermochemistry.Entropy * 1000.0 * Constants.KilojoulePerMolePerHartree;
        inJoule.Should().BeApproximately(154.846, 0.004);
        thermochemistry.Rotation.Should().Be(default(ThermalContribution));
        thermochemistry.ZeroPointEnergy.Should().Be(0.0);
    }

    [Fact]
    public void Unpaired_electrons_add_the_logarithm_of_their_multiplicity()
    {
        var doublet = Thermochemistry.Of(Atom(1), unpairedElectrons: 1);
        doublet.Electrons.Entropy.Should().BeApproximately(Constants.BoltzmannHartreePerKelvin * Math.Log(2.0), 1e-18);
        doublet.Electrons.Energy.Should().Be(0.0);
    }

    [Theory]
    [InlineData("water_dimer", 0.0)]
    [InlineData("co2", 0.0)]
    public void Entropy_and_heat_capacity_are_derivatives(string name, double cutoff)
    {
        var vibrations = Responses.Vibrations("gfn2-xtb", ReferenceVibration.All.First(r => r.Name == name).Structure);
        Thermochemistry At(double T) => Thermochemistry.Of(vibrations, 0, new() { Temperature = T, RotorCutoffInInverseCentimetres = cutoff });
        const double T = 350.0, δ = 0.5;

        var entropy = -(At(T + δ).FreeEnergy - At(T - δ).FreeEnergy) / (2.0 * δ);
        var heatCapacity = (At(T + δ).Energy - At(T - δ).Energy) / (2.0 * δ);

        At(T).Entropy.Should().BeApproximately(entropy, 1e-6 * entropy);
        At(T).HeatCapacity.Should().BeApproximately(heatCapacity, 1e-6 * heatCapacity);
    }

    [Fact]
    public void A_symmetry_number_takes_its_logarithm_from_the_entropy()
    {
        var vibrations = Responses.Vibrations("gfn2-xtb", ReferenceVibration.All.First(r => r.Name == "nh3").Structure);
        var difference = Thermochemistry.Of(vibrations).Entropy - Thermochemistry.Of(vibrations, 0, new() { SymmetryNumber = 3 }).Entropy;
        difference.Should().BeApproximately(Constants.BoltzmannHartreePerKelvin * Math.Log(3.0), 1e-15);
    }

    [Fact]
    public void A_vanishing_rotor_cutoff_is_the_harmonic_oscillator()
    {
        var vibrations = Responses.Vibrations("gfn2-xtb", ReferenceVibration.All.First(r => r.Name == "water_dimer").Structure);
        var harmonic = Thermochemistry.Of(vibrations).Vibration;
        var tiny = Thermochemistry.Of(vibrations, 0, new() { RotorCutoffInInverseCentimetres = 1e-3 }).Vibration;
        var usual = Thermochemistry.Of(vibrations, 0, new() { RotorCutoffInInverseCentimetres = 50.0 }).Vibration;
        tiny.Entropy.Should().BeApproximately(harmonic.Entropy, 1e-15);
        usual.Entropy.Should().NotBeApproximately(harmonic.Entropy, 1e-8);
        usual.Energy.Should().Be(harmonic.Energy);
    }

    [Theory]
    [InlineData(0.0, 101325.0, 1, 0.0, "A temperature*")]
    [InlineData(298.15, 0.0, 1, 0.0, "A positive pressure*")]
    [InlineData(298.15, double.PositiveInfinity, 1, 0.0, "A positive pressure*")]
    [InlineData(298.15, 101325.0, 0, 0.0, "A symmetry number*")]
    [InlineData(298.15, 101325.0, 1, -1.0, "A rotor cutoff*")]
    public void Conditions_out_of_range_are_refused(double temperature, double pressure, int symmetryNumber, double cutoff, string message)
    {
        var conditions = new ThermochemicalConditions
        {
            Temperature = temperature,
            PressureInPascal = pressure,
            SymmetryNumber = symmetryNumber,
            RotorCutoffInInverseCentimetres = cutoff,
        };
        FluentActions.Invoking(conditions.Validated).Should().Throw<ArgumentException>().WithMessage(message);
    }

    private static Vibrations Atom(int atomicNumber) => Vibrations.Of(new Structure([atomicNumber], [0, 0, 0]), new double[9], Responses.Algebra);

    private static void AssertContribution(ThermalContribution actual, double[] expected, double ofPressure)
    {
        var enthalpy = (actual.Energy + (ofPressure * 298.15)) * CaloriesPerHartree;
        enthalpy.Should().BeApproximately(expected[0], EnthalpyTolerance + (RelativeTolerance * expected[0]));
        ((actual.HeatCapacity + ofPressure) * CaloriesPerHartree).Should().BeApproximately(expected[1], 0.002 + (RelativeTolerance * expected[1]));
        (actual.Entropy * CaloriesPerHartree).Should().BeApproximately(expected[2], EntropyTolerance);
    }
}
