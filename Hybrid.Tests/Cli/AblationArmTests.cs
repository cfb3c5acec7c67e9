using FluentAssertions;
using Hybrid.Cli.Configuration;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Cli;

/// <summary>How often the arms of an ablation go through their data.</summary>
public sealed class AblationArmTests
{
    private static readonly TrainingSettings Settings = new() { Epochs = 20, BatchSize = 16 };

    [Theory]
    [InlineData(250, 20, "16 steps an epoch: 320 are allowed and more")]
    [InlineData(4000, 8, "250 steps an epoch, 2,000 allowed")]
    [InlineData(17_000, 1, "1,063 steps an epoch: 2,000 hold one and no second")]
    [InlineData(40_000, 1, "an epoch is longer than allowed, and one is always done")]
    public void The_most_steps_end_large_trainings_and_leave_small_ones_alone(int samples, int epochs, string why) =>
        new AblationArm("hybrid", "hybrid", null, MostSteps: 2000).Epochs(Settings, samples).Should().Be(epochs, why);

    [Theory]
    [InlineData(250, 3)]
    [InlineData(1000, 3)]
    [InlineData(4000, 1)]
    [InlineData(null, 1)]
    public void Large_trainings_are_made_once_where_the_configuration_says_so(int? size, int seeds)
    {
        var ablation = new AblationConfiguration([250, 1000, 4000, null], 3, SeveralSeedsUpTo: 1000, []);
        ablation.SeedsOf(size, null).Should().Be(seeds);
        (ablation with { SeveralSeedsUpTo = null }).SeedsOf(size, 2).Should().Be(2);
    }

    [Fact]
    public void An_arm_may_end_at_a_size()
    {
        var arm = new AblationArm("transformer", "direct", null, UpTo: 4000);
        arm.Takes(4000).Should().BeTrue();
        arm.Takes(4001).Should().BeFalse();
        arm.Takes(null).Should().BeFalse("all is more than any number");
        new AblationArm("hybrid", "hybrid", null).Takes(null).Should().BeTrue();
    }

    [Fact]
    public void Without_them_the_configuration_decides() => new AblationArm("hybrid", "hybrid", null).Epochs(Settings, 1_000_000).Should().Be(20);
}
