using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Reports;

public sealed class SpectrumPageTests
{
    /// <summary>Values of orbitals are multiples of 2e-4.</summary>
    private const double HalfAStep = 1e-4 + 1e-12;

    private static readonly Structure Hydrogen = new([1, 1], [0, 0, 0, 0, 0, 1.4]);

    [Fact]
    public void A_page_asks_nobody_and_holds_one_block_of_data()
    {
        var html = Html(Page("H2 </script>", State(0.4, Orbital(1.0), Orbital(-1.0))));
        html.Should().StartWith("<!DOCTYPE html>").And.Contain("Content-Security-Policy").And.NotContain("{{");
        html.Should().NotContain("<script src").And.NotContain("<link").And.NotContain("@import");
        html.Split("</script>").Length.Should().Be(6, "licences, data, two libraries and our scripts are all elements");
        html.Should().Contain("H2 &lt;/script&gt;").And.NotContain("</script> ");
        var data = Data(html);
        data.GetProperty("format").GetString().Should().Be("hybrid-spectrum-page");
        data.GetProperty("version").GetInt32().Should().Be(1);
        data.GetProperty("title").GetString().Should().Be("H2 </script>");
    }

    [Fact]
    public void States_are_ordered_and_counted_by_spin_and_energies_are_in_electronvolt()
    {
        var page = Page("H2", State(0.5), State(0.4) with { Multiplicity = Multiplicity.Triplet }, State(0.3));
        var states = Data(Html(page)).GetProperty("spectra")[0].GetProperty("states").EnumerateArray().ToArray();
        states.Select(state => state.GetProperty("label").GetString()).Should().Equal("S1", "T1", "S2");
        states[0].GetProperty("energy").GetDouble().Should().BeApproximately(0.3 * 27.211386245988, 1e-6, "six digits are written");
        Data(Html(page)).GetProperty("spectra")[0].GetProperty("positions")[5].GetDouble().Should().BeApproximately(1.4 * 0.529177210903, 1e-5, "Å, five digits");
    }

    [Fact]
    public void An_orbital_that_occurs_twice_is_stored_once_and_comes_back_as_it_was()
    {
        var (bonding, antibonding) = (Orbital(1.0), Orbital(-1.0));
        var spectrum = Data(Html(Page("H2", State(0.4, bonding, antibonding), State(0.5, bonding, bonding)))).GetProperty("spectra")[0];
        var orbitals = spectrum.GetProperty("orbitals").EnumerateArray().ToArray();
        orbitals.Should().HaveCount(2);
        spectrum.GetProperty("states")[1].GetProperty("pairs")[0].GetProperty("particle").GetInt32().Should().Be(0);
        var values = Decoded(orbitals[1]);
        values.Should().HaveCount(antibonding.Values.Length);
        for (var n = 0; n < values.Length; n++)
            values[n].Should().BeApproximately(antibonding.Values[n], HalfAStep);
    }

    [Fact]
    public void Bands_are_scaled_as_spectroscopists_do()
    {
        // ∫ ε dν̃ = f / 4.319e-9 with ν̃ in cm⁻¹ (R. S. Mulliken, J. Chem. Phys. 7, 14 (1939)), 8065.544 cm⁻¹ per eV; four digits are given.
        var data = Data(Html(Page("H2", State(0.4))));
        data.GetProperty("absorptivityPerStrength").GetDouble().Should().BeApproximately(1.0 / 4.319e-9 / 8065.544, 5.0);
        data.GetProperty("electronvoltNanometres").GetDouble().Should().BeApproximately(1239.841984, 1e-4);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        var empty = () => Html(new SpectrumPage("none", []));
        empty.Should().Throw<ArgumentException>().WithMessage("At least one spectrum*");
        var infinite = () => Html(Page("H2", State(0.4) with { OscillatorStrength = double.NaN }));
        infinite.Should().Throw<ArgumentException>().WithMessage("An oscillator strength should be a finite number, but is NaN*");
        var wavenumbers = () => Html(Page("H2", State(0.4)) with { Display = new SpectrumDisplay { Unit = SpectralUnit.InverseCentimetre } });
        wavenumbers.Should().Throw<ArgumentException>().WithMessage("A page shows eV or nm*");
    }

    [Fact]
    public void A_measured_curve_is_ordered_by_energy()
    {
        var curve = MeasuredCurve.Read(new StringReader("nm,a\n200,3\n400,1\n"), "curve");
        var data = Data(Html(Page("H2", State(0.4)) with { Measured = new MeasuredSpectrum("m", curve, IsMolar: true) })).GetProperty("measured");
        data.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()).Should().Equal(1.0, 3.0);
        data.GetProperty("energies")[0].GetDouble().Should().BeApproximately(1239.841984 / 400.0, 1e-5);
    }

    private static SpectrumPage Page(string title, params PredictedState[] states) =>
        new(title, [new PredictedSpectrum("H2", "none", Hydrogen, states, [new("model", "none")])]);

    private static PredictedState State(double energy) => new(Multiplicity.Singlet, energy, 0.1, null, "σ→σ*", ["1 → 2, 100 %"], []);

    private static PredictedState State(double energy, OrbitalGrid hole, OrbitalGrid particle) =>
        State(energy) with { Orbitals = [new TransitionOrbitalPair(1.0, hole, particle)] };

    private static OrbitalGrid Orbital(double sign)
    {
        GaussianShell Shell(int atom) => new(atom, 0, new[] { 0.4 }, new[] { 0.6 });
        return OrbitalGrid.Of(Hydrogen.Positions, [Shell(0), Shell(1)], [1.0, sign], 2000);
    }

    private static string Html(SpectrumPage page)
    {
        using var writer = new StringWriter();
        page.Write(writer);
        return writer.ToString();
    }

    private static JsonElement Data(string html)
    {
        const string Begin = "<script type=\"application/json\" id=\"data\">";
        var start = html.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return JsonDocument.Parse(html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)]).RootElement;
    }

    private static double[] Decoded(JsonElement orbital)
    {
        using var gzip = new GZipStream(new MemoryStream(orbital.GetProperty("values").GetBytesFromBase64()), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        short multiple = 0;
        var values = new double[bytes.Length / 2];
        for (var n = 0; n < values.Length; n++)
        {
            multiple = unchecked((short)(multiple + BinaryPrimitives.ReadInt16LittleEndian(bytes.GetBuffer().AsSpan(2 * n))));
            values[n] = multiple * orbital.GetProperty("resolution").GetDouble();
        }

        return values;
    }
}
