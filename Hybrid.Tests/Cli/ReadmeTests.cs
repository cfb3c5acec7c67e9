using System.Globalization;
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

        var printed = run.Output.Replace(CommandLine.Example("caffeine.xyz"), "examples/caffeine.xyz", StringComparison.Ordinal);
        Text(printed).Should().Be(Text(block));
        foreach (var (actual, shown) in Numbers(printed).Zip(Numbers(block)))
            Math.Abs(Value(actual) - Value(shown)).Should().BeLessThanOrEqualTo(UnitsOfTheLastDigit * LastDigit(shown), $"{actual} is printed where {shown} is shown");
    }

    /// <summary>Linear algebra libraries round differently, and a field is converged to 1e-6 e: the last digit may move.</summary>
    private const double UnitsOfTheLastDigit = 2.5;

    private static string Text(string output) => Number().Replace(Masked(output), "N");

    private static IEnumerable<string> Numbers(string output) => Number().Matches(Masked(output)).Select(match => match.Value);

    private static double Value(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static double LastDigit(string number) => number.Contains('.', StringComparison.Ordinal) ? Math.Pow(10, number.IndexOf('.', StringComparison.Ordinal) + 1 - number.Length) : 1;

    /// <summary>Times and library names differ between machines.</summary>
    private static string Masked(string text) => TimeAndLibrary().Replace(text, "TIME with LIBRARY");

    [GeneratedRegex(@"\d+\.\d{3} s with .*")]
    private static partial Regex TimeAndLibrary();

    /// <summary>A number in a table, with the spaces that align it.</summary>
    [GeneratedRegex(@"(?<= )-?\d+(\.\d+)?(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex("```text\n(?<block>examples/caffeine.xyz: .*?)```", RegexOptions.Singleline)]
    private static partial Regex OutputBlock();
}
