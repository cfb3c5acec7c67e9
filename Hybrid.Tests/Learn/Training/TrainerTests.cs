using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Training;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

public sealed class TrainerTests
{
    private static readonly PointModel Model = new() { Noise = 0.05 };
    private static readonly Sample[] Train = PointModel.Samples(37);
    private static readonly Sample[] Valid = PointModel.Samples(11, seed: 8);

    private static readonly TrainingSettings Settings = new()
    {
        Epochs = 4,
        BatchSize = 8,
        Slots = 3,
        LearningRate = 0.02,
        WeightDecay = 0.01,
        PriorStrength = 1e-3,
        GradientClip = 1.0,
        AverageDecay = 0.9,
        WarmUpEpochs = 0.5,
    };

    private static Trainer Trainer(TrainingSettings settings, Sample[]? train = null, Sample[]? valid = null, PointModel? model = null) =>
        new(model ?? Model, [new SquaredEnergy()], train ?? Train, valid ?? Valid, settings, DenseLinearAlgebra.Managed);

    private static double[] Initial => Model.Layout.Initial(3);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        var reports = new List<EpochReport>();
        var one = Trainer(Settings with { Threads = 1 }).Train(Initial, epochDone: reports.Add);
        var again = new List<EpochReport>();
        var many = Trainer(Settings with { Threads = threads }).Train(Initial, epochDone: again.Add);

        many.Weights.ToArray().Should().Equal(one.Weights.ToArray());
        many.BestLoss.Should().Be(one.BestLoss);
        again.Select(report => report.Train.Loss).Should().Equal(reports.Select(report => report.Train.Loss));
        again.Select(report => report.Valid!.Loss).Should().Equal(reports.Select(report => report.Valid!.Loss));
    }

    [Fact]
    public void Another_seed_gives_another_training() =>
        Trainer(Settings with { Seed = 2 }).Train(Initial).Weights.ToArray().Should().NotEqual(Trainer(Settings).Train(Initial).Weights.ToArray());

    [Fact]
    public void Training_learns()
    {
        var reports = new List<EpochReport>();
        var outcome = Trainer(Settings with { Epochs = 60, WeightDecay = 0, PriorStrength = 0 }).Train(Initial, epochDone: reports.Add);

        outcome.Status.Should().Be(TrainingStatus.Completed);
        outcome.Epochs.Should().Be(60);
        // Five minibatches of at most eight hold 37 samples.
        outcome.Steps.Should().Be(60 * 5);
        outcome.BestLoss.Should().BeLessThan(0.1 * reports[0].Valid!.Loss);
        reports.Where(report => report.IsBest).Last().Epoch.Should().Be(outcome.BestEpoch);
        reports[^1].Train.SampleCount.Should().Be(37);
        reports[^1].Train.Terms[0].Count.Should().Be(37);
    }

    [Fact]
    public void The_outcome_is_that_of_the_best_validation()
    {
        var outcome = Trainer(Settings).Train(Initial);

        var evaluation = new Evaluator(Model, [new SquaredEnergy()], 1, DenseLinearAlgebra.Managed).Evaluate(Valid, outcome.Weights);

        evaluation.Overall.Loss.Should().Be(outcome.BestLoss);
    }

    [Fact]
    public void Bad_samples_are_skipped_counted_and_named_and_change_nothing_else()
    {
        var train = Train.ToArray();
        train[3] = PointModel.OfElement(train[3], 9);
        train[7] = PointModel.OfElement(train[7], 17);
        train[8] = PointModel.OfElement(train[8], 35);
        train[20] = PointModel.OfElement(train[20], 53);
        train[21] = train[21] with { Energy = double.NaN };
        train[22] = train[22] with { Energy = null };
        var model = new PointModel();
        // One step of all samples, so that the bad ones can be left out without another order of sums: one slot.
        var settings = Settings with { Epochs = 1, BatchSize = train.Length, Slots = 1, AverageDecay = 0.0 };

        EpochReport? report = null;
        var with = Trainer(settings, train, [], model).Train(Initial, epochDone: done => report = done);
        report!.Train.SkippedCount.Should().Be(5);
        report.Train.SampleCount.Should().Be(31);
        report.Train.Skipped.Should().BeEquivalentTo(new SkippedSample[]
        {
            new(3, "point 3", "The calculation did not converge."),
            new(7, "point 7", "An element of the model was expected, but Cl came."),
            new(8, "point 8", "PointModel predicts nothing of Br."),
            new(20, "point 20", "The gradient of its loss is not finite."),
            new(21, "point 21", "The loss of energy is not finite."),
        });

        int[] bad = [3, 7, 8, 20, 21, 22];
        var good = Train.Where((_, k) => !bad.Contains(k)).ToArray();
        var without = Trainer(settings with { BatchSize = good.Length }, good, [], model).Train(Initial);
        const double OtherOrderOfSums = 1e-9;
        for (var k = 0; k < with.Weights.Length; k++)
            with.Weights.Span[k].Should().BeApproximately(without.Weights.Span[k], OtherOrderOfSums);
    }

    [Fact]
    public void No_more_skipped_samples_are_named_than_asked_for()
    {
        var train = Train.Select((sample, k) => k < 10 ? PointModel.OfElement(sample, 9) : sample).ToArray();
        EpochReport? report = null;
        Trainer(Settings with { Epochs = 1, NamedFailures = 4 }, train).Train(Initial, epochDone: done => report = done);

        report!.Train.SkippedCount.Should().Be(10);
        report.Train.Skipped.Should().HaveCount(4);
    }

    [Fact]
    public void A_training_without_any_usable_sample_says_so()
    {
        var outcome = Trainer(Settings, [.. Train.Select(sample => PointModel.OfElement(sample, 9))]).Train(Initial);

        outcome.Status.Should().Be(TrainingStatus.NoUsableSample);
        outcome.LastEpoch!.Train.Skipped[0].Reason.Should().Be("The calculation did not converge.");
    }

    [Fact]
    public void A_mistake_that_is_not_of_a_sample_is_thrown()
    {
        var model = new PointModel { Recorded = () => throw new InvalidOperationException("a fault of the program") };
        foreach (var threads in new[] { 1, 2 })
            FluentActions.Invoking(() => Trainer(Settings with { Threads = threads }, model: model).Train(Initial)).Should().Throw<InvalidOperationException>().WithMessage("a fault*");
    }

    [Fact]
    public void Training_stops_when_validation_gets_no_better()
    {
        // Labels without relation to the points: what is learned makes the validation worse.
        var valid = Valid.Select(sample => sample with { Energy = -10.0 * sample.Energy }).ToArray();
        var outcome = Trainer(Settings with { Epochs = 100, Patience = 3, WarmUpEpochs = 0, AverageDecay = 0 }, valid: valid).Train(Initial);

        outcome.Status.Should().Be(TrainingStatus.StoppedEarly);
        outcome.Epochs.Should().Be(outcome.BestEpoch + 3).And.BeLessThan(100);
    }

    [Fact]
    public void A_role_of_factor_zero_stays()
    {
        var outcome = Trainer(Settings with { RateFactors = new RoleFactors(Network: 0, Bias: 0, Offset: 0) }).Train(Initial);

        var initial = Initial;
        foreach (var entry in Model.Layout.Entries.Where(entry => entry.Name != "physics"))
        {
            // Averages of equal numbers differ by rounding.
            for (var k = 0; k < entry.Length; k++)
                outcome.Weights.Span[entry.Offset + k].Should().BeApproximately(initial[entry.Offset + k], 1e-14);
        }

        outcome.Weights.Span[Model.Layout["physics"].Offset].Should().NotBe(0.0);
    }

    [Fact]
    public void A_strong_prior_holds_physical_parameters()
    {
        var free = Trainer(Settings with { Epochs = 30, PriorStrength = 0 }).Train(Initial).Weights.Span[0];
        var held = Trainer(Settings with { Epochs = 30, PriorStrength = 100 }).Train(Initial).Weights.Span[0];

        Math.Abs(free).Should().BeGreaterThan(0.2);
        Math.Abs(held).Should().BeLessThan(0.02);
    }

    [Fact]
    public void The_budget_ends_a_training()
    {
        var outcome = Trainer(Settings with { Budget = TimeSpan.Zero }).Train(Initial);

        outcome.Status.Should().Be(TrainingStatus.BudgetSpent);
        outcome.Steps.Should().Be(0);
        outcome.Weights.ToArray().Should().Equal(Initial);
    }

    [Fact]
    public void Progress_tells_step_pace_and_errors()
    {
        var steps = new List<TrainingProgress>();
        Trainer(Settings).Train(Initial, progress: new Listener<TrainingProgress>(steps.Add));

        steps.Should().HaveCount(4 * 5);
        steps[6].Should().Match<TrainingProgress>(step => step.Epoch == 2 && step.EpochCount == 4 && step.StepInEpoch == 2 && step.StepsPerEpoch == 5);
        steps[4].Train.SampleCount.Should().Be(37);
        steps[6].SamplesPerSecond.Should().BePositive();
        steps[^1].TimeLeft.Should().Be(TimeSpan.Zero);
        steps[6].Train.Terms[0].Should().Match<TermErrors>(term => term.Name == "energy" && term.Unit == "Eh" && term.MeanAbsoluteError > 0);
    }

    [Theory]
    [InlineData("BatchSize")]
    [InlineData("LearningRate")]
    [InlineData("AverageDecay")]
    public void Settings_out_of_range_are_named(string name)
    {
        var settings = name switch
        {
            "BatchSize" => Settings with { BatchSize = 0 },
            "LearningRate" => Settings with { LearningRate = double.NaN },
            _ => Settings with { AverageDecay = 1.0 },
        };
        FluentActions.Invoking(() => Trainer(settings)).Should().Throw<ArgumentException>().WithMessage($"{name} *was expected, but it is *");
    }

    [Fact]
    public void Samples_that_no_target_asks_anything_of_are_neither_computed_nor_skipped()
    {
        var computed = 0;
        var train = Train.Select((sample, k) => k < 10 ? sample with { Energy = null } : sample).ToArray();
        EpochReport? report = null;
        var trainer = Trainer(Settings with { Epochs = 1 }, train, [], new PointModel { Recorded = () => Interlocked.Increment(ref computed) });
        trainer.Train(Initial, epochDone: done => report = done);

        trainer.UnaskedCount.Should().Be(10);
        report!.Train.SkippedCount.Should().Be(0);
        report.Train.SampleCount.Should().Be(Train.Length - 10);
        computed.Should().Be(Train.Length - 10);
    }

    [Fact]
    public void A_validation_that_skips_more_is_not_the_best()
    {
        // From the third validation on the sample with the largest error fails.
        var validations = 0;
        var model = new PointModel { Failing = structure => structure.Charge > 0.0 && ++validations > 2 };
        var far = Valid[0] with { Structure = Valid[0].Structure.WithCharge(1.0), Energy = 100.0 };
        var reports = new List<EpochReport>();
        var outcome = Trainer(Settings with { Epochs = 4, Threads = 1 }, Train, [.. Valid[1..], far], model).Train(Initial, epochDone: reports.Add);

        reports.Select(done => done.Valid!.SkippedCount).Should().Equal(0, 0, 1, 1);
        reports[2].Valid!.Loss.Should().BeLessThan(reports[1].Valid!.Loss);
        outcome.BestEpoch.Should().BeLessThan(3);
    }

    [Fact]
    public void A_gradient_that_a_prediction_disowns_is_not_used()
    {
        EpochReport? report = null;
        Trainer(Settings with { Epochs = 1 }, Train, [], new PointModel { GradientFailure = "The linear equations did not converge." }).Train(Initial, epochDone: done => report = done);
        report!.Train.SampleCount.Should().Be(0);
        report.Train.Skipped.Should().OnlyContain(sample => sample.Reason == "The linear equations did not converge.");
    }
}
