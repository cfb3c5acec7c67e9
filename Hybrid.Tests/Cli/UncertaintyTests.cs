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

        CalibratesOutside(configuration);
        Gates();
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

    private void CalibratesOutside(string configuration)
    {
        CommandLine.Run("calibrate", At("a"), configuration, "--level", "CC3").ErrorLines.Should().ContainSingle().Which.Should().Contain("--outside: a file was expected");
        CommandLine.Run("calibrate", At("a"), configuration, "--left-out", configuration).ErrorLines.Should().ContainSingle().Which.Should().Contain("--left-out: --outside was expected");
        CommandLine.Run("calibrate", At("a"), configuration, "--outside", Data("valid"), "--target", "energy_ev=E1_eV", "--left-out", At("no.yaml")).ErrorLines.Should().ContainSingle().Which.Should().Contain("no.yaml was expected to be a configuration");
        var run = CommandLine.Run("calibrate", At("a"), configuration, "--outside", Data("valid"), "--target", "energy_ev=E1_eV", "name=name", "--level", "CC3");
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().MatchRegex("singlet energies, (other level|outside)").And.Contain("% pooled").And.Contain("held against CC3: valid.extxyz");
        var evaluated = CommandLine.Run("evaluate", "--model", At("a"), "--data", Data("valid"), "--target", "energy_ev=E1_eV", "--level", "CC3", "--uncertainty", "--predictions", At("other.csv"));
        evaluated.Code.Should().Be(0);
        File.ReadAllLines(At("other.csv")).Skip(1).Should().OnlyContain(line => line.EndsWith(",other_level", StringComparison.Ordinal) || line.EndsWith(",outside", StringComparison.Ordinal));
        // The training itself stands in for one without these labels: it never met them.
        var leftOut = CommandLine.Run("calibrate", At("a"), configuration, "--outside", Data("valid"), "--target", "energy_ev=E1_eV", "name=name", "--level", "CC3", "--left-out", configuration);
        leftOut.Error.Should().BeEmpty();
        leftOut.Code.Should().Be(0);
        leftOut.Output.Should().Contain("held against CC3: valid.extxyz");
        using var json = JsonDocument.Parse(CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--states", "1", "--excitations", At("a"), "--uncertainty", "--format", "json").Output);
        var hybrid = json.RootElement.GetProperty("extras").GetProperty("hybrid");
        hybrid.GetProperty("excitations")[0].GetProperty("energy_uncertainty_class").GetString().Should().BeOneOf("inside", "other_level", "outside");
        hybrid.GetProperty("applicability").GetProperty("class").GetString().Should().BeOneOf("inside", "outside");
        hybrid.GetProperty("applicability").GetProperty("unknown_kinds").EnumerateArray().Should().HaveCount(3);
        var certificate = hybrid.GetProperty("excitations_certificate");
        certificate.GetProperty("residual").GetDouble().Should().BeInRange(0.0, 1e-4);
        certificate.GetProperty("adjoint_residual").GetDouble().Should().BeInRange(0.0, 1e-3);
        certificate.GetProperty("gap").GetDouble().Should().BeGreaterThan(0.1);
    }

    private void Gates()
    {
        var silane = At("silane.xyz");
        File.WriteAllText(silane, "5\n\nSi 0 0 0\nH 0.85 0.85 0.85\nH -0.85 -0.85 0.85\nH -0.85 0.85 -0.85\nH 0.85 -0.85 -0.85\n");
        CommandLine.Run("predict", silane, "--properties", "excitations", "--excitations", At("a")).Code.Should().Be(ExitCode.SomeFailed);
        var gated = CommandLine.Run("predict", silane, "--properties", "excitations", "--excitations", At("a"), "--gate", "--format", "json");
        gated.Code.Should().Be(0);
        Energies(gated.Output).Should().Equal(Energies(CommandLine.Run("predict", silane, "--properties", "excitations", "--excitations", "stda-xtb", "--format", "json").Output));
        gated.Output.Should().Contain("the gate is closed");
        using (var json = JsonDocument.Parse(CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--excitations", At("a"), "--gate", "--format", "json").Output))
        {
            var hybrid = json.RootElement.GetProperty("extras").GetProperty("hybrid");
            hybrid.GetProperty("excitation_model").GetProperty("name").GetString().Should().Be("a (gated)");
            hybrid.GetProperty("excitation_model").GetProperty("gated").GetBoolean().Should().BeTrue();
            hybrid.GetProperty("applicability").GetProperty("gates").EnumerateArray().Select(gate => gate.GetDouble()).Should().HaveCount(3).And.OnlyContain(gate => gate >= 0.0 && gate <= 1.0);
        }

        var several = CommandLine.Run("predict", silane, CommandLine.Water, "--properties", "excitations", "--excitations", At("a"), "--gate");
        several.Error.Should().Contain("to distrust first:").And.Contain("an element that no training molecule has").And.Contain("silane.xyz");
        CommandLine.Run("evaluate", "--model", At("a"), "--data", Data("valid"), "--target", "energy_ev=E1_eV", "--gate").Output.Should().Contain("a (gated)");
        CommandLine.Run("explain", CommandLine.Water, "--model", At("a"), "--gate").Output.Should().Contain("a (gated)");
        CommandLine.Run("spectrum", CommandLine.Water, "--states", "2", "--excitations", "stda-xtb", "--gate").ErrorLines.Should().ContainSingle().Which.Should().Contain("--gate: the excited states of a trained model were expected");
        CommandLine.Run("predict", CommandLine.Water, "--gate").ErrorLines.Should().ContainSingle().Which.Should().Contain("--gate: learned corrections were expected");

        static double[] Energies(string line)
        {
            using var json = JsonDocument.Parse(line);
            return [.. json.RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("excitations").EnumerateArray().Select(state => state.GetProperty("energy_ev").GetDouble())];
        }
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
        CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--excitations", At("a"), "--uncertainty").Output.Should().Contain("not calibrated", "labels were held against the lowest state alone");

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
        run.ErrorLines.Should().OnlyContain(line => line.StartsWith("hybrid: to distrust first: ", StringComparison.Ordinal));
        run.Code.Should().Be(0);
        run.Output.Should().Contain("in 68 %").And.Contain("if calibrated");
        using var json = JsonDocument.Parse(File.ReadAllText(At("errors.json")));
        var target = json.RootElement.GetProperty("uncertainty").GetProperty("targets")[0].GetProperty("all");
        target.GetProperty("coverage_68").GetDouble().Should().BeInRange(0.0, 1.0);
        target.GetProperty("mean_uncertainty").GetDouble().Should().BeGreaterThan(0.0);
        var states = File.ReadAllLines(At("states.csv"));
        states[0].Should().EndWith("raw_variance_ev2,raw_variance_strength,class");
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
