using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class SpectrumTests
{
    private const string TwoWaters = "3\n\nO 0 0 0\nH 0 0.76 0.59\nH 0 -0.76 0.59\n3\n\nO 0 0 0\nH 0 0.80 0.62\nH 0 -0.80 0.62\n";

    /// <summary>L mol⁻¹ cm⁻¹ eV of a unit oscillator strength.</summary>
    private const double IntegratedAbsorptivity = 28_707.0;

    /// <summary>eV: states are converged to 1e-6 Eh.</summary>
    private const double EnergyTolerance = 1e-4;

    /// <summary>Numbers in the table have eight digits.</summary>
    private const double CsvTolerance = 1e-6;

    public static TheoryData<string, string> WrongUsages => new()
    {
        { "spectrum", "FILES" },
        { "spectrum WATER --bogus", "--bogus" },
        { "spectrum WATER --width 0", "from 0.001" },
        { "spectrum WATER --width 0,4", "\"0,4\"" },
        { "spectrum WATER --unit cm", "ev or nm" },
        { "spectrum WATER --range 5:4", "\"5:4\"" },
        { "spectrum WATER --range 5", "\"5\"" },
        { "spectrum WATER --range -1:4", "\"-1:4\"" },
        { "spectrum WATER --broadening triangular", "gaussian or lorentzian" },
        { "spectrum WATER --multiplicity quintet", "singlet, triplet or both" },
        { "spectrum WATER --kernel exact", "simplified, published or own" },
        { "spectrum WATER --states 0", "from 1" },
        { "spectrum WATER --ensemble 0", "from 1" },
        { "spectrum WATER --ensemble 2 --average", "one of the two" },
        { "spectrum WATER --ensemble 2 --model stda-xtb", "no energy to vibrate in" },
        { "spectrum WATER --seed 3", "--ensemble" },
        { "spectrum WATER --temperature 3", "--ensemble" },
        { "spectrum WATER --molar", "--experiment" },
        { "spectrum WATER --experiment no/such.csv", "no/such.csv" },
        { "spectrum WATER --experiment WATER", "two numbers" },
        { "spectrum WATER --kernel own --model stda-xtb", "gfn1-xtb or gfn2-xtb" },
        { "spectrum WATER --model gfn1-xtb,gfn2-xtb", "the same excited states" },
        { "spectrum WATER --model gfn2-xtb,", "--model" },
        { "spectrum WATER --model gfn7-xtb", "stda-xtb" },
        { "spectrum WATER --html x --csv x", "different files" },
        { "spectrum WATER --csv WATER", "is read" },
        { "spectrum WATER --html no/such/folder/x", "no/such/folder" },
        { "spectrum - -", "read once" },
    };

    [Theory]
    [MemberData(nameof(WrongUsages))]
    public void Wrong_usage_is_one_sentence_and_code_two(string line, string named)
    {
        var run = CommandLine.Run(line.Replace("WATER", CommandLine.Water, StringComparison.Ordinal).Split(' '));

        run.Code.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().ContainSingle().Which.Should().StartWith("hybrid: ").And.Contain(named);
    }

    [Fact]
    public void A_mean_is_over_one_molecule()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "two.xyz");
        File.WriteAllText(file, "3\n\nO 0 0 0.12\nH 0 0.76 -0.47\nH 0 -0.76 -0.47\n4\n\nC 0 0 0\nO 0 0 1.2\nH 0 0.94 -0.59\nH 0 -0.94 -0.59\n");
        var run = CommandLine.Run("spectrum", file, "--average", "--states", "2");
        run.Code.Should().Be(1);
        run.ErrorLines.Should().Contain(line => line.Contains("geometries of one molecule", StringComparison.Ordinal) && line.Contains("CH2O", StringComparison.Ordinal));
        run.Output.Should().Contain("H2O");
    }

    [Fact]
    public void A_file_is_enough()
    {
        var run = CommandLine.Run("spectrum", CommandLine.Example("structures/c6h6.xyz"), "--excitations", "stda-xtb");

        run.Code.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("Excited states of sTDA-xTB, simplified kernel").And.Contain("π→π*").And.Contain("└┬──").And.Contain("█").And.Contain(" nm\n");
        run.Output.Should().MatchRegex(@"Highest at 7\.7\d eV \(16\d nm\)", "E1u is the bright state").And.MatchRegex(@"\d+\.\d{3} s with ");
        run.Output.Should().NotContain("\u001b");
        run.Lines.Count(line => line.StartsWith('S') && char.IsDigit(line[1])).Should().BeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public void A_table_of_curves_has_units_origins_and_the_area_of_its_strengths()
    {
        using var folder = new TemporaryFolder();
        var csv = Path.Combine(folder.Path, "water.csv");

        var run = CommandLine.Run("spectrum", CommandLine.Water, "--states", "4", "--range", "2:30", "--csv", csv, "--format", "json");

        run.Code.Should().Be(0);
        var lines = File.ReadAllLines(csv);
        var comments = string.Join('\n', lines.TakeWhile(line => line.StartsWith('#')));
        comments.Should().Contain("photon energy in eV").And.Contain("L/(mol cm)").And.Contain("0.4 eV").And.Contain("sTDA-xTB").And.Contain("SHA-256").And.Contain("H2O");
        lines.SkipWhile(line => line.StartsWith('#')).First().Should().Be("energy_ev,epsilon_1,delta_epsilon_1");
        var rows = Rows(csv);
        rows.Should().HaveCount(1001);
        var states = States(run.Lines[0]);
        var strengths = states.Sum(state => state.GetProperty("oscillator_strength").GetDouble());
        var area = rows.Sum(row => row[1]) * (rows[1][0] - rows[0][0]);
        (area / IntegratedAbsorptivity).Should().BeApproximately(strengths, 1e-3 * strengths);
    }

    [Fact]
    public void A_page_needs_nothing_but_itself()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "page.html");

        CommandLine.Run("spectrum", CommandLine.Water, "--states", "2", "--html", page).Code.Should().Be(0);

        var html = File.ReadAllText(page);
        html.Should().NotContain("<script src").And.NotContain("<link").And.NotContain("@import").And.Contain("default-src 'none'");
        var data = PageData(html);
        var spectrum = data.GetProperty("spectra")[0];
        spectrum.GetProperty("name").GetString().Should().Be("h2o");
        spectrum.GetProperty("method").GetString().Should().EndWith("sTDA-xTB");
        spectrum.GetProperty("states")[0].GetProperty("pairs").GetArrayLength().Should().BePositive();
        spectrum.GetProperty("states")[0].GetProperty("character").GetString().Should().Be("n→Rydberg");
        var provenance = spectrum.GetProperty("provenance").EnumerateArray().ToDictionary(line => line[0].GetString()!, line => line[1].GetString()!);
        provenance["excited states"].Should().Contain("simplified kernel");
        provenance["SHA-256 of the parameters"].Should().MatchRegex("^[0-9a-f]{64}$");
        provenance["geometry"].Should().EndWith("as given");
    }

    [Fact]
    public void An_ensemble_is_told_and_follows_from_its_seed_whatever_the_threads()
    {
        using var folder = new TemporaryFolder();
        var water = Path.Combine(folder.Path, "water.xyz");
        // A minimum of GFN2-xTB.
        File.WriteAllText(water, "3\n\nO 0 0 0\nH 0 0.7714 0.5737\nH 0 -0.7714 0.5737\n");

        var (one, text) = Curve("1", "1");
        var (same, _) = Curve("1", "3");
        var (other, _) = Curve("2", "1");

        text.Should().Contain("mean of 4 geometries, GFN2-xTB vibrations at 300 K (Wigner), seed");
        same.Should().Equal(one);
        other.Should().NotEqual(one);

        (string[] Lines, string Text) Curve(string seed, string threads)
        {
            var csv = Path.Combine(folder.Path, $"{seed}-{threads}.csv");
            var run = CommandLine.Run("spectrum", water, "--ensemble", "4", "--seed", seed, "--temperature", "300", "--threads", threads, "--states", "2", "--range", "4:14", "--csv", csv);
            run.Code.Should().Be(0, run.Error);
            return (File.ReadAllLines(csv), run.Output);
        }
    }

    [Fact]
    public void Frames_have_a_spectrum_each_or_one_together()
    {
        using var folder = new TemporaryFolder();
        var trajectory = Path.Combine(folder.Path, "way.xyz");
        File.WriteAllText(trajectory, TwoWaters);
        var (each, mean) = (Path.Combine(folder.Path, "each.csv"), Path.Combine(folder.Path, "mean.csv"));

        CommandLine.Run("spectrum", trajectory, "--states", "2", "--range", "4:14", "--csv", each).Output.Should().Contain("frame 2: H2O");
        CommandLine.Run("spectrum", trajectory, "--states", "2", "--range", "4:14", "--csv", mean, "--average").Output.Should().Contain("mean of 2 frames");

        foreach (var (apart, together) in Rows(each).Zip(Rows(mean)))
            together[1].Should().BeApproximately(0.5 * (apart[1] + apart[3]), CsvTolerance * (1.0 + together[1]));
        Rows(each).Max(row => Math.Abs(row[1] - row[3])).Should().BeGreaterThan(100.0, "the frames differ");
    }

    [Fact]
    public void A_bad_structure_fails_alone()
    {
        using var folder = new TemporaryFolder();
        var mixed = Path.Combine(folder.Path, "mixed.xyz");
        File.WriteAllText(mixed, "1\nradical\nH 0 0 0\n2\ntogether\nH 0 0 0\nH 0 0 0\n1\nno parameters\nOg 0 0 0\n" + TwoWaters);

        var run = CommandLine.Run("spectrum", "no-such-file.xyz", mixed, "--states", "1", "--format", "json");

        run.Code.Should().Be(1);
        run.Error.Should().BeEmpty("JSON tells failures where it tells results");
        var objects = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        objects.Count(one => one.GetProperty("success").GetBoolean()).Should().Be(2);
        objects.Where(one => !one.GetProperty("success").GetBoolean()).Select(one => one.GetProperty("error").GetProperty("error_message").GetString())
            .Should().HaveCount(4).And.OnlyContain(message => message!.EndsWith('.'));

        CommandLine.Run("spectrum", "no-such-file.xyz", CommandLine.Water, "--states", "1", "--excitations", "stda-xtb").ErrorLines.Should().Equal("hybrid: no-such-file.xyz: there is no such file.");
    }

    [Fact]
    public void Models_with_their_own_kernels_are_laid_over_each_other()
    {
        var run = CommandLine.Run("spectrum", CommandLine.Water, "--model", "gfn1-xtb,gfn2-xtb", "--kernel", "own", "--states", "2", "--format", "json");

        run.Code.Should().Be(0);
        run.Lines.Should().HaveCount(2);
        var energies = run.Lines.Select(line => States(line)[0].GetProperty("energy_ev").GetDouble()).ToArray();
        energies[0].Should().NotBeApproximately(energies[1], 100 * EnergyTolerance);
        var predicted = CommandLine.Run("predict", CommandLine.Water, "--model", "gfn2-xtb", "--kernel", "own", "--states", "2", "--properties", "excitations", "--format", "json");
        energies[1].Should().BeApproximately(States(predicted.Lines[0])[0].GetProperty("energy_ev").GetDouble(), EnergyTolerance);
    }

    [Fact]
    public void A_curve_resembles_itself()
    {
        using var folder = new TemporaryFolder();
        var csv = Path.Combine(folder.Path, "measured.csv");
        var benzene = CommandLine.Example("structures/c6h6.xyz");
        CommandLine.Run("spectrum", benzene, "--excitations", "stda-xtb", "--csv", csv).Code.Should().Be(0);

        var run = CommandLine.Run("spectrum", benzene, "--excitations", "stda-xtb", "--experiment", csv);

        run.Output.Should().MatchRegex(@"Against measured, highest at 7\.7\d eV .*: predicted 0\.00 eV (higher|lower), similarity 1\.000");
        var shifted = CommandLine.Run("spectrum", CommandLine.Example("structures/c4h6.xyz"), "--experiment", csv, "--format", "json");
        var experiment = JsonDocument.Parse(shifted.Lines[0]).RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("experiment");
        experiment.GetProperty("similarity").GetDouble().Should().BeInRange(0.0, 0.9);
        experiment.GetProperty("peak_shift_ev").GetDouble().Should().BeLessThan(-1.0, "butadiene absorbs 1.4 eV below benzene's bright state");
    }

    [Fact]
    public void Dark_states_have_no_curve_and_triplets_are_listed_beside_singlets()
    {
        var dark = CommandLine.Run("spectrum", CommandLine.Example("structures/c6h6.xyz"), "--states", "1", "--multiplicity", "triplet");

        dark.Code.Should().Be(0);
        dark.Output.Should().Contain("None of these states absorbs").And.NotContain("┬").And.Contain("\nT1 ");
        CommandLine.Run("spectrum", CommandLine.Water, "--states", "1", "--multiplicity", "both").Output.Should().Contain("\nT1 ").And.Contain("\nS1 ").And.Contain("┬");
    }

    [Fact]
    public void Wavelengths_ascend_from_the_highest_energy()
    {
        using var folder = new TemporaryFolder();
        var csv = Path.Combine(folder.Path, "nm.csv");

        CommandLine.Run("spectrum", CommandLine.Example("structures/c6h6.xyz"), "--excitations", "stda-xtb", "--unit", "nm", "--csv", csv).Code.Should().Be(0);

        var rows = Rows(csv);
        rows.Select(row => row[0]).Should().BeInAscendingOrder();
        rows.MaxBy(row => row[1])![0].Should().BeInRange(155.0, 165.0);
    }

    [Fact]
    public void The_help_names_the_options_of_spectra()
    {
        var run = CommandLine.Run("spectrum", "--help");

        run.Code.Should().Be(0);
        foreach (var word in new[] { "--html", "--csv", "--broadening", "--width", "--unit", "--range", "--experiment", "--ensemble", "--average", "--states", "--kernel", "--casida", "Examples" })
            run.Output.Should().Contain(word);
    }

    private static JsonElement[] States(string line) =>
        [.. JsonDocument.Parse(line).RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("excitations").EnumerateArray()];

    private static double[][] Rows(string csv) =>
    [
        .. File.ReadAllLines(csv).Where(line => char.IsDigit(line[0]))
            .Select(line => line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray()),
    ];

    private static JsonElement PageData(string html)
    {
        var from = html.IndexOf("id=\"data\"", StringComparison.Ordinal);
        from = html.IndexOf('>', from) + 1;
        return JsonDocument.Parse(html[from..html.IndexOf("</script>", from, StringComparison.Ordinal)]).RootElement;
    }
}
