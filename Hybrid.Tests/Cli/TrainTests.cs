using System.Diagnostics;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Cli;
using Hybrid.Learn.Models;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>Trainings by the command line, on six structures of the example.</summary>
public sealed class TrainTests : IDisposable
{
    /// <summary>Epochs of a training that ten kills don't see the end of, some seconds.</summary>
    private const int Long = 120;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_leaves_a_model_a_log_and_a_curve()
    {
        var run = CommandLine.Run("train", Configuration("a"));
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Lines.Where(line => line.StartsWith("epoch ", StringComparison.Ordinal)).Should().HaveCount(4);
        var model = ModelFolder.Read(At("a"));
        model.Description.Training!.Train.Should().ContainSingle().Which.Should().Match<DataDescription>(set => set.Samples == 6 && set.Level == "INDO/S" && set.File == "train.extxyz");
        model.Description.Training.ValidErrors.Should().HaveCount(2).And.OnlyContain(error => error.Count == 4 && error.MeanAbsolute > 0.0);
        File.ReadAllLines(At("a", "log.csv")).Should().HaveCount(5);
        File.ReadAllLines(At("a", "log.jsonl")).Should().HaveCount(4);
        File.ReadAllText(At("a", "curve.html")).Should().Contain("hybrid-chart-page").And.Contain("singlet energies").And.NotContain("{{");
        File.ReadAllText(At("a", "README.md")).Should().Contain("## Learned parameters");
    }

    [Fact]
    public void A_training_in_pieces_gives_the_same_bits_on_any_number_of_threads()
    {
        CommandLine.Run("train", Configuration("whole"), "--threads", "1").Code.Should().Be(0);
        // A few steps, then the time is up; each further run has a bit more of it.
        var pieces = Configuration("pieces", "budget_minutes: 0.001");
        var first = CommandLine.Run("train", pieces, "--threads", "3");
        first.Code.Should().Be(0);
        first.Error.Should().Contain("time of training.budget_minutes is up");
        CommandLine.Run("train", pieces, "--threads", "2").Error.Should().Contain("--resume");
        CommandLine.Run("train", Configuration("pieces"), "--resume", "--threads", "2").Code.Should().Be(0);
        Weights("pieces").Should().Equal(Weights("whole"));
        File.ReadAllLines(At("pieces", "log.csv")).Should().HaveCount(5);
    }

    [Fact]
    public void A_cache_of_geometries_changes_no_bit_and_is_shared_by_trainings()
    {
        CommandLine.Run("train", Configuration("plain")).Code.Should().Be(0);
        CommandLine.Run("train", Configuration("first", "threads: 2\ncache: a.geometries")).Code.Should().Be(0);
        var length = new FileInfo(At("a.geometries")).Length;
        CommandLine.Run("train", Configuration("second", "threads: 2\ncache: a.geometries")).Code.Should().Be(0);
        Weights("first").Should().Equal(Weights("plain"));
        Weights("second").Should().Equal(Weights("plain"));
        new FileInfo(At("a.geometries")).Length.Should().Be(length);
        var wrong = CommandLine.Run("train", Configuration("third", "threads: 2\ncache: plain.yaml"));
        wrong.Code.Should().NotBe(0);
        wrong.ErrorLines.Should().ContainSingle().Which.Should().Contain("hybrid-geometries").And.Contain("stays as it is");
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public void A_training_that_was_ended_goes_on(string signal)
    {
        if (OperatingSystem.IsWindows())
            return;
        CommandLine.Run("train", Configuration("whole")).Code.Should().Be(0);
        var configuration = Configuration("ended");
        using var process = Started("train", configuration);
        process.StandardOutput.ReadLine().Should().Contain("6 training");
        process.StandardOutput.ReadLine().Should().StartWith("epoch 1/");
        using (var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit(TimeSpan.FromMinutes(1)).Should().BeTrue();
        if (signal == "INT" && process.ExitCode != 0)
        {
            process.ExitCode.Should().Be(ExitCode.Interrupted);
            error.Should().Contain("interrupted after").And.Contain("--resume goes on");
        }

        CommandLine.Run("train", configuration, "--resume").Code.Should().Be(0);
        Weights("ended").Should().Equal(Weights("whole"));
    }

    [Fact]
    public void Killed_ten_times_at_random_moments_nothing_is_lost()
    {
        CommandLine.Run("train", Configuration("whole", "threads: 2", epochs: Long)).Code.Should().Be(0);
        var configuration = Configuration("killed", "threads: 2", epochs: Long);
        var random = new Random(7);
        for (var kill = 0; kill < 10; kill++)
        {
            using var process = Started("train", configuration, "--resume");
            // Every other process is killed before or within its first epoch.
            process.StandardOutput.ReadLine().Should().Contain("6 training");
            if (kill % 2 == 0)
                process.StandardOutput.ReadLine().Should().StartWith("epoch ");
            process.WaitForExit(TimeSpan.FromMilliseconds(random.Next(0, 300)));
            process.Kill();
            process.WaitForExit();
        }

        var run = CommandLine.Run("train", configuration, "--resume");
        run.Code.Should().Be(0);
        run.Error.Should().NotContain("begins anew", "a checkpoint was left, and it is whole");
        Weights("killed").Should().Equal(Weights("whole"));
        File.ReadAllLines(At("killed", "log.csv")).Should().HaveCount(1 + Long, "each epoch stands there once");
    }

    [Fact]
    public void Another_configuration_does_not_go_on_with_a_checkpoint()
    {
        CommandLine.Run("train", Configuration("a", "budget_minutes: 0")).Code.Should().Be(0);
        var run = CommandLine.Run("train", Configuration("a", "beta1: 0.8"), "--resume");
        run.Code.Should().Be(1);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("checkpoint of the same settings").And.Contain("beta1");
    }

    [Theory]
    [InlineData("direct")]
    [InlineData("physics")]
    public void Learning_alone_and_physics_alone_are_trained_the_same_way(string kind)
    {
        CommandLine.Run("train", Configuration("a", kind: kind)).Code.Should().Be(0);
        ModelFolder.Read(At("a")).Description.Kind.Should().Be(kind == "direct" ? "direct" : "hybrid");
        var run = CommandLine.Run("evaluate", "--model", At("a"), "--data", Data("valid"), "--target", "energy_ev=E1_eV");
        run.Code.Should().Be(0);
        run.Output.Should().Contain("singlet 1 energy");
    }

    [Fact]
    public void Learning_alone_has_no_states_to_analyse()
    {
        CommandLine.Run("train", Configuration("a", kind: "direct")).Code.Should().Be(0);
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--excitations", At("a"));
        run.Code.Should().Be(2);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("learning alone");
    }

    [Fact]
    public void An_ablation_compares_its_arms_and_trains_nothing_twice()
    {
        var configuration = Configuration("ablation");
        var run = CommandLine.Run("ablate", configuration, "--sizes", "3,6", "--seeds", "2");
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        var table = File.ReadAllText(At("ablation", "ablation.md"));
        table.Should().Contain("### valid: singlet 1 energy / eV").And.Contain("| training structures | untrained physics | physics | direct | hybrid |").And.Contain("±");
        File.ReadAllLines(At("ablation", "ablation.csv")).Should().HaveCount(1 + (4 * (1 + (3 * 2 * 2))), "there are four targets, and physics untrained beside three arms of two sizes and seeds");
        File.ReadAllText(At("ablation", "ablation.html")).Should().Contain("learning alone");
        var again = CommandLine.Run("ablate", configuration, "--sizes", "3,6", "--seeds", "2");
        again.Lines.Should().HaveCount(14).And.OnlyContain(line => !line.StartsWith("epoch", StringComparison.Ordinal));
        File.ReadAllText(At("ablation", "ablation.md")).Should().Be(table);
        table.Should().Contain("also the set that chose the weights").And.Contain("| labels | 2 | 2 | 2 | 2 |");
        var other = CommandLine.Run("ablate", Configuration("ablation", "beta1: 0.8"), "--sizes", "3,6", "--seeds", "2");
        other.Code.Should().Be(ExitCode.WrongUsage);
        other.Error.Should().Contain("training physics-3-1 of another configuration");
    }

    [Fact]
    public void A_structure_that_fails_is_skipped_and_named()
    {
        var data = File.ReadAllText(Data("train")).Split('\n');
        // Two atoms in one place.
        var bad = At("bad.extxyz");
        File.WriteAllText(bad, string.Join('\n', data[..12]) + "\n2\nProperties=species:S:1:pos:R:3 name=clash molecule=clash E1_eV=5 E2_eV=6 f1=0 f2=0\nH 0 0 0\nH 0 0 0\n");
        var configuration = Configuration("a");
        File.WriteAllText(configuration, File.ReadAllText(configuration).Replace("size: 6", "size: 3", StringComparison.Ordinal).Replace(Data("train"), bad, StringComparison.Ordinal));
        var run = CommandLine.Run("train", configuration);
        run.Code.Should().Be(0);
        run.ErrorLines[0].Should().Contain("clash is skipped");
        run.Error.Should().Contain("1 structures were skipped in epoch 1");
        using var line = JsonDocument.Parse(File.ReadLines(At("a", "log.jsonl")).First());
        line.RootElement.GetProperty("train").GetProperty("skippedCount").GetInt32().Should().Be(1);
    }

    private string At(params string[] names) => Path.Combine([folder.Path, .. names]);

    private byte[] Weights(string run) => File.ReadAllBytes(At(run, "weights.safetensors"));

    private static string Data(string name) => CommandLine.Example($"train/{name}.extxyz");

    private string Configuration(string output, string training = "threads: 2", string kind = "hybrid", int epochs = 4)
    {
        var path = At($"{output}.yaml");
        File.WriteAllText(path, $$"""
            model:
              kind: {{kind}}
              level: INDO/S
              representation: {width: 4, vectors: 2, pair_width: 4, layers: 1, radial_functions: 4, element_width: 2}
              corrections: {tables: [virtual_shift, extended_hubbard]}
            data:
              train:
                - file: {{Data("train")}}
                  labels: &labels {singlet_1_energy_ev: E1_eV, singlet_2_energy_ev: E2_eV, singlet_1_strength: f1, singlet_2_strength: f2, name: name, molecule: molecule}
                  size: 6
              valid:
                - file: {{Data("valid")}}
                  labels: *labels
                  size: 2
            targets:
              singlet_energies: {weight: 1}
              strengths: {weight: 0.5}
            training:
              epochs: {{epochs}}
              batch: 3
              learning_rate: 0.01
              average_decay: 0.5
              checkpoint_steps: 1
              {{training}}
            output: {{output}}

            """);
        return path;
    }

    private static Process Started(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(HybridCommand).Assembly.Location);
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }
}
