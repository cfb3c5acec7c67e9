using FluentAssertions;
using Hybrid.Learn.Networks;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

/// <summary>What surrounds a step: the rate, the average, the clip, the order.</summary>
public sealed class StepRuleTests
{
    private const double Rounding = 1e-14;

    [Fact]
    public void The_average_is_corrected_for_its_beginning()
    {
        var average = new WeightAverage(1, 0.5);
        average.Add([4.0]);
        average.Value()[0].Should().BeApproximately(4.0, Rounding);
        average.Add([1.0]);
        // (½·4 + 1)/(½ + 1)
        average.Value()[0].Should().BeApproximately(2.0, Rounding);
    }

    [Fact]
    public void Without_decay_the_average_is_the_last()
    {
        var average = new WeightAverage(1, 0.0);
        average.Add([4.0]);
        average.Add([1.0]);
        average.Value()[0].Should().Be(1.0);
    }

    [Fact]
    public void The_rate_warms_up_and_falls_as_a_cosine()
    {
        var settings = new TrainingSettings { Epochs = 10, LearningRate = 2.0, WarmUpEpochs = 1.0, Schedule = RateSchedule.Cosine, FinalFactor = 0.1 };
        double Rate(long step) => LearningRate.At(settings, step, stepsPerEpoch: 10);

        Rate(0).Should().BeApproximately(0.2, Rounding);
        Rate(4).Should().BeApproximately(1.0, Rounding);
        Rate(9).Should().BeApproximately(2.0, Rounding);
        Rate(10).Should().BeApproximately(2.0, Rounding);
        Rate(99).Should().BeApproximately(0.2, Rounding);
        // Halfway through the 89 intervals after warm-up: between steps 54 and 55.
        (0.5 * (Rate(54) + Rate(55))).Should().BeApproximately(1.1, Rounding);
        Rate(1000).Should().BeApproximately(0.2, Rounding);
    }

    [Fact]
    public void The_rate_falls_exponentially_or_not_at_all()
    {
        var settings = new TrainingSettings { Epochs = 1, LearningRate = 1.0, Schedule = RateSchedule.Exponential, FinalFactor = 0.01 };
        LearningRate.At(settings, 0, 101).Should().Be(1.0);
        LearningRate.At(settings, 50, 101).Should().BeApproximately(0.1, Rounding);
        LearningRate.At(settings, 100, 101).Should().BeApproximately(0.01, Rounding);
        LearningRate.At(settings with { Schedule = RateSchedule.Constant }, 100, 101).Should().Be(1.0);
    }

    [Fact]
    public void A_long_gradient_is_cut_and_a_short_one_is_not()
    {
        var layout = new WeightLayout();
        layout.Declare("network", Initialisation.Zero, WeightRole.Network, 2);
        layout.Declare("physics", Initialisation.Zero, WeightRole.Physics, 1);
        var objective = new Objective(layout, new TrainingSettings { GradientClip = 1.0, PriorStrength = 0.25 });
        double[] weights = [7.0, 7.0, 2.0];

        // The mean of two samples is (3, 4, −1), and the prior adds 2·0.25·2 to the last.
        (objective.Gradient[0], objective.Gradient[1], objective.Gradient[2]) = (6.0, 8.0, -2.0);
        objective.Complete(weights, 2);
        objective.Gradient[0].Should().BeApproximately(0.6, Rounding);
        objective.Gradient[1].Should().BeApproximately(0.8, Rounding);
        objective.Gradient[2].Should().BeApproximately(0.0, Rounding);

        (objective.Gradient[0], objective.Gradient[1], objective.Gradient[2]) = (0.6, 0.0, -2.0);
        objective.Complete(weights, 2);
        objective.Gradient.Should().Equal(0.3, 0.0, 0.0);
        objective.PriorLoss(weights).Should().Be(1.0);
    }

    [Fact]
    public void An_epoch_visits_every_sample_once_in_its_own_order()
    {
        var first = SampleOrder.Of(seed: 1, epoch: 0, count: 100);
        var second = SampleOrder.Of(seed: 1, epoch: 1, count: 100);

        first.Order().Should().Equal(Enumerable.Range(0, 100));
        first.Should().NotEqual(second).And.Equal(SampleOrder.Of(1, 0, 100));
    }
}
