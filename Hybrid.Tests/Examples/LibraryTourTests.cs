using Examples.Library;
using FluentAssertions;
using Hybrid.Tests.Architecture;
using Xunit;

namespace Hybrid.Tests.Examples;

public sealed class LibraryTourTests
{
    [Fact]
    public void Every_step_says_what_it_promises()
    {
        using var output = new StringWriter { NewLine = "\n" };

        Tour.Run(Path.Combine(Repository.Root, "examples", "structures"), output);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().Be("energy -42.14746313 Eh");
        lines.Should().Contain(line => line.StartsWith("O  charge  -0.44", StringComparison.Ordinal));
        lines.Should().Contain(line => line.StartsWith("methyl -3.", StringComparison.Ordinal) && line.EndsWith("1 unpaired electron", StringComparison.Ordinal));
        lines.Should().Contain(line => line.StartsWith("iterations: ", StringComparison.Ordinal) && line.EndsWith("same energy: True", StringComparison.Ordinal));
        lines.Should().ContainSingle(line => line.StartsWith("failed: ", StringComparison.Ordinal)).Which.Should().Contain("lie on top of each other");
        lines.Should().Contain(line => line.StartsWith("200 structures, lowest energy -5.07", StringComparison.Ordinal));
        var derivative = lines.Single(line => line.StartsWith("dE/d hubbard[O]: ", StringComparison.Ordinal)).Split(": ")[1].Split(", by differences ");
        derivative[0].Should().Be(derivative[1]);
        lines.Should().Contain(line => line.StartsWith("S1 5.01 eV, f = 0.32, π→π*, HOMO → LUMO", StringComparison.Ordinal));
        var excitation = lines.Single(line => line.StartsWith("dω/dz of atom 1: ", StringComparison.Ordinal)).Split("exact_exchange: ")[1].Split(", by differences ");
        excitation[0].Should().Be(excitation[1]).And.NotBe("0.00000");
        lines[^1].Should().StartWith("loss 0.0").And.NotContain("NaN");
    }
}
