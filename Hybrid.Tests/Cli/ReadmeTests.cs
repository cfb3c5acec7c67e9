using System.Text.RegularExpressions;
using FluentAssertions;
using Hybrid.Tests.Architecture;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>What the README shows is what is printed.</summary>
public sealed partial class ReadmeTests
{
    private const string Command = "dotnet run -c Release --project Hybrid.Cli -- predict examples/caffeine.xyz";

    [Fact]
    public void The_output_block_is_what_the_first_command_prints()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        readme.Should().Contain(Command).And.Contain("dotnet test Hybrid.Tests -c Release");
        var block = OutputBlock().Match(readme).Groups["block"].Value;

        var run = CommandLine.Run("predict", CommandLine.Example("caffeine.xyz"));

        Masked(run.Output.Replace(CommandLine.Example("caffeine.xyz"), "examples/caffeine.xyz", StringComparison.Ordinal)).Should().Be(Masked(block));
    }

    /// <summary>Times and library names differ between machines.</summary>
    private static string Masked(string text) => TimeAndLibrary().Replace(text, "TIME with LIBRARY");

    [GeneratedRegex(@"\d+\.\d{3} s with .*")]
    private static partial Regex TimeAndLibrary();

    [GeneratedRegex("```text\n(?<block>examples/caffeine.xyz: .*?)```", RegexOptions.Singleline)]
    private static partial Regex OutputBlock();
}
