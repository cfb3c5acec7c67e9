using System.Globalization;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Hybrid.Cli;
using Hybrid.Core.IO;
using Hybrid.Core.Units;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class OptimizeTests : IDisposable
{
    private static readonly string Ethylene = CommandLine.Example("structures/c2h4.xyz");
    private readonly TemporaryFolder folder = new();

    private string Output => Path.Combine(folder.Path, "end.xyz");

    private string Trajectory => Path.Combine(folder.Path, "end.trajectory.xyz");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_ground_state_is_optimised_and_its_way_written()
    {
        var run = CommandLine.Run("optimize", CommandLine.Water, "--output", Output);

        run.Code.Should().Be(0, run.Error);
        run.Output.Should().Contain("GFN2-xTB: A minimum was reached").And.Contain("S0 at its minimum").And.Contain(Trajectory).And.NotContain("Excitation");
        var frames = StructureFile.ReadAll(Trajectory);
        frames.Should().HaveCountGreaterThan(2);
        Energy(frames[^1]).Should().BeLessThan(Energy(frames[0]));
        StructureFile.Read(Output).Positions.ToArray().Should().Equal(frames[^1].Positions.ToArray());
        StructureFile.Read(Output).Properties["surface"].Should().Be("S0");
        var again = CommandLine.Run("optimize", Output, "--output", Path.Combine(folder.Path, "again.xyz"));
        again.Output.Should().Contain("reached in 1 step;", "it was a minimum");

        static double Energy(Hybrid.Core.Structures.Structure frame) => double.Parse(frame.Properties["energy_eh"], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void An_excited_state_has_vertical_adiabatic_and_emission_energies()
    {
        var run = CommandLine.Run("optimize", Ethylene, "--state", "1", "--multiplicity", "triplet", "--output", Output, "--format", "json");

        run.Code.Should().Be(0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        var root = document.RootElement;
        root.GetProperty("schema_name").GetString().Should().Be("qcschema_optimization_output");
        root.GetProperty("success").GetBoolean().Should().BeTrue();
        var hybrid = root.GetProperty("extras").GetProperty("hybrid");
        hybrid.GetProperty("state").GetString().Should().Be("T1");
        hybrid.GetProperty("ground_method").GetString().Should().Be("GFN2-xTB");
        hybrid.GetProperty("excitation_method").GetString().Should().Be("sTDA-xTB");
        double vertical = Number("vertical_excitation_energy_ev"), adiabatic = Number("adiabatic_excitation_energy_ev"), emission = Number("emission_energy_ev");
        emission.Should().BeLessThan(adiabatic);
        adiabatic.Should().BeLessThan(vertical);
        var surfaces = hybrid.GetProperty("surfaces").EnumerateArray().ToArray();
        surfaces.Select(surface => surface.GetProperty("label").GetString()).Should().Equal("S0", "T1");
        var (ground, excited) = (Last(surfaces[0]), Last(surfaces[1]));
        adiabatic.Should().BeApproximately((excited - ground) * Constants.ElectronvoltPerHartree, 1e-9);
        StructureFile.ReadAll(Trajectory).Select(frame => frame.Properties["surface"]).Distinct().Should().Equal("S0", "T1");

        var table = CommandLine.Run("optimize", Ethylene, "--state", "1", "--multiplicity", "triplet", "--output", Output, "--skip-ground");
        table.Output.Should().Contain("vertical, at the start").And.Contain("emission, at the minimum of T1").And.NotContain("adiabatic").And.Contain("ω of sTDA-xTB");

        double Number(string name) => hybrid.GetProperty(name).GetDouble();
        static double Last(JsonElement surface) => surface.GetProperty("energies").EnumerateArray().Last().GetDouble();
    }

    [Fact]
    public void A_state_that_is_lost_leaves_the_way_but_no_minimum()
    {
        var file = Path.Combine(folder.Path, "formaldehyde.xyz");
        File.WriteAllText(file, "4\n\nC 0 0 0\nO 0.02 0 1.21\nH 0.1 0.94 -0.58\nH 0.1 -0.94 -0.55\n");

        var run = CommandLine.Run("optimize", file, "--state", "1", "--output", Output);

        run.Code.Should().Be(1);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"hybrid: {file}: S1: ").And.Contain("conical intersection").And.EndWith($"{Trajectory}.");
        File.Exists(Output).Should().BeFalse();
        StructureFile.ReadAll(Trajectory).Should().HaveCountGreaterThan(5);
    }

    [Fact]
    public void An_interrupted_run_leaves_its_way()
    {
        using var source = new CancellationTokenSource();
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new CancellingWriter(source, after: 3);
        var streams = new CommandStreams(() => Stream.Null, output, error, OutputIsTerminal: false, ErrorIsTerminal: true);

        var code = HybridCommand.Run(["optimize", CommandLine.Example("caffeine.xyz"), "--output", Output], streams, source.Token);

        code.Should().Be(130);
        error.ToString().Should().Contain("interrupted").And.Contain(Trajectory);
        StructureFile.ReadAll(Trajectory).Should().HaveCount(3);
        Directory.GetFiles(folder.Path).Should().Equal([Trajectory], "no temporary file stays");
    }

    [Theory]
    [InlineData("optimize", "FILE")]
    [InlineData("optimize WATER WATER", "h2o.xyz")]
    [InlineData("optimize WATER --bogus", "--bogus")]
    [InlineData("optimize WATER --state -1", "from 0")]
    [InlineData("optimize WATER --state 1 --multiplicity quintet", "singlet or triplet")]
    [InlineData("optimize WATER --multiplicity triplet", "--unpaired 2")]
    [InlineData("optimize WATER --skip-ground", "--skip-ground")]
    [InlineData("optimize WATER --level sloppy", "crude or normal or tight or vtight")]
    [InlineData("optimize WATER --max-steps 0", "from 1")]
    [InlineData("optimize WATER --output WATER", "is read")]
    [InlineData("optimize WATER --output x.xyz --trajectory x.xyz", "different files")]
    [InlineData("optimize WATER --output x.pdf", ".extxyz")]
    [InlineData("optimize WATER --output no/such/folder/x.xyz", "no/such/folder")]
    [InlineData("optimize WATER --model gfn7-xtb", "--model")]
    [InlineData("optimize WATER --state 1 --excitations gfn7-xtb", "--excitations")]
    [InlineData("optimize WATER --state 1 --kernel published", "simplified or own")]
    public void Wrong_usage_is_one_sentence_and_code_two(string line, string named)
    {
        var run = CommandLine.Run(line.Replace("WATER", CommandLine.Water, StringComparison.Ordinal).Split(' '));

        run.Code.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().ContainSingle().Which.Should().StartWith("hybrid: ").And.Contain(named);
    }

    [Fact]
    public void Bad_structures_fail_with_their_place()
    {
        var radical = Path.Combine(folder.Path, "radical.xyz");
        File.WriteAllText(radical, "1\n\nH 0 0 0\n");
        foreach (var (args, named) in new[] { (new[] { radical, "--state", "1" }, "closed shells"), ([Path.Combine(folder.Path, "none.xyz")], "no such file"), ([folder.Path], "folder") })
        {
            var run = CommandLine.Run(["optimize", .. args, "--output", Output]);
            run.Code.Should().Be(1);
            run.Output.Should().BeEmpty();
            run.ErrorLines.Should().ContainSingle().Which.Should().StartWith($"hybrid: {args[0]}").And.Contain(named);
        }

        var two = Path.Combine(folder.Path, "two.xyz");
        File.WriteAllText(two, "1\n\nHe 0 0 0\n1\n\nHe 0 0 0\n");
        CommandLine.Run("optimize", two, "--output", Output).Should().Match<CommandLine.Outcome>(run => run.Code == 2 && run.Error.Contains("several", StringComparison.Ordinal));
    }

    /// <summary>Interrupts the run as the n-th step is shown.</summary>
    private sealed class CancellingWriter(CancellationTokenSource source, int after) : StringWriter(new StringBuilder(), CultureInfo.InvariantCulture)
    {
        private int count;

        public override void Write(string? value)
        {
            base.Write(value);
            if (++count == after)
                source.Cancel();
        }
    }
}
