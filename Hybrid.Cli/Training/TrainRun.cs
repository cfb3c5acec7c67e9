using Hybrid.Cli.Configuration;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>One run of the verb train.</summary>
internal sealed class TrainRun(TrainRequest request, CommandStreams streams, CancellationToken cancellation)
{
    public int Execute()
    {
        if (!File.Exists(request.Configuration))
            throw new UsageException($"{request.Configuration} was expected to be a configuration, but there is no such file.");
        var configuration = TrainingConfiguration.Read(request.Configuration, request.Threads, request.Output);
        var folder = new TrainingFolder(configuration.Output);
        if (folder.HasCheckpoint && !request.Resumes)
            throw new UsageException($"{configuration.Output} holds a training already: --resume goes on with it, --output names another folder.");
        if (request.Resumes && !folder.HasCheckpoint)
            streams.Error.WriteLine($"hybrid: {Sentence.Printable(configuration.Output)} holds no checkpoint to go on from; the training begins anew.");
        if (request.Resumes && configuration.Fit is not null)
            throw new UsageException("--resume: a training by adamw was expected; a fit by lbfgs keeps no checkpoint to go on from.");
        using var setup = TrainingSetup.Of(configuration);
        streams.Output.WriteLine(FormattableString.Invariant(
            $"{setup.Train.Count} training and {setup.Valid.Count} validation structures, {setup.Model.Layout.Length} weights, into {Sentence.Printable(configuration.Output)}"));
        if (configuration.Fit is { } fit)
            return new FitSession(configuration, fit, setup, folder, streams, cancellation).Run();
        var outcome = new TrainingSession(configuration, setup, folder, streams, cancellation).Run();
        switch (outcome.Status)
        {
            case TrainingStatus.Cancelled:
                streams.Error.WriteLine($"hybrid: interrupted after {Epochs(outcome)}; hybrid train {request.Configuration} --resume{(request.Output is { } output ? $" --output {output}" : "")} goes on.");
                return ExitCode.Interrupted;
            case TrainingStatus.NoUsableSample:
                var first = outcome.LastEpoch?.Train.Skipped is [var skipped, ..] ? $" The first, {skipped.Name}: {skipped.Reason}" : "";
                streams.Error.WriteLine($"hybrid: {Sentence.Of($"No structure of {request.Configuration} could be used.{first}")}");
                return ExitCode.SomeFailed;
            case TrainingStatus.BudgetSpent:
                streams.Error.WriteLine($"hybrid: the time of training.budget_minutes is up after {Epochs(outcome)}; the model so far is written.");
                return ExitCode.Success;
            default:
                return ExitCode.Success;
        }
    }

    private static string Epochs(TrainingOutcome outcome) => FormattableString.Invariant($"{outcome.Epochs} epoch{(outcome.Epochs == 1 ? "" : "s")} and {outcome.Steps} steps");
}
