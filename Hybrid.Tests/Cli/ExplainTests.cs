using System.Text.Json;
using FluentAssertions;
using Hybrid.Tests.Physics.Parameters;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class ExplainTests
{
    /// <summary>In the unit of the quantity: what issue 5 asks for.</summary>
    private const double SumTolerance = 1e-8;

    private const string WaterAndNonsense = "3\n\nO 0 0 0.12\nH 0 0.76 -0.47\nH 0 -0.76 -0.47\n3\n\nO 0 0 x\nH 0 0.76 -0.47\nH 0 -0.76 -0.47\n";

    public static TheoryData<string, string> WrongUsages => new()
    {
        { "explain", "FILES" },
        { "explain WATER --state 0", "from 1" },
        { "explain WATER --state first", "\"first\"" },
        { "explain WATER --multiplicity quintet", "singlet, triplet or both" },
        { "explain WATER --model gfn7-xtb", "gfn7-xtb" },
        { "explain WATER --json WATER", "is read" },
        { "explain WATER --html WATER", "is read" },
        { "explain WATER --state 1 --states 2", "one of the two" },
        { "explain WATER --json no/such/folder/x", "no/such/folder" },
        { "explain WATER --bogus", "--bogus" },
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
    public void Entries_in_json_add_up_for_every_quantity()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "explained.jsonl");
        var run = CommandLine.Run("explain", CommandLine.Water, "--multiplicity", "both", "--json", file);
        run.Code.Should().Be(0);
        run.Error.Should().BeEmpty();
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var root = json.RootElement;
        root.GetProperty("success").GetBoolean().Should().BeTrue();
        root.GetProperty("provenance").GetProperty("routine").GetString().Should().Be("hybrid explain");
        root.GetProperty("extras").GetProperty("hybrid").GetProperty("excitation_model").GetProperty("name").GetString().Should().Be("organic-excitations");
        var explanations = root.GetProperty("explanations").EnumerateArray().ToArray();
        explanations.Select(one => one.GetProperty("quantity").GetString()).Should()
            .Equal(
                "energy", "charge", "dipole x", "dipole y", "dipole z", "excitation 1", "triplet excitation 1",
                "charge of the excitation Hamiltonian", "dipole x of the excitation Hamiltonian", "dipole y of the excitation Hamiltonian", "dipole z of the excitation Hamiltonian",
                "charge change of excitation 1", "dipole x change of excitation 1", "dipole y change of excitation 1", "dipole z change of excitation 1",
                "charge change of triplet excitation 1", "dipole x change of triplet excitation 1", "dipole y change of triplet excitation 1", "dipole z change of triplet excitation 1");
        foreach (var explanation in explanations)
        {
            var sum = explanation.GetProperty("quadrature_error").GetDouble();
            foreach (var entry in explanation.GetProperty("entries").EnumerateArray())
            {
                sum += entry.GetProperty("value").GetDouble();
                entry.GetProperty("kind").GetString().Should().BeOneOf("physics", "learned");
                entry.GetProperty("atoms").EnumerateArray().All(atom => atom.GetInt32() is >= 0 and < 3).Should().BeTrue();
            }

            sum.Should().BeApproximately(explanation.GetProperty("value").GetDouble(), SumTolerance);
        }

        explanations[0].GetProperty("ml_share").GetDouble().Should().Be(0.0);
        explanations[5].GetProperty("ml_share").GetDouble().Should().BeInRange(1e-4, 0.5);
        explanations[0].GetProperty("uncertainty").ValueKind.Should().Be(JsonValueKind.Null);
        explanations[0].GetProperty("trust").GetProperty("level").GetString().Should().Be("physics");
        var uncertainty = explanations[5].GetProperty("uncertainty");
        uncertainty.GetProperty("half_width_68").GetDouble().Should().BeInRange(1e-4, uncertainty.GetProperty("half_width_95").GetDouble());
        explanations[5].GetProperty("trust").GetProperty("level").GetString().Should().BeOneOf("calibrated", "care");
        explanations[5].GetProperty("trust").GetProperty("reasons").GetArrayLength().Should().BePositive();
        foreach (var charges in explanations.Where(one => one.GetProperty("quantity").GetString()!.StartsWith("charge ", StringComparison.Ordinal)))
            charges.GetProperty("entries").EnumerateArray().Should().Contain(entry => entry.GetProperty("kind").GetString() == "learned");
    }

    [Fact]
    public void The_table_says_in_words_what_is_physics_and_what_is_learned()
    {
        var run = CommandLine.Run("explain", CommandLine.Water);
        run.Code.Should().Be(0);
        run.Output.Should().Contain("Physics alone says ").And.Contain("Learned share: ").And.Contain("orbital gap").And.Contain("quadrature error")
            .And.Contain("Largest learned by atom").And.Contain("nothing in it is learned").And.Contain(" ± ").And.Contain("Trust: ")
            .And.Contain("Charge moved by excitation 1").And.Contain("Charges of the filled orbitals");
        run.Lines.Should().OnlyContain(line => line.Length < 200);
    }

    [Fact]
    public void Physics_as_published_has_nothing_learned()
    {
        var run = CommandLine.Run("explain", CommandLine.Water, "--model", "stda-xtb", "--format", "json");
        run.Code.Should().Be(0);
        using var json = JsonDocument.Parse(run.Output);
        foreach (var explanation in json.RootElement.GetProperty("explanations").EnumerateArray())
        {
            explanation.GetProperty("ml_share").GetDouble().Should().Be(0.0);
            explanation.GetProperty("quadrature_error").GetDouble().Should().Be(0.0);
        }
    }

    [Fact]
    public void More_states_than_there_are_are_all_explained_and_that_is_said()
    {
        var run = CommandLine.Run("explain", CommandLine.Water, "--model", "stda-xtb", "--states", "100", "--format", "json");
        run.Code.Should().Be(0);
        using var json = JsonDocument.Parse(run.Output);
        var count = json.RootElement.GetProperty("explanations").EnumerateArray().Count(one => one.GetProperty("quantity").GetString()!.StartsWith("excitation ", StringComparison.Ordinal));
        count.Should().BeInRange(5, 99);
        json.RootElement.GetProperty("extras").GetProperty("hybrid").GetProperty("warnings")[0].GetString()
            .Should().Be($"100 singlets were asked for, but the molecule has {count} in this basis: all of them are explained.");
        CommandLine.Run("explain", CommandLine.Water, "--model", "stda-xtb", "--state", "100").Code.Should().Be(1);
    }

    [Fact]
    public void A_bad_frame_fails_alone()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "two.xyz");
        File.WriteAllText(file, WaterAndNonsense);
        var run = CommandLine.Run("explain", file, CommandLine.Example("structures/c2h4.xyz"), "--model", "stda-xtb");
        run.Code.Should().Be(1);
        run.Output.Should().Contain("H2O").And.Contain("C2H4");
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("two.xyz").And.Contain("frame 2");
    }

    [Fact]
    public void Elements_that_the_trained_model_was_not_made_for_get_physics_and_are_told()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "h2s.xyz");
        File.WriteAllText(file, "3\n\nS 0 0 0.10\nH 0 0.97 -0.82\nH 0 -0.97 -0.82\n");
        var run = CommandLine.Run("explain", file);
        run.Code.Should().Be(0);
        run.Output.Should().Contain("untrained physics").And.Contain("the structure has S").And.Contain("nothing was learned");
    }

    [Fact]
    public void An_open_shell_has_an_energy_to_explain_and_fails_when_an_excitation_is_asked_for()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "oh.xyz");
        File.WriteAllText(file, "2\n\nO 0 0 0\nH 0 0 0.97\n");
        var run = CommandLine.Run("explain", file);
        run.Code.Should().Be(0);
        run.Output.Should().Contain("zeroth-order Hamiltonian").And.Contain("Note: No excitation is explained");
        CommandLine.Run("explain", file, "--state", "1").Code.Should().Be(1);
    }
}
