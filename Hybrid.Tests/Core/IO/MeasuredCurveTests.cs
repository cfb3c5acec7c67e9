using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Xunit;

namespace Hybrid.Tests.Core.IO;

public sealed class MeasuredCurveTests
{
    [Theory]
    [InlineData("wavelength,epsilon\n200,10\n250,20\n", SpectralUnit.Nanometre)]
    [InlineData("λ/nm;ε\n200;10\n250;20\n", SpectralUnit.Nanometre)]
    [InlineData("# a comment\n\nE (eV)\tabs\r\n4.5\t10\r\n5.0\t20\r\n", SpectralUnit.Electronvolt)]
    [InlineData("wavenumber / cm-1 ,A\n30000 , 10\n40000 , 20, 3\n", SpectralUnit.InverseCentimetre)]
    [InlineData("title of a digitised figure\n4.5 10\n5.0   20\n", SpectralUnit.Electronvolt)]
    [InlineData("200,10\n250,20", SpectralUnit.Nanometre)]
    [InlineData("20000,10\n25000,20", SpectralUnit.InverseCentimetre)]
    public void Points_come_with_and_without_a_header(string text, SpectralUnit unit)
    {
        var curve = Read(text);
        curve.Unit.Should().Be(unit);
        curve.Intensities.ToArray().Should().Equal(10.0, 20.0);
        curve.Count.Should().Be(2);
    }

    [Fact]
    public void Energies_are_those_of_the_photons()
    {
        var energies = Read("nm,x\n200,1\n").Energies();
        (energies[0] * Constants.ElectronvoltPerHartree).Should().BeApproximately(6.19921, 1e-5, "hc = 1239.842 eV nm");
        foreach (var unit in Enum.GetValues<SpectralUnit>())
            unit.ToHartree(unit.FromHartree(0.2)).Should().BeApproximately(0.2, 1e-15);
        MeasuredCurve.Read(new StringReader("nm,x\n4,1\n"), "given", SpectralUnit.Electronvolt).Unit.Should().Be(SpectralUnit.Electronvolt);
    }

    [Theory]
    [InlineData("nm,x\n200,1\n210,abc\n", "curve.csv, line 3: expected two numbers with decimal points, the axis and the intensity, but came \"210,abc\".")]
    [InlineData("nm;x\n200,5;1,5\n", "curve.csv, line 2: expected two numbers with decimal points, the axis and the intensity, but came \"200,5;1,5\".")]
    [InlineData("nm,x\n200,1\n210\n", "curve.csv, line 3: *")]
    [InlineData("nm,x\n200,1\n-5,1\n", "curve.csv, line 3: expected a positive energy or wavelength, but came \"-5\".")]
    [InlineData("nm,x\n", "curve.csv: expected lines of two numbers*")]
    [InlineData("x,y\n10,1\n300,1\n", "curve.csv: expected a header that names the unit of the axis (eV, nm or cm-1), which can't be told from numbers between 10 and 300.")]
    public void A_bad_row_is_named(string text, string message)
    {
        var read = () => Read(text);
        read.Should().Throw<InvalidDataException>().WithMessage(message);
    }

    private static MeasuredCurve Read(string text) => MeasuredCurve.Read(new StringReader(text), "curve.csv");
}
