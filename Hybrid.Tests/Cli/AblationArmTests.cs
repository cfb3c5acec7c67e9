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

    [Fact]
    public void Without_them_the_configuration_decides() => new AblationArm("hybrid", "hybrid", null).Epochs(Settings, 1_000_000).Should().Be(20);
}
