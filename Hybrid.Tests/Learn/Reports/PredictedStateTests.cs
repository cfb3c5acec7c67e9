using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Reports;
using Hybrid.Physics.Basis;
using Hybrid.Physics.Models;
using Hybrid.Tests.Physics.Methods;
using Hybrid.Tests.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Reports;

public sealed class PredictedStateTests
{
    /// <summary>An orbital is cut where it is small, and a sum over a grid is no integral.</summary>
    private const double GridTolerance = 0.05;

    private static readonly Structure Formaldehyde = Solver.Structure("formaldehyde");

    private static readonly MolecularExcitations Excitations = Stda.Predict(Formaldehyde, ExcitationOptions.Default with { States = 3 });

    [Fact]
    public void A_state_keeps_its_numbers_and_tells_its_configurations()
    {
        var state = Excitations.States[0];

        var predicted = PredictedState.Of(state, "n→π*", []);

        predicted.Energy.Should().Be(state.Energy);
        (predicted.Energy * Constants.ElectronvoltPerHartree).Should().BeInRange(3.9, 4.3, "n→π* of formaldehyde was measured at 4.1 eV");
        predicted.OscillatorStrength.Should().Be(state.OscillatorStrength);
        predicted.RotatoryStrength.Should().Be(state.RotatoryStrengthInCgs);
        predicted.Multiplicity.Should().Be(state.Multiplicity);
        predicted.Configurations[0].Should().MatchRegex(@"^HOMO → LUMO, (99|100) %$");
    }

    [Fact]
    public void Pairs_are_natural_transition_orbitals_on_grids()
    {
        var natural = Excitations.Analyses[0].NaturalOrbitals;

        var pairs = TransitionOrbitalPair.Of(natural, Formaldehyde, Excitations.Shells);

        pairs.Should().ContainSingle("n→π* is one configuration");
        pairs[0].Weight.Should().Be(natural.Weights[0]).And.BeGreaterThan(0.95);
        Norm(pairs[0].Hole).Should().BeApproximately(1.0, GridTolerance);
        Norm(pairs[0].Particle).Should().BeApproximately(1.0, GridTolerance);
    }

    [Fact]
    public void No_more_pairs_are_made_than_asked_for_and_light_ones_are_left_out()
    {
        var benzene = Solver.Structure("c6h6");
        var excitations = Stda.Predict(benzene, ExcitationOptions.Default with { States = 1 });
        var natural = excitations.Analyses[0].NaturalOrbitals;

        TransitionOrbitalPair.Of(natural, benzene, excitations.Shells, most: 1).Should().ContainSingle();
        TransitionOrbitalPair.Of(natural, benzene, excitations.Shells, most: 5).Should().HaveCount(2, "HOMO → LUMO+1 and HOMO−1 → LUMO share B2u").And
            .OnlyContain(pair => Math.Abs(pair.Weight - 0.5) < 0.05);
        TransitionOrbitalPair.Of(natural, benzene, excitations.Shells, leastWeight: 0.9).Should().ContainSingle("the first pair always stays");
    }

    [Fact]
    public void Another_basis_is_refused()
    {
        var pairs = () => TransitionOrbitalPair.Of(Excitations.Analyses[0].NaturalOrbitals, Formaldehyde, [.. Excitations.Shells.Skip(1)]);

        pairs.Should().Throw<ArgumentException>().WithMessage("*basis*was expected*");
    }

    private static double Norm(OrbitalGrid orbital)
    {
        var sum = 0.0;
        foreach (var φ in orbital.Values)
            sum += φ * φ;
        return sum * orbital.Points.PointVolume;
    }
}
