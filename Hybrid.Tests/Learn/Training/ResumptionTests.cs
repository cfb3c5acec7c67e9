using FluentAssertions;
using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Sampling;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Training;
using Hybrid.Physics.Response.Excitations;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

public sealed class ResumptionTests : IDisposable
{
    private static readonly Sample[] Train = PointModel.Samples(37);
    private static readonly Sample[] Valid = PointModel.Samples(11, seed: 8);

    private static readonly TrainingSettings Settings = new()
    {
        Epochs = 6,
        BatchSize = 8,
        Slots = 3,
        LearningRate = 0.02,
        WeightDecay = 0.01,
        PriorStrength = 1e-3,
        AverageDecay = 0.9,
        CheckpointEpochs = null,
        CheckpointInterval = null,
        Threads = 2,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hybrid-").FullName;

    private CheckpointFile Checkpoints => new(Path.Combine(folder, "training.checkpoint"));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Trainer Trainer(TrainingSettings settings, Action? recorded = null) =>
        new(new PointModel { Noise = 0.05, Recorded = recorded }, [new SquaredEnergy()], Train, Valid, settings, DenseLinearAlgebra.Managed);

    /// <summary>What may be other about samples, and how the refusal ends.</summary>
    public static TheoryData<string, Func<Sample, Sample>> OtherSamples => new()
    {
        { "their names or their order differ", static sample => sample with { Name = "another" } },
        { "their atoms, positions, charges, unpaired electrons or cells differ", static sample => sample with { Structure = sample.Structure.WithCharge(1.0) } },
        { "their atoms, positions, charges, unpaired electrons or cells differ", static sample => sample with { Structure = sample.Structure.WithUnpairedElectrons(1) } },
        { "their levels of theory differ", static sample => sample with { Level = "CC3" } },
        { "their weights differ", static sample => sample with { Weight = 3.0 } },
        { "the energies, strengths, spins, weights or flags of their states differ", static sample => sample with { States = [new ReferenceState(Multiplicity.Triplet, 0.2)] } },
        { "the energies, strengths, spins, weights or flags of their states differ", static sample => sample with { StatesAreLowest = false } },
        { "their labels of the ground state differ", static sample => sample with { Energy = 0.1 } },
        { "their labels of the ground state differ", static sample => sample with { Dipole = [0.0, 0.0, 1.0] } },
    };

    private static double[] Initial => new PointModel().Layout.Initial(3);

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void Ten_interruptions_at_random_moments_change_no_bit(ulong seed)
    {
        var settings = Settings with { Epochs = 14 };
        var uninterrupted = new List<EpochReport>();
        var whole = Trainer(settings).Train(Initial, epochDone: uninterrupted.Add);
        var epochs = new Dictionary<int, EpochReport>();
        TrainingOutcome? outcome = null;
        for (ulong kill = 0; kill < 10; kill++)
        {
            // Counted in predictions, so that the cut also falls within minibatches and within validations.
            using var stop = new CancellationTokenSource();
            var left = 1 + new CounterRandom(seed, 0, kill).Below(0, 60);
            var trainer = Trainer(settings, () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                    stop.Cancel();
            });
            outcome = Run(trainer, stop.Token);
            outcome.Status.Should().Be(TrainingStatus.Cancelled);
        }

        outcome!.Steps.Should().BeLessThan(whole.Steps);
        outcome = Run(Trainer(settings), default);

        outcome.Status.Should().Be(TrainingStatus.Completed);
        outcome.Weights.ToArray().Should().Equal(whole.Weights.ToArray());
        outcome.BestLoss.Should().Be(whole.BestLoss);
        foreach (var report in uninterrupted)
        {
            epochs[report.Epoch].Train.Should().BeEquivalentTo(report.Train, "the sums of epoch {0} go on where they were", report.Epoch);
            epochs[report.Epoch].Valid.Should().BeEquivalentTo(report.Valid);
        }

        TrainingOutcome Run(Trainer trainer, CancellationToken cancellation)
        {
            var checkpoints = Checkpoints;
            return checkpoints.Read(out _) is { } checkpoint
                ? trainer.Resume(checkpoint, checkpoints, epochDone: Done, cancellation: cancellation)
                : trainer.Train(Initial, checkpoints, epochDone: Done, cancellation: cancellation);
        }

        void Done(EpochReport report) => epochs[report.Epoch] = report;
    }

    [Theory]
    [InlineData(3L)]
    [InlineData(5L)]
    [InlineData(7L)]
    public void A_process_that_dies_between_checkpoints_loses_no_more_than_the_interval(long interval)
    {
        var whole = Trainer(Settings).Train(Initial);
        var settings = Settings with { CheckpointSteps = interval };
        var steps = 0;
        FluentActions.Invoking(() => Trainer(settings).Train(Initial, Checkpoints, new Listener<TrainingProgress>(_ =>
        {
            if (++steps == 17)
                throw new IOException("the plug is pulled");
        }))).Should().Throw<IOException>();

        var checkpoint = Checkpoints.Read(out var remark);
        remark.Should().BeNull();
        checkpoint!.State.Step.Should().Be(16 / interval * interval);
        Trainer(settings).Resume(checkpoint, Checkpoints).Weights.ToArray().Should().Equal(whole.Weights.ToArray());
    }

    [Fact]
    public void A_broken_checkpoint_gives_way_to_the_one_before_it()
    {
        var whole = Trainer(Settings).Train(Initial);
        Trainer(Settings with { CheckpointEpochs = 2 }).Train(Initial, Checkpoints);
        var path = Checkpoints.LastPath;
        var content = File.ReadAllBytes(path);
        File.WriteAllBytes(path, content[..(content.Length - 100)]);
        File.WriteAllBytes(Path.Combine(folder, ".training.checkpoint.abc.tmp"), content[..10]);

        var checkpoints = Checkpoints;
        var checkpoint = checkpoints.Read(out var remark);

        remark.Should().Match($"{path}: data of * bytes were expected, but there are *: it is truncated. The checkpoint before it is used.");
        var outcome = Trainer(Settings).Resume(checkpoint!, checkpoints);
        outcome.Weights.ToArray().Should().Equal(whole.Weights.ToArray());
        // The broken one did not replace the whole one.
        File.ReadAllBytes(path).Length.Should().Be(content.Length);
        File.Delete(path);
        Checkpoints.Read(out remark).Should().NotBeNull();
        remark.Should().Be($"{path} is missing; the checkpoint before it is used.");
    }

    [Fact]
    public void No_checkpoint_is_no_error()
    {
        Checkpoints.Read(out var remark).Should().BeNull();
        remark.Should().BeNull();
    }

    [Fact]
    public void When_no_checkpoint_can_be_read_that_is_an_error()
    {
        File.WriteAllText(Checkpoints.LastPath, "nonsense, long enough to be a length");
        Checkpoints.Invoking(file => file.Read(out _)).Should().Throw<SafetensorsFormatException>().WithMessage("*truncated or no safetensors file.");
    }

    [Fact]
    public void A_checkpoint_of_something_else_is_refused_with_the_difference()
    {
        Trainer(Settings with { Epochs = 1, Schedule = RateSchedule.Constant }).Train(Initial, Checkpoints);
        Checkpoint Read() => Checkpoints.Read(out _)!;
        var settings = Settings with { Epochs = 2, Schedule = RateSchedule.Constant };

        FluentActions.Invoking(() => Trainer(settings with { LearningRate = 0.1 }).Resume(Read()))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same settings was expected, but learningRate was 0.02 and is 0.1 now.");
        FluentActions.Invoking(() => new Trainer(new PointModel(5) { Noise = 0.05 }, [new SquaredEnergy()], Train, Valid, settings).Resume(Read()))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same model was expected, but the names, shapes or roles of its weights differ.");
        FluentActions.Invoking(() => new Trainer(new PointModel { Noise = 0.1 }, [new SquaredEnergy()], Train, Valid, settings).Resume(Read()))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same model was expected, but noise was 0.05 and is 0.1 now.");
        FluentActions.Invoking(() => new Trainer(new PointModel { Noise = 0.05 }, [new EnergyLoss(new HuberLoss(1.0), 2.0)], Train, Valid, settings).Resume(Read()))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same targets was expected, but it was trained on energy, now on energies per atom (weight 2, width 1 meV).");

        FluentActions.Invoking(() => new Trainer(new PointModel { Noise = 0.05 }, [new SquaredEnergy()], Valid, Valid, settings).Resume(Read()))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same training samples was expected, but there were 37 and are 11 now.");

        // A training at a constant rate may be prolonged, and the number of threads is free.
        Trainer(settings with { Threads = 1 }).Resume(Read()).Epochs.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(OtherSamples))]
    public void Samples_that_differ_in_anything_are_refused_with_what_differs(string difference, Func<Sample, Sample> change)
    {
        var settings = Settings with { Epochs = 1 };
        Trainer(settings).Train(Initial, Checkpoints);
        var changed = Train.ToArray();
        changed[5] = change(changed[5]);
        FluentActions.Invoking(() => new Trainer(new PointModel { Noise = 0.05 }, [new SquaredEnergy()], changed, Valid, settings).Resume(Checkpoints.Read(out _)!))
            .Should().Throw<ArgumentException>().WithMessage($"A checkpoint of the same training samples was expected, but {difference}.");
    }
}
