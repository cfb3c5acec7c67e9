using System.Text.Json;
using FluentAssertions;
using Xunit;

namespace Hybrid.Tests.Cli;

public sealed class ExcitationTests
{
    [Fact]
    public void Json_lists_the_states_by_energy()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--format", "json", "--properties", "excitations", "--states", "3", "--multiplicity", "both");
        run.Code.Should().Be(0);
        using var document = JsonDocument.Parse(run.Output);
        var extras = document.RootElement.GetProperty("extras").GetProperty("hybrid");
        var states = extras.GetProperty("excitations").EnumerateArray().ToArray();
        states.Should().HaveCount(6);
        states.Select(state => state.GetProperty("energy_ev").GetDouble()).Should().BeInAscendingOrder().And.OnlyContain(energy => energy > 5.0 && energy < 15.0);
        states.Select(state => state.GetProperty("multiplicity").GetInt32()).Should().OnlyContain(multiplicity => multiplicity == 1 || multiplicity == 3);
        foreach (var state in states)
        {
            state.GetProperty("oscillator_strength").GetDouble().Should().BeGreaterThanOrEqualTo(0.0);
            state.GetProperty("transition_dipole").GetArrayLength().Should().Be(3);
            state.GetProperty("rotatory_strength").GetDouble().Should().BeInRange(-1000.0, 1000.0);
            state.GetProperty("character").GetString().Should().Contain("→");
            state.GetProperty("configurations")[0].GetProperty("weight").GetDouble().Should().BeInRange(0.1, 1.0001);
        }

        extras.GetProperty("excitations_from").GetProperty("hamiltonian").GetString().Should().Be("sTDA-xTB");
        extras.GetProperty("hamiltonian").GetString().Should().Be("GFN2-xTB");
    }

    [Fact]
    public void Excitations_without_a_ground_state_have_no_energy()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--model", "stda-xtb", "--format", "json", "--properties", "excitations");
        run.Code.Should().Be(0);
        using var document = JsonDocument.Parse(run.Output);
        document.RootElement.GetProperty("driver").GetString().Should().Be("properties");
        document.RootElement.GetProperty("properties").TryGetProperty("return_energy", out _).Should().BeFalse();
        document.RootElement.GetProperty("return_result").GetArrayLength().Should().Be(10);
    }

    [Theory]
    [InlineData("--model", "stda-xtb", "has no energy")]
    [InlineData("--kernel", "best", "simplified, published or own")]
    [InlineData("--states", "0", "from 1")]
    [InlineData("--multiplicity", "quintet", "singlet, triplet or both")]
    [InlineData("--window", "-3", "number from")]
    public void Wrong_requests_get_one_sentence(string option, string value, string expected)
    {
        var run = CommandLine.Run("predict", CommandLine.Water, option, value);
        run.Code.Should().BePositive();
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain(expected);
        run.Output.Should().BeEmpty();
    }

    [Fact]
    public void The_table_names_both_Hamiltonians()
    {
        var run = CommandLine.Run("predict", CommandLine.Water, "--properties", "excitations", "--states", "2", "--casida");
        run.Code.Should().Be(0);
        run.Output.Should().Contain("GFN2-xTB at 300 K").And.Contain("Excited states of sTDA-xTB, simplified kernel, full linear response").And.Contain("HOMO → LUMO");
    }
}
