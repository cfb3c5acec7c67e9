using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Parameters;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>Trained models on the command line: found by name, by path, by default.</summary>
[Collection(nameof(ModelLocationTests))]
public sealed class LearnedModelTests : IDisposable
{
    /// <summary>Digits of CSV files and of energies converged to 10⁻⁶ Eh.</summary>
    private const double Written = 1e-4;

    private readonly TemporaryFolder folder = new();
    private readonly string? before = Environment.GetEnvironmentVariable(ModelLocation.EnvironmentVariable);
    private readonly LearnedModel model;

    public LearnedModelTests()
    {
        model = TinyModel.Write(Path.Combine(folder.Path, "organic-excitations"));
        Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, folder.Path);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, before);
        folder.Dispose();
    }

    [Fact]
    public void The_default_is_the_trained_model_where_it_covers_the_elements()
    {
        var (source, energies) = Predicted(CommandLine.Water);
        source.GetProperty("name").GetString().Should().Be("organic-excitations");
        source.GetProperty("sha256").GetString().Should().Be(model.Digest);
        source.GetProperty("level").GetString().Should().Be(TinyModel.Level);
        source.TryGetProperty("fallback", out _).Should().BeFalse();
        var expected = model.Excitations.Predict(StructureFile.Read(CommandLine.Water), new ExcitationOptions { States = 3 });
        energies.Should().Equal(expected.States.Select(state => state.Energy * Constants.ElectronvoltPerHartree), (a, b) => Math.Abs(a - b) < Written);
    }

    [Fact]
    public void Other_elements_get_untrained_physics_and_are_told_why()
    {
        var salt = Path.Combine(folder.Path, "hf.xyz");
        File.WriteAllText(salt, "2\n\nH 0 0 0\nF 0 0 0.92\n");
        var (source, energies) = Predicted(salt);
        source.GetProperty("name").GetString().Should().Be("stda-xtb");
        source.GetProperty("fallback").GetString().Should().Be("organic-excitations is for H, C, N, O, and the structure has F.");
        energies.Should().Equal(Predicted(salt, "--excitations", "stda-xtb").Energies);
        CommandLine.Run("predict", salt, "--properties", "excitations", "--states", "1").Output
            .Should().Contain("These are the states of untrained physics: organic-excitations is for H, C, N, O, and the structure has F.");
    }

    [Theory]
    [InlineData("--kernel", "published")]
    [InlineData("--casida")]
    public void States_of_another_kind_are_those_of_physics(params string[] options) =>
        Predicted(CommandLine.Water, options).Source.GetProperty("fallback").GetString().Should().Contain("organic-excitations");

    [Fact]
    public void Untrained_physics_can_be_asked_for()
    {
        var (source, energies) = Predicted(CommandLine.Water, "--excitations", "stda-xtb");
        source.GetProperty("name").GetString().Should().Be("stda-xtb");
        source.TryGetProperty("fallback", out _).Should().BeFalse();
        energies.Should().NotEqual(Predicted(CommandLine.Water).Energies);
    }

    [Fact]
    public void A_path_and_the_option_of_the_model_lead_to_the_same_states()
    {
        var path = Path.Combine(folder.Path, "organic-excitations");
        var byName = Predicted(CommandLine.Water).Energies;
        Predicted(CommandLine.Water, "--excitations", path).Energies.Should().Equal(byName);
        Predicted(CommandLine.Water, "--model", "organic-excitations").Energies.Should().Equal(byName);
        CommandLine.Run("predict", CommandLine.Water, "--model", "organic-excitations", "--properties", "energy").Error.Should().Contain("has no energy");
    }

    [Fact]
    public void Tables_spectra_and_pages_name_the_model()
    {
        CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--states", "2").Output
            .Should().Contain("Excited states of organic-excitations on sTDA-xTB").And.Contain($"organic-excitations, level {TinyModel.Level}, SHA-256 {model.Digest[..12]}.");
        var page = Path.Combine(folder.Path, "page.html");
        var run = CommandLine.Run("spectrum", CommandLine.Water, "--html", page, "--states", "3");
        run.Code.Should().Be(0);
        run.Output.Should().Contain("organic-excitations on sTDA-xTB");
        File.ReadAllText(page).Should().Contain("organic-excitations on sTDA-xTB").And.Contain(model.Digest);
        using var json = JsonDocument.Parse(CommandLine.Run("spectrum", CommandLine.Water, "--format", "json", "--states", "3").Output);
        json.RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("excitation_model").GetProperty("name").GetString().Should().Be("organic-excitations");
    }

    [Fact]
    public void The_list_of_models_has_it()
    {
        var run = CommandLine.Run("models");
        run.Code.Should().Be(0);
        run.Output.Should().Contain("organic-excitations: trained, on stda-xtb").And.Contain("A model for tests.").And.Contain(model.Digest);
    }

    [Fact]
    public void A_broken_default_is_an_error_and_no_silent_fallback()
    {
        File.WriteAllBytes(Path.Combine(folder.Path, "organic-excitations", "weights.safetensors"), [1, 2, 3]);
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations");
        run.Code.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("truncated");
        CommandLine.Run("predict", CommandLine.Water).Code.Should().Be(0, "energies don't need it");
    }

    [Fact]
    public void Evaluation_gives_the_errors_that_predictions_have()
    {
        var data = Data(("h2o", "7.0", "0"), ("c2h4", "7.5", "1"));
        var (json, csv) = (Path.Combine(folder.Path, "errors.json"), Path.Combine(folder.Path, "predictions.csv"));
        var run = CommandLine.Run(
            "evaluate", "--data", data, "--target", "energy_ev=E1", "singlet_1_suspect=odd", "--json", json, "--predictions", csv, "--threads", "2");
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().Contain("organic-excitations on").And.Contain("Without flagged labels");
        var water = Lowest("h2o") - 7.0;
        var ethylene = Lowest("c2h4") - 7.5;
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var target = document.RootElement.GetProperty("targets").EnumerateArray().Should().ContainSingle().Which;
        target.GetProperty("all").GetProperty("mean_error").GetDouble().Should().BeApproximately((water + ethylene) / 2.0, Written);
        target.GetProperty("all").GetProperty("mean_absolute_error").GetDouble().Should().BeApproximately((Math.Abs(water) + Math.Abs(ethylene)) / 2.0, Written);
        target.GetProperty("trusted").GetProperty("mean_error").GetDouble().Should().BeApproximately(water, Written);
        document.RootElement.GetProperty("model").GetProperty("sha256").GetString().Should().Be(model.Digest);
        var lines = File.ReadAllLines(csv);
        lines.Should().HaveCount(3);
        double.Parse(lines[1].Split(',')[4], CultureInfo.InvariantCulture).Should().BeApproximately(water + 7.0, Written);

        double Lowest(string name) => model.Excitations.Predict(StructureFile.Read(CommandLine.Example($"structures/{name}.xyz")), new ExcitationOptions { States = 1 })
            .States[0].Energy * Constants.ElectronvoltPerHartree;
    }

    [Fact]
    public void Tables_of_transitions_are_compared_by_lowest_valence_states()
    {
        var data = Data(("c2h4", "7.5", "0"));
        var (table, json) = (Path.Combine(folder.Path, "transitions.csv"), Path.Combine(folder.Path, "errors.json"));
        File.WriteAllText(table, """
            transition_id,molecule,spin_multiplicity,TBE_eV,f,is_rydberg,safe,is_genuine_double
            c2h4:1,c2h4,1,7.39,0.07,1,1,0
            c2h4:2,c2h4,1,7.93,0.34,0,1,0
            c2h4:3,c2h4,3,4.54,,0,1,0
            c2h4:4,c2h4,1,5.00,,0,1,1
            other:1,other,1,5.00,,0,1,0

            """);
        var run = CommandLine.Run("evaluate", "--data", data, "--transitions", table, "--json", json);
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        using var document = JsonDocument.Parse(File.ReadAllText(json));
        var targets = document.RootElement.GetProperty("targets").EnumerateArray().ToDictionary(target => target.GetProperty("target").GetString()!, target => target.GetProperty("all").GetProperty("mean_error").GetDouble());
        targets.Keys.Should().Equal("lowest valence singlet energy", "lowest valence singlet strength", "lowest valence triplet energy");
        targets["lowest valence singlet energy"].Should().BeApproximately(LowestValence(Multiplicity.Singlet) - 7.93, Written, "the Rydberg state and the genuine double excitation below are passed over");
        targets["lowest valence triplet energy"].Should().BeApproximately(LowestValence(Multiplicity.Triplet) - 4.54, Written);

        double LowestValence(Multiplicity multiplicity)
        {
            var excitations = model.Excitations.Predict(StructureFile.Read(CommandLine.Example("structures/c2h4.xyz")), new ExcitationOptions { States = 6, Multiplicities = [multiplicity] });
            return Enumerable.Range(0, excitations.States.Length).Where(k => excitations.Analyses[k].Character.Particle != OrbitalKind.Rydberg)
                .Min(k => excitations.States[k].Energy) * Constants.ElectronvoltPerHartree;
        }
    }

    [Theory]
    [InlineData("--where", "name=c2h4")]
    [InlineData("--larger-than", "1")]
    [InlineData("--new-to", "h2o.xyz")]
    public void Parts_of_a_file_are_evaluated(string option, string value)
    {
        var data = Data(("h2o", "7.5", "0"), ("c2h4", "7.9", "0"));
        var csv = Path.Combine(folder.Path, "states.csv");
        var chosen = option == "--new-to" ? CommandLine.Example("structures/h2o.xyz") : value;
        var run = CommandLine.Run("evaluate", "--data", data, "--target", "energy_ev=E1", option, chosen, "--predictions", csv);
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        File.ReadAllLines(csv).Skip(1).Should().ContainSingle().Which.Should().Contain("c2h4");
    }

    [Fact]
    public void Halves_of_a_file_divide_it()
    {
        var data = Data(("h2o", "7.5", "0"), ("c2h4", "7.9", "0"));
        string[] Half(string part)
        {
            var csv = Path.Combine(folder.Path, "half.csv");
            var run = CommandLine.Run("evaluate", "--data", data, "--target", "energy_ev=E1", "molecule=name", "--part", part, "--predictions", csv);
            return run.Code == 0 ? [.. File.ReadAllLines(csv).Skip(1).Select(line => line.Split(',')[1])] : [];
        }

        Half("1/2").Concat(Half("2/2")).Should().BeEquivalentTo("h2o", "c2h4");
    }

    [Fact]
    public void Evaluation_names_what_fails()
    {
        var data = Path.Combine(folder.Path, "bad.extxyz");
        File.WriteAllText(data, "2\nProperties=species:S:1:pos:R:3 name=salt E1=5\nH 0 0 0\nF 0 0 0.92\n");
        var run = CommandLine.Run("evaluate", "--data", data, "--target", "energy_ev=E1");
        run.Code.Should().Be(1);
        run.ErrorLines.Should().HaveCount(2);
        run.Error.Should().Contain("salt (structure 1)").And.Contain("1 of 1 structures failed");
        CommandLine.Run("evaluate", "--model", "stda-xtb", "--data", data, "--target", "energy_ev=E1").Code.Should().Be(0);
    }

    [Theory]
    [InlineData("--data", "--target", "energy_ev=E2", "the key E2")]
    [InlineData("--data", "--target", "charges=q", "the key q (charges)")]
    [InlineData("--data", "--target", "energy_ev", "a key")]
    [InlineData("--data", "--threads", "1", "--target: at least one label")]
    public void Wrong_requests_get_one_sentence(string option, string other, string value, string expected)
    {
        var run = CommandLine.Run("evaluate", option, Data(("h2o", "7.0", "0")), other, value);
        run.Code.Should().BePositive();
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(expected);
    }

    private string Data(params (string Name, string Energy, string Odd)[] molecules)
    {
        var path = Path.Combine(folder.Path, "data.extxyz");
        File.WriteAllLines(path, molecules.SelectMany(molecule =>
        {
            var lines = File.ReadAllLines(CommandLine.Example($"structures/{molecule.Name}.xyz"));
            lines[1] = $"Properties=species:S:1:pos:R:3 name={molecule.Name} E1={molecule.Energy} odd={molecule.Odd}";
            return lines.Take(int.Parse(lines[0], CultureInfo.InvariantCulture) + 2);
        }));
        return path;
    }

    private static (JsonElement Source, double[] Energies) Predicted(string file, params string[] options)
    {
        var run = CommandLine.Run(["predict", file, "--format", "json", "--properties", "excitations", "--states", "3", .. options]);
        run.Code.Should().Be(0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        var extras = document.RootElement.GetProperty("extras").GetProperty("hybrid");
        return (extras.GetProperty("excitation_model").Clone(), [.. extras.GetProperty("excitations").EnumerateArray().Select(state => state.GetProperty("energy_ev").GetDouble())]);
    }
}
