using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Models;
using Hybrid.Learn.Representations;
using Hybrid.Learn.Training;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Benchmarks.Subjects;

/// <summary>The training of a hybrid model of the shipped size on the two lowest singlets with strengths.</summary>
internal sealed class TrainingRun
{
    /// <summary>Eh, of the residual of excitations, as models/organic-excitations/training.yaml has it.</summary>
    private const double Tolerance = 1e-4;

    private readonly ILinearAlgebra algebra;
    private readonly TrainingSettings settings = new()
    {
        Epochs = 1, BatchSize = 16, LearningRate = 3e-3, GradientClip = 1.0, AverageDecay = 0.999, PriorStrength = 1e-4, RateFactors = new RoleFactors { Physics = 3.0 },
        CheckpointEpochs = null, CheckpointInterval = null,
    };

    public TrainingRun(IReadOnlyList<Sample> samples, ILinearAlgebra algebra, GeometryCache? geometries)
    {
        this.algebra = algebra;
        Samples = samples;
        Model = new HybridModel(new HybridSettings(), new EquivariantNetwork(new EquivariantSettings())) { Geometries = geometries, Tolerance = Tolerance };
        var offsets = new LevelOffsets(samples[0].Level, samples.Select(static sample => sample.Level), []);
        offsets.Declare(Model.Layout);
        Terms = [new StateEnergyLoss(Multiplicity.Singlet, new HuberLoss(0.15), 1.0, offsets), new StateStrengthLoss(new HuberLoss(0.05))];
        Weights = Model.Layout.Initial(settings.Seed);
    }

    public IReadOnlyList<Sample> Samples { get; }

    public HybridModel Model { get; }

    public IReadOnlyList<LossTerm> Terms { get; }

    /// <summary>After the last epoch.</summary>
    public ReadOnlyMemory<double> Weights { get; private set; }

    /// <summary>One epoch, going on from the weights of the one before.</summary>
    public Outcome Epoch(int threads, CancellationToken cancellation)
    {
        var trainer = new Trainer(Model, Terms, Samples, [], settings with { Threads = threads }, algebra);
        GC.Collect();
        var (allocated, collections, processor) = (GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0), Environment.CpuUsage.TotalTime);
        var outcome = trainer.Train(Weights.Span, cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        Weights = outcome.Weights;
        var epoch = outcome.LastEpoch!;
        return new Outcome(
            epoch.Train, epoch.Seconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Samples.Count, GC.CollectionCount(0) - collections);
    }

    /// <summary>What an epoch cost.</summary>
    internal sealed record Outcome(SetErrors Errors, double Seconds, double ProcessorSeconds, double AllocatedPerSample, int Collections)
    {
        public double PerSecond => (Errors.SampleCount + Errors.SkippedCount) / Seconds;
    }
}
