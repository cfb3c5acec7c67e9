using FluentAssertions;
using Hybrid.Cli.Configuration;
using Hybrid.Learn.Training;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>What a training's YAML may say, and what it is told when it says something else.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ConfigurationTests() => File.WriteAllText(Path.Combine(folder.Path, "data.extxyz"), "1\nProperties=species:S:1:pos:R:3 E1=5\nH 0 0 0\n");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_example_says_what_it_means()
    {
        var configuration = TrainingConfiguration.Read(CommandLine.Example("train/indo.yaml"), threads: null, output: null);
        configuration.Model.Kind.Should().Be("hybrid");
        configuration.Model.Settings.SiteTables.Should().Equal("extended_level", "extended_hubbard", "hardness");
        configuration.Model.Equivariant!.Width.Should().Be(12);
        configuration.Settings.Should().BeEquivalentTo(new TrainingSettings
        {
            Epochs = 15, LearningRate = 0.005, WarmUpEpochs = 1, GradientClip = 1, AverageDecay = 0.95, PriorStrength = 1e-4, RateFactors = new RoleFactors(Physics: 10),
        });
        configuration.Targets.Select(target => target.Name).Should().Equal("singlet_energies", "strengths");
        configuration.Ablation.Sizes.Should().Equal(32, 128);
        configuration.Output.Should().Be(CommandLine.Example("train/indo"));
    }

    [Theory]
    [InlineData("model: {kind: hybird}", 1, "model.kind, but \"hybird\" came")]
    [InlineData("model: {elements: [H, Xx]}", 1, "\"Xx\" came")]
    [InlineData("model: {representation: {widht: 3}}", 1, "perhaps width")]
    [InlineData("model: {representation: {width: wide}}", 1, "whole number from 1 was expected as model.representation.width")]
    [InlineData("model: {representation: {width: 0}}", 1, "whole number from 1")]
    [InlineData("model: {corrections: {blocks: maybe}}", 1, "true or false")]
    [InlineData("model: [hybrid]", 1, "keys and values were expected below model, but it is a list")]
    [InlineData("model: {}\ndata:\n  train:\n    - file: nothing.extxyz", 4, "there is none at")]
    [InlineData("model: {}\ndata:\n  train:\n    - file: data.extxyz", 4, "labels or transitions were expected in data.train[1]")]
    [InlineData("model: {}\ndata:\n  train:\n    - file: data.extxyz\n      labels:\n        energie_ev: E1", 6, "\"energie_ev\" came")]
    [InlineData("model: {}\ndata:\n  train:\n    - file: data.extxyz\n      labels: {energy_ev: E1}\n      sise: 3", 6, "perhaps size")]
    [InlineData("model: {}\ndata:\n  train:\n    - file: data.extxyz\n      labels: {energy_ev: E1}\n      part: 3/2", 6, "1/2 was expected")]
    [InlineData("model: {}\ndata: {train: []}", 2, "at least one data set")]
    [InlineData("model: {}", 1, "data, but the key is missing")]
    [InlineData("modell: {}", 1, "model, but the key is missing")]
    [InlineData("model: {kind: hybrid", 2, "YAML was expected")]
    [InlineData("- model", 1, "a mapping with the keys")]
    public void Mistakes_get_one_sentence_with_their_line(string text, int line, string expected) => Complaint(text).Should().Contain($"train.yaml, line {line}: ").And.Contain(expected);

    [Theory]
    [InlineData("targets: {}", 5, "at least one target")]
    [InlineData("targets: {singlet_energy: {}}", 5, "perhaps singlet_energies")]
    [InlineData("targets: {singlet_energies: {huber_ev: -1}}", 5, "a number of at least 1E-06 was expected as targets.singlet_energies.huber_ev")]
    [InlineData("targets: {singlet_energies: {weight: 1}}\ntraining:\n  epochs: 3\n  beta1: 1.5", 8, "a number from 0 to 1 was expected as training.beta1")]
    [InlineData("targets: {singlet_energies: {weight: 1}}\ntraining:\n  epochs: 3.5", 7, "training.epochs, but \"3.5\" came")]
    [InlineData("targets: {singlet_energies: {weight: 1}}\ntraining: {learnin_rate: 1}", 6, "perhaps learning_rate")]
    [InlineData("targets: {singlet_energies: {weight: 1}}\ntraining:\n  seed: 3\n  schedule: exponential\n  final_factor: 0", 9, "FinalFactor above 0")]
    [InlineData("targets: {singlet_energies: {weight: 1}}\nouput: here", 6, "perhaps output")]
    [InlineData("targets: {singlet_energies: {weight: 1}}\nablation: {sizes: [few]}", 6, "numbers of samples or all")]
    public void So_do_those_of_later_sections(string text, int line, string expected) =>
        Complaint("model: {}\ndata:\n  train:\n    - {file: data.extxyz, labels: {energy_ev: E1}}\n" + text).Should().Contain($"train.yaml, line {line}: ").And.Contain(expected);

    [Theory]
    [InlineData("size: 7", "size of at most 1")]
    [InlineData("where: {name: other}", "samples were expected")]
    [InlineData("larger_than: 9", "samples were expected")]
    [InlineData("new_to: data.extxyz", "samples were expected")]
    [InlineData("labels: {energy_ev: E2}", "the key E2")]
    public void Data_that_are_not_there_are_told(string key, string expected)
    {
        var labels = key.StartsWith("labels", StringComparison.Ordinal) ? "" : "labels: {energy_ev: E1}, ";
        var path = Written($"model: {{}}\ndata:\n  train:\n    - {{file: data.extxyz, {labels}{key}}}\ntargets: {{singlet_energies: {{weight: 1}}}}\n");
        var run = CommandLine.Run("train", path);
        run.Code.Should().Be(1);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(expected);
    }

    [Fact]
    public void A_configuration_takes_from_another_what_it_does_not_say_itself()
    {
        var below = Directory.CreateDirectory(Path.Combine(folder.Path, "below")).FullName;
        Written("model: {kind: direct}\ndata:\n  train:\n    - {file: data.extxyz, labels: {energy_ev: E1}}\ntargets: {singlet_energies: {weight: 1}}\ntraining: {epochs: 7}\noutput: whole\ncache: kept\n");
        var path = Path.Combine(below, "part.yaml");
        File.WriteAllText(path, "extends: ../train.yaml\ntraining: {epochs: 3}\noutput: part\n");
        var configuration = TrainingConfiguration.Read(path, null, null);
        configuration.Model.Kind.Should().Be("direct");
        configuration.Settings.Epochs.Should().Be(3, "a section is taken whole");
        configuration.Train.Should().ContainSingle().Which.File.Should().Be(Path.Combine(folder.Path, "data.extxyz"), "a path belongs to the file that it stands in");
        configuration.Output.Should().Be(Path.Combine(below, "part"));
        configuration.Cache.Should().Be(Path.Combine(folder.Path, "kept"));

        File.WriteAllText(Path.Combine(below, "third.yaml"), "extends: part.yaml\n");
        FluentActions.Invoking(() => TrainingConfiguration.Read(Path.Combine(below, "third.yaml"), null, null)).Should().Throw<ConfigurationException>().WithMessage("*third.yaml, line 1: *stands for itself*");
        File.WriteAllText(path, "training: {epochs: 3}\nextends: nothing.yaml\n");
        FluentActions.Invoking(() => TrainingConfiguration.Read(path, null, null)).Should().Throw<ConfigurationException>().WithMessage("*part.yaml, line 2: a file was expected as extends*");
        Written("model: {kind: hybird}\n");
        File.WriteAllText(path, "extends: ../train.yaml\ntraining: {epochs: 3}\n");
        FluentActions.Invoking(() => TrainingConfiguration.Read(path, null, null)).Should().Throw<ConfigurationException>().WithMessage("*train.yaml, line 1: *hybird*", "the mistake stands there");
    }

    [Theory]
    [InlineData("learnin_rate", "learning_rate")]
    [InlineData("tabels", "tables")]
    [InlineData("zzz", null)]
    public void The_nearest_word_is_suggested(string word, string? nearest) => Suggestion.Nearest(word, ["learning_rate", "tables", "epochs"]).Should().Be(nearest);

    private string Written(string text)
    {
        var path = Path.Combine(folder.Path, "train.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private string Complaint(string text)
    {
        var path = Written(text);
        var message = FluentActions.Invoking(() => TrainingConfiguration.Read(path, null, null)).Should().Throw<ConfigurationException>().Which.Message;
        message.Should().EndWith(".").And.NotContain("\n");
        return message;
    }
}
