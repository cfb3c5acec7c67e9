using FluentAssertions;
using Hybrid.Core.Structures;
using Hybrid.Core.Units;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Losses;

public sealed class MatchedStateLossTests
{
    private const double Electronvolt = 1.0 / Constants.ElectronvoltPerHartree;

    private static readonly MatchedStateLoss Loss = new(Multiplicity.Singlet, new HuberLoss(0.2), new HuberLoss(0.05));

    [Fact]
    public void A_reference_finds_the_state_of_its_energy_and_brightness()
    {
        // The reference knows a bright state alone; the model has a dark one at nearly its energy.
        var value = Of(Loss, [5.0, 5.3, 7.0], [0.0, 0.8, 0.1], Bright(5.1, 0.8));
        value.Error.Should().BeApproximately(0.2, 1e-12);
        Of(new MatchedStateLoss(Multiplicity.Singlet, new HuberLoss(0.2), new HuberLoss(0.05)) { StrengthWeight = 0.0 }, [5.0, 5.3, 7.0], [0.0, 0.8, 0.1], Bright(5.1, 0.8))
            .Error.Should().BeApproximately(0.1, 1e-12, "without strengths the nearest is taken");
    }

    [Fact]
    public void Two_references_never_share_a_state() =>
        Of(Loss, [5.0, 6.0], [0.1, 0.1], Bright(5.0, 0.1), Bright(5.1, 0.1)).Error.Should().BeApproximately(0.9, 1e-12);

    [Fact]
    public void The_loss_has_no_jump_where_states_cross_or_change_partners()
    {
        ReferenceState[] references = [Bright(5.0, 0.6), Bright(5.6, 0.0)];
        var last = double.NaN;
        var largest = 0.0;
        for (var step = 0; step <= 4000; step++)
        {
            // The bright state moves through the dark one, and the solver orders by energy.
            var (bright, dark) = (4.5 + (0.0005 * step), 5.4);
            var loss = bright < dark
                ? Of(Loss, [bright, dark], [0.6, 0.0], references).Loss
                : Of(Loss, [dark, bright], [0.0, 0.6], references).Loss;
            if (step > 0)
                largest = Math.Max(largest, Math.Abs(loss - last));
            last = loss;
        }

        // Each energy's slope is one at most.
        largest.Should().BeLessThan(0.0011).And.BeGreaterThan(0.0004);
    }

    [Fact]
    public void A_Rydberg_reference_takes_a_state_and_counts_less()
    {
        ReferenceState[] references = [Bright(5.5, 0.1), Bright(5.0, 0.1) with { IsRydberg = true }];
        Of(Loss, [5.0, 6.0], [0.1, 0.1], references).Loss.Should().BeApproximately(0.4, 1e-12, "the Rydberg state has the lower one, though the valence state is as near to it");
        Of(Loss, [5.2, 6.0], [0.1, 0.1], references).Loss.Should().BeApproximately(0.25 * 0.1 + 0.4, 1e-12);
    }

    [Fact]
    public void More_states_are_asked_for_than_there_are_references_and_fewer_will_do()
    {
        var prediction = new StatedPrediction();
        prediction.AddBrightStates([5.0 * Electronvolt], [0.1]);
        var value = Loss.Of(prediction, Sample(Bright(5.0, 0.1), Bright(7.0, 0.1)), Weights(prediction))!.Value;
        prediction.AskedFor.Should().Be(4);
        value.Count.Should().Be(1);
    }

    [Fact]
    public void Samples_with_ordered_states_are_left_to_the_loss_by_order()
    {
        var prediction = new StatedPrediction();
        Loss.Of(prediction, Sample(Bright(5.0, 0.1)) with { StatesAreLowest = true }, Weights(prediction)).Should().BeNull();
    }

    [Fact]
    public void Gradient_equals_differences()
    {
        double[] energies = [5.0, 5.27, 6.1, 7.0], strengths = [0.02, 0.71, 0.1, 0.28];
        ReferenceState[] references = [Bright(5.1, 0.8), Bright(6.6, 0.25), new(Multiplicity.Singlet, 5.05 * Electronvolt, null, 0.5)];
        var value = Of(Loss, energies, strengths, references);
        for (var k = 0; k < 4; k++)
        {
            value.ByEnergy[k].Should().BeApproximately(Difference(h => Of(Loss, Moved(energies, k, h), strengths, references).Loss), 1e-8);
            value.ByStrength[k].Should().BeApproximately(Difference(h => Of(Loss, energies, Moved(strengths, k, h), references).Loss), 1e-8);
        }

        value.ByEnergy.Count(x => x != 0.0).Should().Be(3);
        value.ByStrength.Count(x => x != 0.0).Should().Be(2);
    }

    private static double Difference(Func<double, double> function) => (function(1e-5) - function(-1e-5)) / 2e-5;

    private static double[] Moved(double[] values, int k, double by) => [.. values.Select((x, l) => l == k ? x + by : x)];

    private static ReferenceState Bright(double electronvolt, double strength) => new(Multiplicity.Singlet, electronvolt * Electronvolt, strength);

    private static Sample Sample(params ReferenceState[] references) =>
        new() { Name = "helium", Structure = new Structure([2], [0.0, 0.0, 0.0]), States = [.. references], StatesAreLowest = false };

    private static WeightBinding Weights(StatedPrediction prediction) => new(prediction.Tape, new WeightLayout(), ReadOnlyMemory<double>.Empty);

    private static (double Loss, double Error, double[] ByEnergy, double[] ByStrength) Of(
        MatchedStateLoss loss, double[] electronvolt, double[] strengths, params ReferenceState[] references)
    {
        var prediction = new StatedPrediction();
        var (ω, f) = prediction.AddBrightStates([.. electronvolt.Select(x => x * Electronvolt)], strengths);
        var value = loss.Of(prediction, Sample(references), Weights(prediction))!.Value;
        prediction.Tape.Backward(value.Loss);
        return (value.Loss.Scalar, value.AbsoluteError, [.. ω.Adjoint.ToArray().Select(x => x * Electronvolt)], f.Adjoint.ToArray());
    }
}
