using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Physics.Response.Spectra;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Spectra;

public sealed class SpectralComparisonTests
{
    /// <summary>eV: two points of the grid over 4 eV.</summary>
    private const double GridTolerance = 4.0 / 1000.0;

    private static readonly Broadening Width = Broadening.FromElectronvolt(LineShape.Gaussian, 0.4);

    [Fact]
    public void A_shifted_curve_is_found_where_it_is_and_a_factor_does_not_matter()
    {
        var comparison = Compared(predicted: 5.2, measured: 5.0);

        (comparison.MeasuredPeak * Constants.ElectronvoltPerHartree).Should().BeApproximately(5.0, GridTolerance);
        (comparison.PeakShift * Constants.ElectronvoltPerHartree).Should().BeApproximately(0.2, GridTolerance);

        // The overlap of two normalised Gaussians of variance σ² at a distance d is exp(−d²/4σ²).
        var σ = 0.4 / (2.0 * Math.Sqrt(2.0 * Math.Log(2.0)));
        comparison.Similarity.Should().BeApproximately(Math.Exp(-0.2 * 0.2 / (4.0 * σ * σ)), 1e-3, "the measured curve is interpolated between points 0.02 eV apart");
        Compared(5.0, 5.0).Similarity.Should().BeApproximately(1.0, 1e-5);
    }

    [Fact]
    public void Curves_that_do_not_overlap_are_not_similar() => Compared(9.0, 4.0).Similarity.Should().BeLessThan(1e-6);

    [Fact]
    public void A_single_point_is_no_curve()
    {
        var compare = () => SpectralComparison.Of([[new Stick(0.2, 1.0)]], Width, MeasuredCurve.Read(new StringReader("5.0 1.0"), "point"));

        compare.Should().Throw<ArgumentException>().WithMessage("*several energies*");
    }

    private static SpectralComparison Compared(double predicted, double measured)
    {
        var points = Enumerable.Range(0, 201).Select(n => 3.0 + (0.02 * n)).Select(E => FormattableString.Invariant(
            $"{E:F2} {0.007 * Width.Value((E - measured) / Constants.ElectronvoltPerHartree):R}"));
        var curve = MeasuredCurve.Read(new StringReader(string.Join('\n', points)), "curve");
        return SpectralComparison.Of([[new Stick(predicted / Constants.ElectronvoltPerHartree, 0.3)]], Width, curve);
    }
}
