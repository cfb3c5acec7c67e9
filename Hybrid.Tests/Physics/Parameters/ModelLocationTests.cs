using FluentAssertions;
using Hybrid.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Physics.Parameters;

/// <summary>These tests set an environment variable of the process, so nothing runs beside them.</summary>
[CollectionDefinition(nameof(ModelLocationTests), DisableParallelization = true)]
public class AloneInTheProcess;

[Collection(nameof(ModelLocationTests))]
public sealed class ModelLocationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string? before = Environment.GetEnvironmentVariable(ModelLocation.EnvironmentVariable);

    public ModelLocationTests() => Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, null);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, before);
        folder.Dispose();
    }

    [Fact]
    public void A_name_finds_the_shipped_model() => ModelLocation.ParameterSet("gfn2-xtb").Name.Should().Be("GFN2-xTB");

    [Fact]
    public void The_environment_variable_comes_first()
    {
        SaveMine(Path.Combine(folder.Path, "gfn2-xtb"));
        Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, folder.Path);
        ModelLocation.ParameterSet("gfn2-xtb").Name.Should().Be("mine");
        ModelLocation.ParameterSet("gfn1-xtb").Name.Should().Be("GFN1-xTB");
    }

    [Fact]
    public void A_path_is_read_wherever_it_leads()
    {
        SaveMine(folder.Path);
        ModelLocation.ParameterSet(folder.Path).Name.Should().Be("mine");
        ModelLocation.ParameterSet(Path.Combine(folder.Path, "parameters.json")).Name.Should().Be("mine");
    }

    [Fact]
    public void The_working_directory_is_not_searched()
    {
        SaveMine(Path.Combine(folder.Path, "mine"));
        var working = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(folder.Path);
        try
        {
            FluentActions.Invoking(() => ModelLocation.ParameterSet("mine")).Should().Throw<ArgumentException>()
                .WithMessage("No model is called \"mine\"; there are gfn1-xtb, gfn2-xtb, stda-xtb.*");
        }
        finally
        {
            Directory.SetCurrentDirectory(working);
        }
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var missing = Path.Combine(folder.Path, "missing");
        Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, missing);
        FluentActions.Invoking(() => ModelLocation.ParameterSet("gfn2-xtb")).Should().Throw<DirectoryNotFoundException>()
            .WithMessage($"HYBRID_MODELS was expected to name folders, but there is no {missing}.");
    }

    [Fact]
    public void Models_are_listed_with_the_first_paragraph_of_their_card()
    {
        var mine = Path.Combine(folder.Path, "mine");
        SaveMine(mine);
        File.WriteAllText(Path.Combine(mine, "README.md"), "# Mine\r\n\r\nLearned on\r\nwater.\r\n\r\nMore.\r\n");
        Environment.SetEnvironmentVariable(ModelLocation.EnvironmentVariable, folder.Path);

        var models = ModelLocation.Models();

        models.Select(card => card.Name).Should().Equal("gfn1-xtb", "gfn2-xtb", "mine", "stda-xtb");
        models[2].Should().Be(new ModelCard("mine", "Learned on water.", mine));
        models[1].Summary.Should().StartWith("Semiempirical tight binding").And.Contain("H to Rn").And.EndWith(".");
    }

    private static void SaveMine(string path)
    {
        Directory.CreateDirectory(path);
        ParameterSet.Embedded("gfn2-xtb").WithOrigin("mine", "a test").Save(path);
    }
}
