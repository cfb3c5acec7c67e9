using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class StateEnergyLossTests
{
    private const double Electronvolt = 1.0 / Constants.ElectronvoltPerHartree;

    /// <summary>Rounding of a conversion to Eh and back.</summary>
    private const double Rounding = 1e-12;

    private static readonly StateEnergyLoss Loss = new(Multiplicity.Singlet, new HuberLoss(0.2));

    [Fact]
    public void States_are_compared_in_order_of_energy_whatever_their_order_in_the_file()
    {
        var prediction = new StatedPrediction();
        var energies = prediction.AddStates(Multiplicity.Singlet, 5.0 * Electronvolt, 6.5 * Electronvolt, 9.0 * Electronvolt);
        var value = Loss.Of(prediction, Sample(Singlet(6.0), Singlet(5.1)), NoWeights(prediction))!.Value;
        // |x| = 0.1 within δ: x²/(2δ); 0.5 beyond: |x| − δ/2
        value.Loss.Scalar.Should().BeApproximately(0.025 + 0.4, Rounding);
        value.AbsoluteError.Should().BeApproximately(0.6, Rounding);
        value.SquaredError.Should().BeApproximately(0.26, Rounding);
        value.Count.Should().Be(2);
        prediction.Tape.Backward(value.Loss);
        energies.Adjoint.ToArray().Select(x => x * Electronvolt).Should().BeEquivalentTo([-0.5, 1.0, 0.0], options => options.WithStrictOrdering().Using<double>(c => c.Subject.Should().BeApproximately(c.Expectation, Rounding)).WhenTypeIs<double>());
    }

    [Fact]
    public void A_suspect_label_holds_its_place_and_counts_nothing()
    {
        var prediction = new StatedPrediction();
        prediction.AddStates(Multiplicity.Singlet, 4.0 * Electronvolt, 6.0 * Electronvolt);
        var value = Loss.Of(prediction, Sample(Singlet(5.2) with { Weight = 0.0 }, Singlet(6.1)), NoWeights(prediction))!.Value;
        value.AbsoluteError.Should().BeApproximately(0.1, Rounding);
        value.Count.Should().Be(1);
    }

    [Fact]
    public void A_sample_without_usable_labels_has_no_loss()
    {
        var prediction = new StatedPrediction();
        prediction.AddStates(Multiplicity.Singlet, 4.0 * Electronvolt);
        Loss.Of(prediction, Sample(), NoWeights(prediction)).Should().BeNull();
        Loss.Of(prediction, Sample(Singlet(4.0) with { Weight = 0.0 }), NoWeights(prediction)).Should().BeNull();
        Loss.Of(prediction, Sample(Singlet(4.0) with { Multiplicity = Multiplicity.Triplet }), NoWeights(prediction)).Should().BeNull();
        Loss.Of(prediction, Sample(Singlet(4.0)) with { StatesAreLowest = false }, NoWeights(prediction)).Should().BeNull();
    }

    [Fact]
    public void Weights_of_term_and_state_multiply()
    {
        var prediction = new StatedPrediction();
        prediction.AddStates(Multiplicity.Singlet, 4.0 * Electronvolt);
        var sample = Sample(Singlet(5.0) with { Weight = 0.5 });
        new StateEnergyLoss(Multiplicity.Singlet, new HuberLoss(0.2), weight: 2.0).Of(prediction, sample, NoWeights(prediction))!.Value.Loss.Scalar.Should().BeApproximately(2.0 * 0.5 * 0.9, Rounding);
    }

    [Fact]
    public void The_offset_of_another_level_is_learned_and_that_of_the_predicted_level_does_not_exist()
    {
        var offsets = new LevelOffsets("cc2", ["tbe", "cc2", "eom"], [Multiplicity.Singlet, Multiplicity.Triplet]);
        var layout = new WeightLayout();
        offsets.Declare(layout);
        layout.Entries.Select(entry => entry.Name).Should().Equal("offset.eom.singlet", "offset.eom.triplet", "offset.tbe.singlet", "offset.tbe.triplet");
        layout.Entries.Should().OnlyContain(entry => entry.Role == WeightRole.Offset);

        var prediction = new StatedPrediction();
        prediction.AddStates(Multiplicity.Singlet, 5.0 * Electronvolt);
        var weights = new WeightBinding(prediction.Tape, layout, new double[] { 0.0, 0.0, -0.05, 0.0 });
        var loss = new StateEnergyLoss(Multiplicity.Singlet, new HuberLoss(0.2), offsets: offsets);
        var shifted = loss.Of(prediction, Sample(Singlet(5.0)) with { Level = "tbe" }, weights)!.Value;
        shifted.AbsoluteError.Should().BeApproximately(0.05, Rounding);
        prediction.Tape.Backward(shifted.Loss);
        var gradient = new double[layout.Length];
        weights.AddGradientTo(gradient);
        gradient[2].Should().BeApproximately(-0.25, Rounding, "x/δ with x = −0.05 eV");
        loss.Of(prediction, Sample(Singlet(5.0)) with { Level = "cc2" }, weights)!.Value.AbsoluteError.Should().BeApproximately(0.0, Rounding);
        FluentActions.Invoking(() => loss.Of(prediction, Sample(Singlet(5.0)) with { Level = "mp2" }, weights)).Should().Throw<ArgumentException>().WithMessage("A sample of the level cc2 or eom or tbe was expected*\"mp2\"*");
    }

    [Fact]
    public void A_spin_that_the_predicted_level_has_no_labels_of_has_no_offset()
    {
        var triplet = new ReferenceState(Multiplicity.Triplet, 3.0 * Electronvolt);
        var offsets = LevelOffsets.Of("cc2", [Sample(Singlet(5.0)) with { Level = "cc2" }, Sample(Singlet(5.1), triplet) with { Level = "tbe" }]);
        var layout = new WeightLayout();
        offsets.Declare(layout);
        layout.Entries.Select(entry => entry.Name).Should().Equal("offset.tbe.singlet");

        var prediction = new StatedPrediction();
        prediction.AddStates(Multiplicity.Triplet, 3.5 * Electronvolt);
        var weights = new WeightBinding(prediction.Tape, layout, new double[] { 1.0 });
        new StateEnergyLoss(Multiplicity.Triplet, new HuberLoss(0.2), offsets: offsets)
            .Of(prediction, Sample(triplet) with { Level = "tbe" }, weights)!.Value.AbsoluteError.Should().BeApproximately(0.5, Rounding);
    }

    private static ReferenceState Singlet(double electronvolt) => new(Multiplicity.Singlet, electronvolt * Electronvolt);

    private static Sample Sample(params ReferenceState[] states) => new() { Name = "helium", Structure = new Structure([2], [0.0, 0.0, 0.0]), States = [.. states] };

    private static WeightBinding NoWeights(StatedPrediction prediction) => new(prediction.Tape, new WeightLayout(), ReadOnlyMemory<double>.Empty);
}
