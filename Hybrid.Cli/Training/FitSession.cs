using System.Diagnostics;
using Hybrid.Cli.Configuration;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Models;
using Hybrid.Learn.Training;

namespace Hybrid.Cli.Training;

/// <summary>Fits parameters to all structures at once by L-BFGS, and writes log, curve and model. It keeps no checkpoint.</summary>
internal sealed class FitSession(
    TrainingConfiguration configuration, FitSettings settings, TrainingSetup setup, TrainingFolder folder, CommandStreams streams, CancellationToken cancellation)
    : IProgress<FitProgress>
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly List<EpochReport> reports = [];

    public int Run()
    {
        Directory.CreateDirectory(folder.Root);
        var outcome = new FullBatchFit(setup.Model, setup.Terms, setup.Train, settings).Fit(setup.Initial(configuration), this, cancellation);
        foreach (var skipped in outcome.Errors.Skipped)
            streams.Error.WriteLine($"hybrid: {Sentence.Printable(skipped.Name)} is skipped: {Sentence.Of(skipped.Reason)}");
        if (outcome.Status == FitStatus.Cancelled)
        {
            streams.Error.WriteLine(FormattableString.Invariant($"hybrid: interrupted after {outcome.Iterations} iterations; a fit by lbfgs keeps no checkpoint, nothing is written."));
            return ExitCode.Interrupted;
        }

        if (outcome.Status == FitStatus.NoUsableSample)
        {
            streams.Error.WriteLine($"hybrid: No structure of {configuration.File} could be used.");
            return ExitCode.SomeFailed;
        }

        var valid = setup.Valid.Count == 0 ? null : new Evaluator(setup.Model, setup.Terms, settings.Threads).Evaluate(setup.Valid, outcome.Weights, cancellation: cancellation).Overall;
        var log = EpochLog.Open(folder, 0);
        foreach (var report in reports)
            log.Add(report);
        LearningCurve.Page(Path.GetFileName(folder.Root), reports).Write(folder.Curve);
        var model = ModelFolder.Write(folder.Root, setup.Model, setup.Offsets, outcome.Weights, setup.Origin(configuration, outcome.Iterations, null, clock.Elapsed, valid));
        if (valid is not null)
            streams.Output.WriteLine($"valid   {EpochLines.Errors(valid)}");
        streams.Output.WriteLine(FormattableString.Invariant($"{Ended(outcome.Status)} after {outcome.Iterations} iterations and {EpochLines.Duration(clock.Elapsed)}, objective {outcome.Objective:0.######}, largest derivative {outcome.LargestDerivative:0.0e+0}"));
        streams.Output.WriteLine($"model   {Sentence.Printable(folder.Root)}, SHA-256 {model.Digest[..12]}");
        return ExitCode.Success;
    }

    void IProgress<FitProgress>.Report(FitProgress value)
    {
        reports.Add(new EpochReport(value.Iteration, value.Iteration, value.Errors, null, false, 0.0, 0.0, clock.Elapsed.TotalSeconds));
        streams.Output.WriteLine(FormattableString.Invariant($"iteration {value.Iteration}/{settings.Iterations}  objective {value.Objective:0.######}  train {EpochLines.Errors(value.Errors)}"));
    }

    private static string Ended(FitStatus status) => status switch
    {
        FitStatus.Converged => "converged",
        FitStatus.NoProgress => "no lower objective was found",
        _ => "done",
    };
}
