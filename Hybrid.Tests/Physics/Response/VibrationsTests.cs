using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Physics.Response;
using Xunit;

namespace Hybrid.Tests.Physics.Response;

public sealed class VibrationsTests
{
    /// <summary>
    /// cm⁻¹: xtb differences gradients with a step of 0.005 a0, whose truncation is up to 0.15 cm⁻¹ in methanol and 0.3 in
    /// the soft modes of the water dimer, and projects translations and rotations without masses, which moves modes by up to
    /// 0.06 cm⁻¹ where a gradient is left.
    /// </summary>
    private const double FrequencyTolerance = 0.4;

    /// <summary>The same with our step set to xtb's: what remains is the projection.</summary>
    private const double SameStepFrequencyTolerance = 0.1;

    /// <summary>
    /// Two soft modes of the water dimer, 10 cm⁻¹ apart, share their intensity 2.4 % differently in xtb's truncated Hessian;
    /// all other intensities agree to 0.3 %.
    /// </summary>
    private const double RelativeIntensityTolerance = 0.03;

    /// <summary>xtb differences the dipole moment, we take its analytic derivative; mixed modes keep their sum.</summary>
    private const double RelativeSumTolerance = 1e-3;

    /// <summary>km/mol.</summary>
    private const double IntensityFloor = 0.05;

    /// <summary>Eh: the truncation of xtb's step, 3e-7 in single molecules and 1.5e-6 in the soft modes of the water dimer.</summary>
    private const double ZeroPointTolerance = 2e-6;

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var reference in ReferenceVibration.All)
            data.Add(reference.Name, reference.Method);
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_those_of_xtb(string name, string method)
    {
        var reference = ReferenceVibration.All.Single(r => r.Name == name && r.Method == method);
        var vibrations = Responses.Vibrations(method, reference.Structure, reference.Masses());

        AssertClose(vibrations.FrequenciesInInverseCentimetres(), reference.Frequencies, FrequencyTolerance);
        var intensities = vibrations.InfraredIntensitiesInKilometresPerMole();
        for (var mode = 0; mode < intensities.Length; mode++)
        {
            var expected = reference.Intensities[mode];
            intensities[mode].Should().BeApproximately(expected, IntensityFloor + (RelativeIntensityTolerance * expected));
        }

        var sum = reference.Intensities.Sum();
        intensities.Sum().Should().BeApproximately(sum, IntensityFloor + (RelativeSumTolerance * sum));
        if (reference.ZeroPointEnergy is { } zeroPoint)
            Thermochemistry.Of(vibrations).ZeroPointEnergy.Should().BeApproximately(zeroPoint, ZeroPointTolerance);
        vibrations.IsLinear.Should().Be(name is "hcn" or "co2");
    }

    [Theory]
    [InlineData("methanol", "gfn1-xtb")]
    [InlineData("methanol", "gfn2-xtb")]
    [InlineData("formic_acid", "gfn2-xtb")]
    [InlineData("water_dimer", "gfn1-xtb")]
    [InlineData("water_dimer", "gfn2-xtb")]
    public void With_the_step_of_xtb_the_difference_to_it_shrinks(string name, string method)
    {
        var reference = ReferenceVibration.All.Single(r => r.Name == name && r.Method == method);
        var vibrations = Responses.Vibrations(method, reference.Structure, reference.Masses(), new DisplacementSettings { Step = 0.005 });
        AssertClose(vibrations.FrequenciesInInverseCentimetres(), reference.Frequencies, SameStepFrequencyTolerance);
    }

    [Fact]
    public void Modes_are_orthonormal_to_each_other_and_to_rigid_motions()
    {
        var structure = ReferenceVibration.All.First(r => r.Name == "formic_acid").Structure;
        var vibrations = Responses.Vibrations("gfn2-xtb", structure);
        var rigid = RigidMotions.Of(structure, vibrations.Masses, Responses.Algebra);
        var n = 3 * structure.AtomCount;
        for (var a = 0; a < vibrations.Count; a++)
        {
            var La = MassWeighted(vibrations, a, n);
            for (var b = 0; b <= a; b++)
                Dot(La, MassWeighted(vibrations, b, n)).Should().BeApproximately(a == b ? 1.0 : 0.0, 1e-12);
            for (var r = 0; r < rigid.Count; r++)
                Dot(La, rigid.Vectors.Slice(r * n, n)).Should().BeApproximately(0.0, 1e-12);
        }
    }

    [Fact]
    public void A_force_constant_is_the_curvature_along_the_mode()
    {
        var structure = ReferenceVibration.All.First(r => r.Name == "nh3").Structure;
        var hessian = Responses.Hessian("gfn2-xtb", structure);
        var vibrations = Vibrations.Of(structure, hessian.Values, Responses.Algebra);
        var n = 3 * structure.AtomCount;
        var k = vibrations.ForceConstants();
        for (var mode = 0; mode < vibrations.Count; mode++)
        {
            var u = vibrations.Displacements.Slice(mode * n, n);
            var curvature = 0.0;
            for (var row = 0; row < n; row++)
                curvature += u[row] * Dot(hessian.Values.Slice(row * n, n), u);
            k[mode].Should().BeApproximately(curvature, 1e-10);
            Dot(u, u).Should().BeApproximately(1.0, 1e-12);
        }

        vibrations.DipoleStrengths.Length.Should().Be(0);
    }

    [Fact]
    public void A_diatomic_molecule_is_a_spring_between_two_masses()
    {
        const double k = 0.37;
        var structure = new Structure([1, 17], [0.3, -0.2, 0.1, 0.3, -0.2, 2.5]);
        double m1 = 1.008 * Constants.ElectronMassPerDalton, m2 = 35.45 * Constants.ElectronMassPerDalton;
        var hessian = new double[36];
        hessian[(2 * 6) + 2] = hessian[(5 * 6) + 5] = k;
        hessian[(2 * 6) + 5] = hessian[(5 * 6) + 2] = -k;
        double[] dipole = [.. new double[12], 0, 0, -0.2, 0, 0, 0.2];

        var vibrations = Vibrations.Of(structure, hessian, Responses.Algebra, dipole);

        vibrations.Count.Should().Be(1);
        vibrations.IsLinear.Should().BeTrue();
        var reduced = m1 * m2 / (m1 + m2);
        vibrations.Frequencies[0].Should().BeApproximately(Math.Sqrt(k / reduced), 1e-13);
        vibrations.DipoleStrengths[0].Should().BeApproximately(0.04 / reduced, 1e-15);
    }

    [Fact]
    public void Flat_ammonia_has_one_imaginary_frequency()
    {
        double[] positions = [0, 0, 0, 1.9, 0, 0, -0.95, 1.6454482671904334, 0, -0.95, -1.6454482671904334, 0];
        var vibrations = Responses.Vibrations("gfn2-xtb", new Structure([7, 1, 1, 1], positions));
        vibrations.ImaginaryCount.Should().Be(1);
        vibrations.FrequenciesInInverseCentimetres()[0].Should().BeInRange(-1500.0, -300.0);
        vibrations.ForceConstants()[0].Should().BeNegative();
        Thermochemistry.Of(vibrations).OmittedModes.Should().Be(1);
    }

    [Fact]
    public void An_atom_does_not_vibrate()
    {
        var vibrations = Responses.Vibrations("gfn2-xtb", new Structure([10], [0.1, 0.2, 0.3]));
        vibrations.Count.Should().Be(0);
        vibrations.IsLinear.Should().BeFalse();
        vibrations.MomentsOfInertia.ToArray().Should().Equal(0.0, 0.0, 0.0);
    }

    [Fact]
    public void Heavier_isotopes_vibrate_more_slowly()
    {
        var structure = ReferenceVibration.All.First(r => r.Name == "hydrogen_peroxide").Structure;
        var hessian = Responses.Hessian("gfn2-xtb", structure);
        var light = Vibrations.Of(structure, hessian.Values, Responses.Algebra);
        var masses = light.Masses.ToArray();
        foreach (ref var mass in masses.AsSpan())
            mass *= 4.0;
        var heavy = Vibrations.Of(structure, hessian.Values, Responses.Algebra, masses: masses);
        AssertClose([.. heavy.Frequencies.ToArray().Select(ω => 2.0 * ω)], light.Frequencies, 1e-11); // ω = √k/m turns the rounding of a soft k into 1e-12
    }

    [Fact]
    public void Wrong_lengths_masses_and_numbers_are_refused()
    {
        var structure = new Structure([1, 1], [0, 0, 0, 0, 0, 1.4]);
        var zero = new double[36];
        FluentActions.Invoking(() => Vibrations.Of(structure, new double[9], Responses.Algebra)).Should().Throw<ArgumentException>().WithMessage("A Hessian of 6 × 6*");
        FluentActions.Invoking(() => Vibrations.Of(structure, zero, Responses.Algebra, new double[6])).Should().Throw<ArgumentException>().WithMessage("Dipole derivatives of 3 × 6*");
        FluentActions.Invoking(() => Vibrations.Of(structure, zero, Responses.Algebra, masses: [1.0])).Should().Throw<ArgumentException>().WithMessage("2 masses*");
        FluentActions.Invoking(() => Vibrations.Of(structure, zero, Responses.Algebra, masses: [1.0, -1.0])).Should().Throw<ArgumentException>().WithMessage("A positive mass*");
        zero[0] = double.NaN;
        FluentActions.Invoking(() => Vibrations.Of(structure, zero, Responses.Algebra)).Should().Throw<ArgumentException>().WithMessage("A Hessian of finite numbers*");
    }

    private static double[] MassWeighted(Vibrations vibrations, int mode, int n) => [.. vibrations.Displacements.Slice(mode * n, n).ToArray()
        .Select((u, i) => u * Math.Sqrt(vibrations.Masses[i / 3] / vibrations.ReducedMasses[mode]))];

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);

    private static void AssertClose(double[] actual, ReadOnlySpan<double> expected, double tolerance)
    {
        actual.Should().HaveCount(expected.Length);
        for (var i = 0; i < actual.Length; i++)
            actual[i].Should().BeApproximately(expected[i], tolerance);
    }
}
