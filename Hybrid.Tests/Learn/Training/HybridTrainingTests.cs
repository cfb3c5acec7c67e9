using FluentAssertions;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Excitations;
using Hybrid.Tests.Learn.Models;
using Hybrid.Tests.References;
using Xunit;

namespace Hybrid.Tests.Learn.Training;

/// <summary>Trains physics with a network on a few molecules: the bits must not depend on threads or interruptions.</summary>
public sealed class HybridTrainingTests : IDisposable
{
    private static readonly LossTerm[] Terms =
    [
        new StateEnergyLoss(Multiplicity.Singlet, new HuberLoss(0.15)),
        new StateEnergyLoss(Multiplicity.Triplet, new HuberLoss(0.15)),
        new StateStrengthLoss(new HuberLoss(0.05)),
    ];

    private static readonly Sample[] Train =
    [
        .. new[] { "nh3", "formaldehyde", "hcn", "methanol", "formamide", "hydrazine", "ketene", "formic_acid" }.Select(Labelled),
    ];

    private static readonly Sample[] Valid = [Labelled("methylamine", 8), Labelled("oxirane", 9)];

    /// <summary>Three steps of an epoch, the last of other slots than the first.</summary>
    private static readonly TrainingSettings Settings = new()
    {
        Epochs = 2,
        BatchSize = 3,
        Slots = 2,
        PriorStrength = 1e-3,
        WeightDecay = 0.01,
        AverageDecay = 0.9,
        CheckpointEpochs = null,
        CheckpointInterval = null,
        CheckpointSteps = 1,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hybrid-").FullName;

    public static TheoryData<string> Algebras => [.. NativeLinearAlgebra.Find() is null ? ["managed"] : new[] { "managed", "native" }];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Algebras))]
    public void Neither_threads_nor_an_interruption_change_a_bit(string algebra)
    {
        EpochReport? report = null;
        var whole = Trainer(algebra, 1).Train(Initial(), epochDone: done => report = done);
        report!.Train.Skipped.Should().BeEmpty();
        report.Train.SampleCount.Should().Be(Train.Length);
        whole.Weights.ToArray().Should().NotEqual(Initial(), "it has learned something");

        var two = Trainer(algebra, 2).Train(Initial());
        two.Weights.ToArray().Should().Equal(whole.Weights.ToArray());
        two.BestLoss.Should().Be(whole.BestLoss);

        var checkpoints = new CheckpointFile(Path.Combine(folder, "training.checkpoint"));
        FluentActions.Invoking(() => Trainer(algebra, 2).Train(Initial(), checkpoints, new Listener<TrainingProgress>(progress =>
        {
            if (progress.Epoch == 2)
                throw new IOException("the plug is pulled");
        }))).Should().Throw<IOException>();
        var resumed = Trainer(algebra, 1).Resume(checkpoints.Read(out _)!, checkpoints);
        resumed.Weights.ToArray().Should().Equal(whole.Weights.ToArray());
        resumed.BestLoss.Should().Be(whole.BestLoss);
    }

    [Fact]
    public void What_is_read_from_a_cache_of_geometries_changes_no_bit()
    {
        var plain = Trainer("managed", 2).Train(Initial());
        var file = Path.Combine(folder, "a.geometries");
        for (var run = 0; run < 2; run++)
        {
            using var geometries = GeometryCache.Open(file, ExcitationModel.Load("stda-xtb"), DenseLinearAlgebra.Managed);
            geometries.Count.Should().Be(run == 0 ? 0 : Train.Length + Valid.Length);
            var tiny = TinyModel.Made();
            var cached = Trainer("managed", 2, new HybridModel(tiny.Settings, tiny.Representation) { Geometries = geometries }).Train(Initial());
            cached.Weights.ToArray().Should().Equal(plain.Weights.ToArray());
            cached.BestLoss.Should().Be(plain.BestLoss);
        }
    }

    [Fact]
    public void Where_a_learned_table_enters_before_nothing_is_kept()
    {
        using var geometries = GeometryCache.Open(Path.Combine(folder, "a.geometries"), ExcitationModel.Load("stda-xtb"), DenseLinearAlgebra.Managed);
        var settings = new HybridSettings { Tables = ["extended_exponent_cn_scale"], SiteTables = [] };
        var model = new HybridModel(settings, null) { Geometries = geometries };
        Trainer("managed", 1, model, Settings with { Epochs = 1 }).Train(model.Layout.Initial(seed: 1)).LastEpoch!.Train.SkippedCount.Should().Be(0);
        geometries.Count.Should().Be(0);
    }

    [Fact]
    public void A_model_whose_weights_have_the_same_shapes_is_refused_with_the_setting_that_differs()
    {
        var checkpoints = new CheckpointFile(Path.Combine(folder, "training.checkpoint"));
        Trainer("managed", 1, settings: Settings with { Epochs = 0 }).Train(Initial(), checkpoints);
        var settings = TinyModel.Made().Settings with { LargestBlock = 0.2 };
        FluentActions.Invoking(() => Trainer("managed", 1, new HybridModel(settings, TinyModel.Made().Representation), Settings with { Epochs = 0 }).Resume(checkpoints.Read(out _)!))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same model was expected, but settings.largest_block was 0.1 and is 0.2 now.");
        FluentActions.Invoking(() => Trainer("managed", 1, new HybridModel(TinyModel.Made().Settings, TinyModel.Made().Representation) { Tolerance = 1e-6 }, Settings with { Epochs = 0 }).Resume(checkpoints.Read(out _)!))
            .Should().Throw<ArgumentException>().WithMessage("A checkpoint of the same model was expected, but tolerance was 1E-05 and is 1E-06 now.");
    }

    private static double[] Initial() => TinyModel.Weights(TinyModel.Made());

    private static Trainer Trainer(string algebra, int threads, HybridModel? model = null, TrainingSettings? settings = null) => new(
        model ?? TinyModel.Made(), Terms, Train, Valid, (settings ?? Settings) with { Threads = threads },
        algebra == "managed" ? DenseLinearAlgebra.Managed : NativeLinearAlgebra.Find());

    /// <summary>Labels of the right order: what they are doesn't matter for the bits.</summary>
    private static Sample Labelled(string name, int number) => new()
    {
        Name = name,
        Structure = ReferenceSet.Gfn2[name].Structure,
        States = [new ReferenceState(Multiplicity.Singlet, 0.25 + (0.01 * number), 0.02 * number), new ReferenceState(Multiplicity.Triplet, 0.2 + (0.01 * number))],
        Weight = number % 3 == 0 ? 2.0 : 1.0,
    };
}
