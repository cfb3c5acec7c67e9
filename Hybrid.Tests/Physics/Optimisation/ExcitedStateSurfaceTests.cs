using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Optimisation;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Physics.Scf;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Physics.Optimisation;

public sealed class ExcitedStateSurfaceTests
{
    /// <summary>What is wanted, Eh/a0; five-point differences of well-converged energies are exact to about 1e-9.</summary>
    private const double GradientTolerance = 1e-6;

    private static readonly Lazy<Model> Ground = new(() => Model.Load("gfn2-xtb"));
    private static readonly Lazy<ExcitationModel> Excitations = new(() => ExcitationModel.Load("stda-xtb"));
    private static readonly PredictionOptions TightField = new() { Scf = new ScfSettings { Accuracy = 1e-3 } };

    /// <summary>Planar, exactly symmetric: C, O, H, H.</summary>
    private static readonly Structure PlanarFormaldehyde = Structure.FromAngstrom([6, 8, 1, 1], [0, 0, 0, 0, 0, 1.21, 0, 0.94, -0.58, 0, -0.94, -0.58]);

    [Theory]
    [InlineData(1, Multiplicity.Singlet)]
    [InlineData(2, Multiplicity.Singlet)]
    [InlineData(1, Multiplicity.Triplet)]
    public void The_gradient_is_that_of_the_energy(int state, Multiplicity multiplicity)
    {
        const double h = 2e-3;
        var structure = ReferenceSet.Gfn2["formamide"].Structure;
        var surface = new ExcitedStateSurface(Ground.Value, Excitations.Value, state, multiplicity, options: TightField);
        var point = surface.At(structure);

        point.IsGradientValid.Should().BeTrue();
        point.GradientNorm.Should().BePositive();
        foreach (var coordinate in new[] { 0, 4, 8, 11, 16 })
        {
            var difference = ((8.0 * (Energy(h) - Energy(-h))) - (Energy(2 * h) - Energy(-2 * h))) / (12 * h);
            point.Gradient[coordinate].Should().BeApproximately(difference, GradientTolerance);

            double Energy(double d)
            {
                var R = structure.Positions.ToArray();
                R[coordinate] += d;
                return surface.At(structure.WithPositions(R), point).Energy;
            }
        }
    }

    [Fact]
    public void The_energy_is_that_of_the_ground_state_and_the_excitation()
    {
        var structure = ReferenceSet.Gfn2["formamide"].Structure;

        var point = new ExcitedStateSurface(Ground.Value, Excitations.Value).At(structure);

        point.GroundEnergy.Should().BeApproximately(Ground.Value.Predict(structure).Energy, 1e-9);
        point.Energy.Should().Be(point.GroundEnergy + point.ExcitationEnergy);
        point.ExcitationEnergy.Should().BeInRange(0.15, 0.3);
        point.State.Should().Be(1);
        point.StateOverlap.Should().BeNull("there is nothing to compare with");
    }

    [Fact]
    public void The_carbonyl_bond_is_longer_after_excitation_from_its_lone_pair()
    {
        var ground = GeometryOptimisation.Run(new GroundStateSurface(Ground.Value), PlanarFormaldehyde);

        // The planar structure is no minimum of S1: rounding takes the molecule out of the plane after some more steps.
        var excited = GeometryOptimisation.Run(
            new ExcitedStateSurface(Ground.Value, Excitations.Value), ground.Last.Structure, OptimisationSettings.Normal with { MaxSteps = 4 });

        var before = ReferenceMinimum.Distance(ground.Last.Structure.Positions, 0, 1);
        var after = ReferenceMinimum.Distance(excited.Last.Structure.Positions, 0, 1);
        (after - before).Should().BeGreaterThan(0.02, "n→π* weakens the C=O bond");
        excited.Last.Energy.Should().BeLessThan(excited.Steps[0].Energy);
        excited.Last.ExcitationEnergy.Should().BeLessThan(excited.Steps[0].ExcitationEnergy!.Value);
        excited.Steps.Skip(1).Should().OnlyContain(step => step.StateOverlap > 0.9 && step.State == 1);
    }

    [Fact]
    public void An_aromatic_ring_has_a_minimum_in_its_excited_state()
    {
        var ground = GeometryOptimisation.Run(new GroundStateSurface(Ground.Value), ReferenceSet.Gfn2["furan"].Structure);

        var excited = GeometryOptimisation.Run(new ExcitedStateSurface(Ground.Value, Excitations.Value), ground.Last.Structure);

        excited.Status.Should().Be(OptimisationStatus.Converged, excited.Message);
        excited.Last.IsGradientValid.Should().BeTrue();
        var adiabatic = excited.Last.Energy - ground.Last.Energy;
        adiabatic.Should().BeInRange(excited.Last.ExcitationEnergy!.Value, excited.Steps[0].ExcitationEnergy!.Value, "emission < adiabatic < vertical");
    }

    [Fact]
    public void Reaching_the_ground_state_is_an_outcome()
    {
        // With these methods formaldehyde folds up in S1 until ω vanishes.
        var result = GeometryOptimisation.Run(new ExcitedStateSurface(Ground.Value, Excitations.Value), ReferenceSet.Gfn2["formaldehyde"].Structure);

        result.Status.Should().Be(OptimisationStatus.StateLost);
        result.Message.Should().Contain("conical intersection");
        result.Steps.Should().HaveCountGreaterThan(2);
        result.Steps[^1].Warnings.Should().Contain(warning => warning.Contains("above the ground state", StringComparison.Ordinal));
    }

    [Fact]
    public void A_followed_character_keeps_its_overlap_where_states_cross()
    {
        var surface = new ExcitedStateSurface(Ground.Value, Excitations.Value, state: 2, following: StateFollowing.ByCharacter);

        var result = GeometryOptimisation.Run(surface, ReferenceSet.Gfn2["formaldehyde"].Structure, OptimisationSettings.Normal with { MaxSteps = 8 });

        result.Steps[0].State.Should().Be(2);
        result.Steps[^1].State.Should().Be(1, "S2 falls below what was S1");
        result.Steps[^1].Warnings.Should().Contain(warning => warning.Contains("began as S2", StringComparison.Ordinal));
        result.Steps.Skip(1).Should().OnlyContain(step => step.StateOverlap > 0.7);
    }

    [Fact]
    public void A_degenerate_state_has_no_gradient_of_its_own()
    {
        var acetylene = Structure.FromAngstrom([6, 6, 1, 1], [0, 0, 0.6, 0, 0, -0.6, 0, 0, 1.66, 0, 0, -1.66]);
        var points = Enumerable.Range(1, 3).Select(state => new ExcitedStateSurface(Ground.Value, Excitations.Value, state).At(acetylene)).ToArray();

        points.Should().OnlyContain(point => point.Status == SurfaceStatus.Defined);
        var degenerate = points.Where(point => point.NeighbourGap < 1e-6).ToArray();
        degenerate.Should().HaveCountGreaterThan(1, "Δ states come in pairs");
        degenerate.Should().OnlyContain(point => !point.IsGradientValid && point.Warnings.Any(warning => warning.Contains("degenerate", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_has_no_such_state_is_refused()
    {
        FluentActions.Invoking(() => new ExcitedStateSurface(Ground.Value, Excitations.Value, state: 0)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ExcitedStateSurface(Ground.Value, Excitations.Value).At(ReferenceSet.Gfn2["ch3_radical"].Structure))
            .Should().Throw<ArgumentException>().WithMessage("*closed shells*");
        FluentActions.Invoking(() => new ExcitedStateSurface(Ground.Value, Excitations.Value, state: 1000).At(ReferenceSet.Gfn2["formaldehyde"].Structure))
            .Should().Throw<ArgumentException>().WithMessage("*1000*");
    }
}
