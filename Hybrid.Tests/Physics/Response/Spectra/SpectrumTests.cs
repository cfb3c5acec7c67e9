using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Physics.Response.Spectra;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Spectra;

public sealed class SpectrumTests
{
    private static readonly Stick[] Sticks = [new(0.15, 0.3, 0.02), new(0.20, 0.05, -0.05)];
    private static readonly Broadening Gaussian = Broadening.FromElectronvolt(LineShape.Gaussian, 0.4);

    [Theory]
    [InlineData(LineShape.Gaussian, 1e-10)]
    [InlineData(LineShape.Lorentzian, 1e-3)] // its tails beyond ±80 widths
    public void The_integral_over_wavenumbers_is_the_oscillator_strength(LineShape shape, double tolerance)
    {
        var axis = SpectralAxis.Of(SpectralUnit.InverseCentimetre, 5_000.0, 205_000.0, 40_001);
        var spectrum = Spectrum.Of([new(105_000.0 / Constants.InverseCentimetrePerHartree, 0.7, 0.01)], new Broadening(shape, 1_200.0 / Constants.InverseCentimetrePerHartree), axis);
        var (area, dichroism) = (0.0, 0.0);
        for (var p = 0; p < axis.Count; p++)
        {
            area += 5.0 * spectrum.MolarAbsorptivity[p];
            dichroism += 5.0 * spectrum.CircularDichroism[p];
        }

        var f = 0.7 * Constants.IntegratedAbsorptivityPerOscillatorStrength;
        if (shape == LineShape.Lorentzian)
            f *= 2.0 / Math.PI * Math.Atan(100_000.0 / 600.0);
        area.Should().BeApproximately(f, tolerance * f);
        (area * 4.319e-9).Should().BeApproximately(0.7, 0.7 * 5e-3);

        // R = 22.97e-40 ∫Δε/ν̃ dν̃ with the band's energy.
        (22.97 * dichroism / 105_000.0).Should().BeApproximately(0.01 * 471.44, 0.01 * 471.44 * 5e-3);
    }

    [Fact]
    public void The_prefactors_are_those_of_the_literature()
    {
        (1.0 / Constants.IntegratedAbsorptivityPerOscillatorStrength).Should().BeApproximately(4.319e-9, 1e-12);
        (Constants.IntegratedAbsorptivityPerOscillatorStrength / Math.Sqrt(Math.PI)).Should().BeApproximately(1.3062974e8, 1e3, "Gaussian's white paper on UV-Vis spectra");
        Constants.RotatoryStrengthInCgsPerIntegratedDichroism.Should().BeApproximately(22.97, 1e-2);
    }

    [Fact]
    public void The_width_is_the_full_one_at_half_maximum()
    {
        foreach (var shape in new[] { LineShape.Gaussian, LineShape.Lorentzian })
        {
            var line = new Broadening(shape, 0.02);
            line.Value(0.01).Should().BeApproximately(0.5 * line.Value(0.0), 1e-12 * line.Value(0.0));
            const double h = 1e-6;
            line.Slope(0.004).Should().BeApproximately((line.Value(0.004 + h) - line.Value(0.004 - h)) / (2.0 * h), 1e-4);
        }

        var σ = 0.3 / Constants.ElectronvoltPerHartree;
        var gaussian = Broadening.FromStandardDeviationInElectronvolt(0.3);
        gaussian.Scale.Should().BeApproximately(σ, 1e-15);
        (gaussian.Value(σ) / gaussian.Value(0.0)).Should().BeApproximately(Math.Exp(-0.5), 1e-12);
    }

    [Fact]
    public void An_axis_in_wavelengths_shows_the_same_numbers_at_the_same_photons()
    {
        var inEnergy = SpectralAxis.Of(SpectralUnit.Electronvolt, 4.0, 5.0, 3);
        var wavelengths = SpectralAxis.Of(SpectralUnit.Nanometre, 1239.841984 / 5.0, 1239.841984 / 4.0, 2);
        var (a, b) = (Spectrum.Of(Sticks, Gaussian, inEnergy), Spectrum.Of(Sticks, Gaussian, wavelengths));
        b.MolarAbsorptivity[0].Should().BeApproximately(a.MolarAbsorptivity[2], 1e-6 * a.MolarAbsorptivity[2]);
        b.MolarAbsorptivity[1].Should().BeApproximately(a.MolarAbsorptivity[0], 1e-6 * a.MolarAbsorptivity[0]);
        b.CircularDichroism[1].Should().BeApproximately(a.CircularDichroism[0], 1e-6 * Math.Abs(a.CircularDichroism[0]));
    }

    [Fact]
    public void An_ensemble_has_the_weighted_mean_of_its_members()
    {
        var axis = SpectralAxis.Around(Sticks, Gaussian, 50);
        var (one, other) = (Spectrum.Of(Sticks[..1], Gaussian, axis), Spectrum.Of(Sticks[1..], Gaussian, axis));
        var mean = Spectrum.Average([Sticks[..1], Sticks[1..]], Gaussian, axis, [3.0, 1.0]);
        var equal = Spectrum.Average([Sticks[..1], Sticks[1..]], Gaussian, axis);
        for (var p = 0; p < axis.Count; p++)
        {
            mean.MolarAbsorptivity[p].Should().BeApproximately((0.75 * one.MolarAbsorptivity[p]) + (0.25 * other.MolarAbsorptivity[p]), 1e-8);
            equal.CircularDichroism[p].Should().BeApproximately(0.5 * (one.CircularDichroism[p] + other.CircularDichroism[p]), 1e-10);
        }

        var bad = () => Spectrum.Average([Sticks], Gaussian, axis, [-1.0]);
        bad.Should().Throw<ArgumentException>().WithMessage("*zero or more*");
        var none = () => Spectrum.Average([Sticks], Gaussian, axis, [0.0]);
        none.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_written_table_can_be_read_again()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "spectrum.csv");
        var spectrum = Spectrum.Of(Sticks, Gaussian, SpectralAxis.Of(SpectralUnit.Nanometre, 200.0, 400.0, 5));
        spectrum.WriteCsv(path);
        var lines = File.ReadAllLines(path);
        lines.Should().HaveCount(6);
        lines[0].Should().StartWith("energy_ev,wavelength_nm,");
        var curve = MeasuredCurve.Read(path);
        curve.Unit.Should().Be(SpectralUnit.Electronvolt);
        curve.Energies().Should().Equal(spectrum.Axis.Energies.ToArray(), static (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Impossible_axes_and_widths_are_refused()
    {
        var backwards = () => SpectralAxis.Of(SpectralUnit.Electronvolt, 5.0, 4.0, 10);
        backwards.Should().Throw<ArgumentException>().WithMessage("An axis*from 5 to 4*");
        var width = () => new Broadening(LineShape.Gaussian, 0.0);
        width.Should().Throw<ArgumentOutOfRangeException>();
        var missing = () => Spectrum.Of(Sticks, default, SpectralAxis.Around(Sticks, Gaussian, 5));
        missing.Should().Throw<ArgumentException>().WithMessage("A width*");
    }
}
