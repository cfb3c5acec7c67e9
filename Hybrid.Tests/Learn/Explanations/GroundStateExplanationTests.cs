using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Physics.Models;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Learn.Explanations;

public sealed class GroundStateExplanationTests
{
    /// <summary>In the unit of the quantity: what issue 5 asks of the sum.</summary>
    private const double SumTolerance = 1e-8;

    /// <summary>Of the learned part: what issue 5 asks of the quadrature.</summary>
    private const double QuadratureTolerance = 1e-4;

    private static readonly Structure Molecule = PerturbedHybrid.Formaldehyde;

    [Theory]
    [InlineData("gfn1-xtb", "formaldehyde")]
    [InlineData("gfn2-xtb", "formaldehyde")]
    [InlineData("gfn1-xtb", "acetic_acid")]
    [InlineData("gfn2-xtb", "alanine")]
    public void Entries_of_a_trained_model_are_its_prediction(string physics, string name)
    {
        var structure = name == "formaldehyde" ? Molecule : ReferenceSet.Of(physics)[name].Structure;
        var model = PerturbedGround.Model(physics);
        var weights = PerturbedGround.Weights(model, size: 0.05);
        var explanations = GroundStateExplanation.Of(model, weights, structure);
        explanations.Select(one => one.Quantity.ToString()).Should().Equal("energy", "charge", "dipole x", "dipole y", "dipole z");
        explanations.Should().OnlyContain(one => Math.Abs(one.SumError) < SumTolerance);
        var predicted = model.GroundPredictor("hybrid", "none", weights).Predict(structure, Properties.Charges | Properties.Dipole, GroundOptions);
        var published = Model.Load(physics).Predict(structure, Properties.Charges | Properties.Dipole, GroundOptions);

        var energy = explanations[0];
        energy.Value.Should().BeApproximately(predicted.Energy, SumTolerance);
        energy.Physics.Should().BeApproximately(published.Energy, SumTolerance);
        Math.Abs(energy.QuadratureError).Should().BeLessThan(QuadratureTolerance * energy.LearnedMagnitude);
        energy.Terms.Should().Contain(term => term.Kind == EntryKind.Learned && term.Term == "learned residual")
            .And.Contain(term => term.Kind == EntryKind.Learned && term.Term == "hopping")
            .And.Contain(term => term.Kind == EntryKind.Physics && term.Term == "repulsion");
        energy.MlShare.Should().BePositive();
        for (var A = 0; A < structure.AtomCount; A++)
        {
            At(explanations[1], EntryKind.Physics, A).Should().BeApproximately(published.AtomCharges[A], SumTolerance);
            At(explanations[1], EntryKind.Learned, A).Should().BeApproximately(predicted.AtomCharges[A] - published.AtomCharges[A], SumTolerance);
        }

        for (var axis = 0; axis < 3; axis++)
            explanations[2 + axis].Learned.Should().BeApproximately(predicted.Dipole[axis] - published.Dipole[axis], SumTolerance);
    }

    [Fact]
    public void Without_corrections_nothing_is_learned_exactly()
    {
        var model = PerturbedGround.Model("gfn2-xtb");
        foreach (var explanation in GroundStateExplanation.Of(model, model.Layout.Initial(seed: 1), Molecule))
        {
            explanation.MlShare.Should().Be(0.0);
            explanation.QuadratureError.Should().Be(0.0);
            explanation.Entries.Should().OnlyContain(entry => entry.Kind == EntryKind.Physics);
        }
    }

    [Fact]
    public void The_residual_energy_is_what_the_prediction_adds()
    {
        var model = PerturbedGround.Model("gfn1-xtb");
        var weights = PerturbedGround.Weights(model);
        var residual = model.GroundPredictor("hybrid", "none", weights).Predict(Molecule).EnergyTerms.ToArray().Single(term => term.Name == "learned residual");
        GroundStateExplanation.Of(model, weights, Molecule)[0].Terms.Single(term => term.Term == "learned residual").Value.Should().BeApproximately(residual.Total, SumTolerance);
    }

    /// <summary>Charges are converged to 10⁻¹⁰ e.</summary>
    private static PredictionOptions GroundOptions { get; } = PredictionOptions.Default with { Scf = PredictionOptions.Default.Scf with { Accuracy = 1e-4 } };

    private static double At(Explanation explanation, EntryKind kind, int atom) => explanation.Entries.Where(entry => entry.Kind == kind && entry.Atoms[0] == atom).Sum(entry => entry.Value);
}
