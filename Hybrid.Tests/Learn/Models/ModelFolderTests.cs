using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Learn.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static readonly Structure Molecule = Structure.FromAngstrom(
        [6, 8, 1, 1], [0.02, 0.01, -0.53, -0.01, 0.03, 0.68, 0.05, 0.93, -1.10, 0.21, -0.94, -1.13]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_was_written_predicts_the_same_bits_when_read()
    {
        var written = TinyModel.Write(At("tiny"));
        var read = ModelFolder.Read(At("tiny"));
        read.Name.Should().Be("tiny");
        read.Digest.Should().Be(written.Digest).And.HaveLength(64);
        read.Weights.ToArray().Should().Equal(written.Weights.ToArray());
        read.Description.Should().BeEquivalentTo(written.Description, options => options.Excluding(description => description.Settings).Excluding(description => description.Representation));
        Energies(read.Excitations).Should().Equal(Energies(written.Excitations)).And.NotEqual(Energies(ExcitationModel.Load("stda-xtb")));
    }

    [Fact]
    public void Results_name_the_model_and_its_digest()
    {
        var model = TinyModel.Write(At("tiny"));
        var excitations = model.Excitations.Predict(Molecule);
        excitations.Correction.Should().Be("tiny");
        excitations.ParameterDigest.Should().Be(model.Digest);
        excitations.KernelParameterDigest.Should().Be(model.Digest);
        ExcitationModel.Load("stda-xtb").Predict(Molecule).Correction.Should().BeNull();
    }

    [Fact]
    public void The_card_tells_data_errors_drift_and_offsets()
    {
        TinyModel.Write(At("tiny"));
        var card = File.ReadAllText(At("tiny", "README.md"));
        card.Should().StartWith("# tiny\n\nA model for tests.\n")
            .And.Contain("| train.extxyz | all | CC2/def2-TZVP | 10 | learning | `aaaaaaaaaaaa…` |")
            .And.Contain("| singlet energies | 0.1000 eV | 0.2000 eV | 20 |")
            .And.Contain("## Limits")
            .And.Contain("| virtual_shift |")
            .And.Contain("extended_level[O.2p]")
            .And.Contain("| tbe | ");
    }

    [Fact]
    public void Files_that_are_no_part_of_the_model_stay()
    {
        Directory.CreateDirectory(At("tiny"));
        File.WriteAllText(At("tiny", "log.csv"), "epoch\n");
        TinyModel.Write(At("tiny"));
        TinyModel.Write(At("tiny"));
        Directory.EnumerateFileSystemEntries(At("tiny")).Select(Path.GetFileName).Should().BeEquivalentTo("log.csv", "model.json", "weights.safetensors", "README.md");
    }

    [Fact]
    public void Truncated_weights_are_noticed() => Broken(() =>
    {
        var bytes = File.ReadAllBytes(Weights);
        File.WriteAllBytes(Weights, bytes[..^9]);
    }).Should().Contain("weights.safetensors").And.Contain("truncated");

    [Fact]
    public void Other_weights_are_noticed() => Broken(() =>
    {
        var bytes = File.ReadAllBytes(Weights);
        bytes[^3] ^= 1;
        File.WriteAllBytes(Weights, bytes);
    }).Should().Contain("weights.safetensors").And.Contain("SHA-256");

    [Theory]
    [InlineData("model.json")]
    [InlineData("weights.safetensors")]
    public void Missing_files_are_named(string name)
    {
        TinyModel.Write(At("tiny"));
        File.Delete(At("tiny", name));
        FluentActions.Invoking(() => LearnedModelLocation.Find(At("tiny"))).Should().Throw<FileNotFoundException>().WithMessage($"*{name}*no such file.");
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "newer version")]
    [InlineData("\"hybrid-model\"", "\"other-model\"", "format")]
    [InlineData("\"equivariant\"", "\"mystery\"", "edited")]
    [InlineData("\"largest_block\": 0.1", "\"largest_block\": 0.2", "edited")]
    [InlineData("\"level\": \"CC2/def2-TZVP\"", "\"level\": 7", "level")]
    [InlineData("\"kind\": \"hybrid\",", "", "missing")]
    [InlineData("\"format\"", "format", "JSON")]
    public void Edited_descriptions_are_noticed(string part, string replacement, string expected) => Broken(() =>
    {
        var text = File.ReadAllText(Json);
        text.Should().Contain(part);
        File.WriteAllText(Json, text.Replace(part, replacement, StringComparison.Ordinal));
    }).Should().Contain("model.json").And.Contain(expected).And.EndWith(".").And.NotContain("\n");

    [Fact]
    public void Unknown_representations_and_missing_settings_are_refused()
    {
        var description = TinyModel.Write(At("tiny")).Description;
        var unknown = description.Representation! with { Kind = "mystery" };
        FluentActions.Invoking(() => ModelComposition.Made(description with { Representation = unknown })).Should().Throw<InvalidDataException>().WithMessage("*mystery*doesn't know*");
        using var settings = System.Text.Json.JsonDocument.Parse("""{"base": "stda-xtb", "elements": [1], "tables": [], "site_tables": [], "with_blocks": true}""");
        FluentActions.Invoking(() => ModelComposition.Made(description with { Settings = settings.RootElement })).Should().Throw<InvalidDataException>().WithMessage("settings.largest_block was expected*");
    }

    private string At(params string[] names) => Path.Combine([folder.Path, .. names]);

    private string Weights => At("tiny", "weights.safetensors");

    private string Json => At("tiny", "model.json");

    private string Broken(Action damage)
    {
        TinyModel.Write(At("tiny"));
        damage();
        return FluentActions.Invoking(() => ModelFolder.Read(At("tiny"))).Should().Throw<InvalidDataException>().Which.Message;
    }

    private static IEnumerable<double> Energies(ExcitationModel model) => model.Predict(Molecule, new ExcitationOptions { States = 3 }).States.Select(state => state.Energy);
}
