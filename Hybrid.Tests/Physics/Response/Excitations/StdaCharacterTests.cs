using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Analysis;
using Hybrid.Tests.Physics.Methods;
using Xunit;

namespace Hybrid.Tests.Physics.Response.Excitations;

/// <summary>States of sTDA-xTB, whose basis has diffuse functions, have the names that spectroscopists give them.</summary>
public sealed class StdaCharacterTests
{
    /// <summary>Rounding of sums of some hundred second moments of up to 1e4 a0².</summary>
    private const double SizeTolerance = 1e-7;

    [Theory]
    [InlineData("formaldehyde", "n→π*", "n→Rydberg", "n→Rydberg", "n→Rydberg")]
    [InlineData("methanol", "n→Rydberg", "n→Rydberg", "n→Rydberg", "n→Rydberg")]
    [InlineData("c6h6", "π→π*", "π→Rydberg", "π→Rydberg", "π→π*")]
    [InlineData("c4h6", "π→Rydberg", "π→π*", "π→Rydberg")]
    [InlineData("h2o", "n→Rydberg")]
    public void The_lowest_singlets_are_called(string name, params string[] expected) =>
        Excitations(name, expected.Length).Analyses.Take(expected.Length).Select(analysis => analysis.Character.ToString()).Should().Equal(expected);

    [Fact]
    public void A_Rydberg_state_of_one_molecule_is_no_charge_transfer()
    {
        var excitations = Excitations("caffeine", 12);
        excitations.Analyses[0].Character.ToString().Should().Be("π→π*");
        var second = excitations.Analyses[1];
        second.Character.Should().Be(new StateCharacter(OrbitalKind.Pi, OrbitalKind.Rydberg, IsChargeTransfer: false));
        second.TransferredCharge.Should().BeGreaterThan(0.5, "the diffuse functions stand on other atoms than the hole");
        excitations.Analyses.Should().NotContain(analysis => analysis.Character.IsChargeTransfer);
    }

    [Fact]
    public void Bright_valence_states_with_some_diffuse_population_are_valence_states()
    {
        var excitations = Excitations("caffeine", 12);
        for (var k = 0; k < excitations.States.Length; k++)
        {
            if (excitations.States[k].OscillatorStrength > 0.1)
                excitations.Analyses[k].Character.ToString().Should().Be("π→π*");
        }
    }

    [Fact]
    public void Sizes_do_not_depend_on_where_the_molecule_is()
    {
        var structure = Solver.Structure("formaldehyde");
        var moved = structure.WithPositions([.. structure.Positions.ToArray().Select((x, k) => x + (k % 3) - 4.0)]);
        var (here, there) = (Excitations(structure, 3), Excitations(moved, 3));
        for (var k = 0; k < 3; k++)
        {
            here.Analyses[k].ParticleSize.Should().BeGreaterThan(1.0);
            there.Analyses[k].HoleSize.Should().BeApproximately(here.Analyses[k].HoleSize!.Value, SizeTolerance);
            there.Analyses[k].ParticleSize.Should().BeApproximately(here.Analyses[k].ParticleSize!.Value, SizeTolerance);
        }

        var (valence, rydberg) = (here.Analyses[0], here.Analyses[1]);
        (rydberg.ParticleSize - valence.ParticleSize).Should().BeGreaterThan(1.5, "3s is wider than π*, a0");
    }

    private static MolecularExcitations Excitations(string name, int states) => Excitations(Solver.Structure(name), states);

    private static MolecularExcitations Excitations(Structure structure, int states) =>
        Stda.Predict(structure, ExcitationOptions.Default with { States = states, Tolerance = 1e-8 });
}
