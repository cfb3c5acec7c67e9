using System.Globalization;
using FluentAssertions;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class UsageTests
{
    public static TheoryData<string, string> WrongUsages => new()
    {
        { "predict", "FILES" },
        { "predict --bogus WATER", "--bogus" },
        { "predict WATER -x", "-x" },
        { "predict WATER --charge one", "\"one\"" },
        { "predict WATER --charge 1.5", "\"1.5\"" },
        { "predict WATER --charge 1 --charge 2", "--charge" },
        { "predict WATER --unpaired -1", "from 0" },
        { "predict WATER --format xml", "table or json" },
        { "predict WATER --properties energy,soul", "bond-orders" },
        { "predict WATER --properties ,", "bond-orders" },
        { "predict WATER --threads 0", "from 1" },
        { "predict WATER --max-iterations 0", "from 1" },
        { "predict WATER --accuracy 0", "accuracy" },
        { "predict WATER --accuracy NaN", "\"NaN\"" },
        { "predict WATER --electronic-temperature -3", "\"-3\"" },
        { "predict WATER --electronic-temperature 1,5", "\"1,5\"" },
        { "predict WATER --output --format", "--output" },
        { "predict WATER --model gfn7-xtb", "gfn1-xtb, gfn2-xtb" },
        { "predict WATER --model no/such/folder", "no/such/folder" },
        { "predict WATER --output no/such/folder/x", "no/such/folder" },
        { "predict WATER --output WATER", "is read" },
        { "predict WATER --output x --molden x", "different files" },
        { "predict WATER --matrices x.npy", ".npz" },
        { "predict - -", "read once" },
        { "models everything", "everything" },
        { "transmute WATER", "transmute" },
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
    public void Nothing_at_all_shows_the_help_as_an_error()
    {
        var run = CommandLine.Run();

        run.Code.Should().Be(2);
        run.Error.Should().Contain("hybrid predict caffeine.xyz");
    }

    [Fact]
    public void A_response_file_is_a_file_name()
    {
        var run = CommandLine.Run("predict", "@anything");

        run.Code.Should().Be(1);
        run.Error.Should().Be("hybrid: @anything: there is no such file.\n");
    }

    [Fact]
    public void The_help_names_every_option_and_shows_examples()
    {
        var run = CommandLine.Run("predict", "--help");

        run.Code.Should().Be(0);
        foreach (var word in new[]
        {
            "--model", "--charge", "--unpaired", "--properties", "--format", "--output", "--molden", "--matrices", "--threads",
            "--electronic-temperature", "--accuracy", "--max-iterations", "bond-orders", "standard input", "Periodic cells", "Exit codes", "Examples",
        })
        {
            run.Output.Should().Contain(word);
        }
    }

    [Fact]
    public void Models_are_listed_with_their_elements()
    {
        var run = CommandLine.Run("models");

        run.Code.Should().Be(0);
        run.Lines.Should().Contain(line => line.StartsWith("gfn1-xtb: ", StringComparison.Ordinal));
        run.Lines.Should().Contain(line => line.StartsWith("gfn2-xtb: ", StringComparison.Ordinal));
        run.Output.Should().Contain("elements    H–Rn (86)").And.Contain("doi:10.1021/acs.jctc.8b01176");
    }

    [Fact]
    public void The_version_is_that_of_the_library()
    {
        CommandLine.Run("--version").Output.Should().MatchRegex(@"^hybrid \d+\.\d+\.\d+");
    }

    [Fact]
    public void A_comma_culture_changes_nothing()
    {
        var before = CultureInfo.CurrentCulture;
        var plain = CommandLine.Run("predict", CommandLine.Water, "--accuracy", "0.5", "--properties", "forces");
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");
            var german = CommandLine.Run("predict", CommandLine.Water, "--accuracy", "0.5", "--properties", "forces");

            german.Code.Should().Be(0);
            german.Lines[..^1].Should().Equal(plain.Lines[..^1]);
            CommandLine.Run("predict", CommandLine.Water, "--charge", "0,5").Error.Should().Contain("whole number");
            CultureInfo.CurrentCulture.Name.Should().Be("de-DE");
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Bad_files_fail_with_their_place()
    {
        using var folder = new TemporaryFolder();
        var empty = Path.Combine(folder.Path, "empty.xyz");
        var binary = Path.Combine(folder.Path, "binary.xyz");
        var truncated = Path.Combine(folder.Path, "truncated.xyz.gz");
        File.WriteAllBytes(empty, []);
        File.WriteAllBytes(binary, [0, 1, 2, 3, 255, 254, 10, 7]);
        File.WriteAllBytes(truncated, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);

        foreach (var file in new[] { empty, binary, truncated, folder.Path })
        {
            var run = CommandLine.Run("predict", file);
            run.Code.Should().Be(1, file);
            run.Output.Should().BeEmpty();
            run.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"hybrid: {file}").And.EndWith(".");
        }
    }
}
