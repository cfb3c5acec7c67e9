using System.Globalization;
using System.Text.RegularExpressions;
using FluentAssertions;
using Hybrid.Tests.Architecture;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>What the README shows is what is printed.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void The_first_block_is_what_the_first_command_prints()
    {
        using var folder = new TemporaryFolder();
        var page = Path.Combine(folder.Path, "caffeine.html");
        var readme = Readme("dotnet run -c Release --project Hybrid.Cli -- spectrum examples/caffeine.xyz --html caffeine.html");
        readme.Should().Contain("dotnet test Hybrid.Tests -c Release");

        var run = CommandLine.Run("spectrum", CommandLine.Example("caffeine.xyz"), "--html", page);

        ShouldBeShown(run.Output.Replace(page, "caffeine.html", StringComparison.Ordinal), Blocks().Matches(readme)[0].Groups["block"].Value);
        File.Exists(page).Should().BeTrue();
    }

    [Fact]
    public void The_second_block_is_what_a_prediction_prints()
    {
        var readme = Readme("dotnet run -c Release --project Hybrid.Cli -- predict examples/caffeine.xyz");

        var run = CommandLine.Run("predict", CommandLine.Example("caffeine.xyz"));

        ShouldBeShown(run.Output, Blocks().Matches(readme)[1].Groups["block"].Value);
    }

    [Fact]
    public void Its_pictures_are_there()
    {
        foreach (Match picture in Pictures().Matches(Readme("![")))
            new FileInfo(Path.Combine(Repository.Root, picture.Groups["path"].Value)).Length.Should().BeInRange(10_000, 400_000);
    }

    private static string Readme(string expected)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        readme.Should().Contain(expected);
        return readme;
    }

    private static void ShouldBeShown(string output, string block)
    {
        var printed = output.Replace(CommandLine.Example("caffeine.xyz"), "examples/caffeine.xyz", StringComparison.Ordinal);
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
    private static partial Regex Blocks();

    [GeneratedRegex(@"!\[[^\]]*\]\((?<path>[^)]+)\)")]
    private static partial Regex Pictures();
}
