using System.Text.Json;
using FluentAssertions;
using Hybrid.Cli;
using Hybrid.Learn.Uncertainty;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>The uncertainty of a model that six structures trained, by the command line.</summary>
public sealed class UncertaintyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_model_is_trained_calibrated_inspected_and_predicts_with_error_bars()
    {
        var configuration = Configuration();
        CommandLine.Run("train", configuration).Code.Should().Be(0);
        var before = CommandLine.Run("inspect", At("a"));
        before.Code.Should().Be(0);
        before.Output.Should().Contain("extended_hubbard[O]").And.Contain("hybrid calibrate").And.NotContain("determined");
        var missing = CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--excitations", At("a"), "--uncertainty");
        missing.Code.Should().Be(ExitCode.WrongUsage);
        missing.ErrorLines.Should().ContainSingle().Which.Should().Contain("uncertainty.safetensors was expected");

        var run = CommandLine.Run("calibrate", At("a"), configuration);
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().Contain("6 training and 4 validation structures").And.Contain("not calibrated");
        File.Exists(At("a", UncertaintyFile.FileName)).Should().BeTrue();

        var inspected = CommandLine.Run("inspect", At("a"), "--data", Data("valid"), "--json", At("inspect.json"));
        inspected.Code.Should().Be(0);
        inspected.Output.Should().Contain("stiffest").And.Contain("O(C)").And.Contain("Map of the elements").And.Contain("determined");
        using (var json = JsonDocument.Parse(File.ReadAllText(At("inspect.json"))))
        {
            var parameters = json.RootElement.GetProperty("parameters").EnumerateArray().ToArray();
            parameters.Should().HaveCount(5);
            parameters.Should().OnlyContain(parameter => parameter.GetProperty("left_over").GetDouble() > 0.0 && parameter.GetProperty("left_over").GetDouble() <= 1.0 + 1e-9);
            parameters.Select(parameter => parameter.GetProperty("name").GetString()).Should().Contain("virtual_shift").And.Contain("extended_hubbard[O]");
            json.RootElement.GetProperty("shifts").GetArrayLength().Should().BeGreaterThan(5);
            json.RootElement.GetProperty("combinations").GetArrayLength().Should().Be(5);
        }

        PredictsWithErrorBars();
        EvaluatesCoverage();
    }

    [Fact]
    public void Physics_as_published_has_no_error_bars()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--excitations", "stda-xtb", "--uncertainty");
        run.Code.Should().Be(ExitCode.WrongUsage);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("of a trained model were expected");
        CommandLine.Run("predict", CommandLine.Water, "--uncertainty").ErrorLines.Should().ContainSingle().Which.Should().Contain("--properties excitations was expected");
        CommandLine.Run("calibrate", "stda-xtb", Configuration()).ErrorLines.Should().ContainSingle().Which.Should().Contain("a trained model was expected");
        CommandLine.Run("inspect", "nonsense").Code.Should().Be(ExitCode.WrongUsage);
    }

    private void PredictsWithErrorBars()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--states", "2", "--excitations", At("a"), "--members", "exact", "--format", "json");
        run.Code.Should().Be(0);
        using var json = JsonDocument.Parse(run.Output);
        var state = json.RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("excitations")[0];
        state.GetProperty("energy_uncertainty_ev").GetDouble().Should().BeGreaterThan(0.0);
        state.GetProperty("energy_half_width_95_ev").GetDouble().Should().BeGreaterThan(state.GetProperty("energy_uncertainty_ev").GetDouble());
        state.GetProperty("oscillator_strength_uncertainty").GetDouble().Should().BeGreaterThanOrEqualTo(0.0);
        state.GetProperty("ensemble_exact_ev").GetDouble().Should().BeGreaterThan(0.0);
        CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--excitations", At("a"), "--uncertainty").Output.Should().Contain("±: two of three errors are smaller");

        var spectrum = CommandLine.Run("spectrum", CommandLine.Water, "--states", "3", "--excitations", At("a"), "--uncertainty", "--csv", At("water.csv"));
        spectrum.Code.Should().Be(0);
        var lines = File.ReadAllLines(At("water.csv"));
        lines.Single(line => line.StartsWith("energy_ev", StringComparison.Ordinal)).Should().Be("energy_ev,epsilon_1,delta_epsilon_1,epsilon_1_lower,epsilon_1_upper");
        var rows = lines.SkipWhile(line => !line.StartsWith("energy_ev", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Split(',').Select(word => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToArray();
        rows.Should().OnlyContain(row => row[3] >= 0.0 && row[3] <= row[4]);
        rows.Should().Contain(row => row[4] > row[3]);
    }

    private void EvaluatesCoverage()
    {
        var run = CommandLine.Run(
            "evaluate", "--model", At("a"), "--data", Data("valid"), "--target", "energy_ev=E1_eV", "energy2_ev=E2_eV", "f1=f1", "--uncertainty", "--json", At("errors.json"), "--predictions", At("states.csv"));
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().Contain("in 68 %").And.Contain("if calibrated");
        using var json = JsonDocument.Parse(File.ReadAllText(At("errors.json")));
        var target = json.RootElement.GetProperty("uncertainty").GetProperty("targets")[0].GetProperty("all");
        target.GetProperty("coverage_68").GetDouble().Should().BeInRange(0.0, 1.0);
        target.GetProperty("mean_uncertainty").GetDouble().Should().BeGreaterThan(0.0);
        var states = File.ReadAllLines(At("states.csv"));
        states[0].Should().EndWith("raw_variance_ev2,raw_variance_strength");
        states.Should().OnlyContain(line => line.Split(',').Length == states[0].Split(',').Length);
    }

    private string At(params string[] names) => Path.Combine([folder.Path, .. names]);

    private static string Data(string name) => CommandLine.Example($"train/{name}.extxyz");

    private string Configuration()
    {
        var path = At("a.yaml");
        File.WriteAllText(path, $$"""
            model:
              kind: hybrid
              level: INDO/S
              representation: {width: 4, vectors: 2, pair_width: 4, layers: 1, radial_functions: 4, element_width: 2}
              corrections: {tables: [virtual_shift, extended_hubbard]}
            data:
              train:
                - file: {{Data("train")}}
                  labels: &labels {singlet_1_energy_ev: E1_eV, singlet_2_energy_ev: E2_eV, singlet_1_strength: f1, singlet_2_strength: f2, name: name, molecule: molecule}
                  size: 6
                  repeat: 2
              valid:
                - file: {{Data("valid")}}
                  labels: *labels
                  size: 4
            targets:
              singlet_energies: {weight: 1}
              strengths: {weight: 0.5}
            training: {epochs: 3, batch: 3, learning_rate: 0.01, threads: 2}
            output: a

            """);
        return path;
    }
}
