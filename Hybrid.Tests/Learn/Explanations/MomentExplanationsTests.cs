using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Models;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Xunit;

namespace Hybrid.Tests.Learn.Explanations;

/// <summary>Charges and dipoles of Hamiltonians of excitations, and what excitations change of them.</summary>
public sealed class MomentExplanationsTests
{
    /// <summary>e and e·a0: what issue 5 asks of the sum.</summary>
    private const double SumTolerance = 1e-8;

    private static readonly HybridModel Trained = PerturbedHybrid.Model;
    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;

    [Fact]
    public void Entries_add_up_and_their_physics_is_the_published_one()
    {
        var published = ExcitationModel.Load("stda-xtb");
        Explanation[] learned =
        [
            .. FilledOrbitalsExplanation.Of(Trained, PerturbedHybrid.Weights(), Molecule),
            .. ExcitationExplanation.WithMoments(Trained, PerturbedHybrid.Weights(), Molecule, Multiplicity.Singlet, 0)[1..],
        ];
        Explanation[] physics = [.. FilledOrbitalsExplanation.Of(published, Molecule), .. ExcitationExplanation.WithMoments(published, Molecule, Multiplicity.Singlet, 0)[1..]];
        learned.Should().HaveCount(8);
        foreach (var (one, other) in learned.Zip(physics))
        {
            one.Quantity.Should().Be(other.Quantity);
            Math.Abs(one.SumError).Should().BeLessThan(SumTolerance);
            Math.Abs(other.SumError).Should().BeLessThan(SumTolerance);
            one.LearnedMagnitude.Should().BeGreaterThan(1e-4, "{0} was changed by learning", one.Quantity);

            // Of the first order in the residual of the state, 10⁻⁸.
            one.Physics.Should().BeApproximately(other.Value, 1e-6);
            one.Entries.Where(entry => entry.Kind == EntryKind.Physics).Sum(entry => entry.Value).Should().BeApproximately(one.Physics, SumTolerance);
            other.Entries.Should().OnlyContain(entry => entry.Kind == EntryKind.Physics);
            other.MlShare.Should().Be(0.0);
        }

        learned[0].Value.Should().Be(Molecule.Charge);
        learned[0].Learned.Should().Be(0.0, "learning moves charge between atoms and makes none");
    }

    [Fact]
    public void Without_corrections_nothing_is_learned_exactly()
    {
        var untrained = Trained.Layout.Initial(seed: 1);
        foreach (var explanation in FilledOrbitalsExplanation.Of(Trained, untrained, Molecule).Concat(ExcitationExplanation.WithMoments(Trained, untrained, Molecule, Multiplicity.Triplet, 0)))
        {
            explanation.MlShare.Should().Be(0.0);
            explanation.Entries.Should().OnlyContain(entry => entry.Kind == EntryKind.Physics);
        }
    }

    [Fact]
    public void A_component_that_symmetry_forbids_is_not_learned_rounding()
    {
        var acetylene = Structure.FromAngstrom([6, 6, 1, 1], [0, 0, 0.6, 0, 0, -0.6, 0, 0, 1.66, 0, 0, -1.66]);
        foreach (var explanation in FilledOrbitalsExplanation.Of(Trained, PerturbedHybrid.Weights(), acetylene).Where(one => one.Quantity.Kind == QuantityKind.Dipole))
        {
            Math.Abs(explanation.Value).Should().BeLessThan(SumTolerance);
            explanation.MlShare.Should().Be(0.0);
        }
    }
}
