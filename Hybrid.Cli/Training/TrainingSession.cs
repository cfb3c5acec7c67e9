using Hybrid.Cli.Configuration;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>Trains what a configuration asks for, from the beginning or from a checkpoint, and writes log, learning curve and model.</summary>
internal sealed class TrainingSession(
    TrainingConfiguration configuration, TrainingSetup setup, TrainingFolder folder, CommandStreams streams, CancellationToken cancellation)
{
    public TrainingOutcome Run()
    {
        Directory.CreateDirectory(folder.Root);
        var trainer = new Trainer(setup.Model, setup.Terms, setup.Train, setup.Valid, configuration.Settings);
        var checkpoints = new CheckpointFile(folder.Checkpoint);
        var checkpoint = checkpoints.Read(out var remark);
        if (remark is not null)
            streams.Error.WriteLine($"hybrid: {Sentence.Of(remark)}");
        var epochs = EpochLog.Open(folder, checkpoint?.State.Epoch ?? 0);
        var report = new EpochLines(streams, configuration.Settings.Epochs);
        using var progress = streams.ErrorIsTerminal ? new TrainingLine(streams.Error) : null;
        var outcome = checkpoint is null
            ? trainer.Train(setup.Initial(configuration), checkpoints, progress, Done, cancellation)
            : trainer.Resume(checkpoint, checkpoints, progress, Done, cancellation);
        if (outcome.Status is TrainingStatus.Cancelled or TrainingStatus.NoUsableSample)
            return outcome;
        var model = ModelFolder.Write(folder.Root, setup.Model, setup.Offsets, outcome.Weights, Origin(outcome, epochs));
        progress?.Dispose();
        report.Write(outcome, model, folder);
        return outcome;

        void Done(EpochReport epoch)
        {
            epochs.Add(epoch);
            LearningCurve.Page(Path.GetFileName(folder.Root), epochs.Reports).Write(folder.Curve);
            progress?.Clear();
            report.Write(epoch);
        }
    }

    private ModelOrigin Origin(TrainingOutcome outcome, EpochLog epochs) => setup.Origin(
        configuration, outcome.Epochs, outcome.BestEpoch, outcome.Elapsed, epochs.Reports.LastOrDefault(epoch => epoch.Epoch == outcome.BestEpoch)?.Valid);
}
