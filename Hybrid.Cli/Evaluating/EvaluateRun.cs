using System.Diagnostics;
using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Comparison;
using Hybrid.Learn.Data;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Evaluating;

/// <summary>One run of the verb evaluate: reads labels, lets a model predict them, and shows the errors.</summary>
internal sealed class EvaluateRun(EvaluateRequest request, CommandStreams streams, CancellationToken cancellation)
{
    public int Execute()
    {
        FilesOnDisk.RefuseConflicts([request.Data.File, .. request.Data.Transitions is { } read ? new[] { read } : []], ("--json", request.Json), ("--predictions", request.Predictions));
        RefuseOtherLabels();
        RequireFile("--data", request.Data.File);
        RequireFile("--transitions", request.Data.Transitions);
        RequireFile("--new-to", request.Data.Choice.NewTo);
        if (IsOfGroundState)
            return EvaluatedGroundState();
        var known = request.IsGated ? TrainedModel.Gated(TrainedModel.Named("--model", request.Model))
            : request.WithUncertainty ? TrainedModel.Uncertainty(TrainedModel.Named("--model", request.Model)) : null;
        var uncertainty = request.WithUncertainty ? known : null;
        var predictor = known is null ? Predictor(request.Model) : StatePredictor.Of(known.Model);
        using var json = FilesOnDisk.Opened(request.Json);
        using var table = FilesOnDisk.Opened(request.Predictions);
        var clock = Stopwatch.StartNew();
        var samples = request.Data.Samples();
        if (samples.Count == 0)
            throw new UsageException(Nothing());
        StateComparison comparison;
        IReadOnlyList<UncertainState>? uncertain = null;
        using (var progress = streams.ErrorIsTerminal ? new ProgressLine(streams.Error) : null)
        {
            comparison = request.Data.Transitions is null
                ? StateComparison.ByOrder(predictor, samples, Threads, progress, cancellation)
                : StateComparison.OfLowestValenceStates(predictor, samples, Threads, progress, cancellation);
            if (uncertainty is not null)
                uncertain = UncertainComparison.Of(uncertainty, samples, comparison, Threads, progress, cancellation);
        }

        var report = new EvaluationReport(predictor.Name, predictor.Digest, request.Data.File, [.. samples.Select(sample => sample.Name)], comparison, request.Data.Transitions is not null, clock.Elapsed)
        {
            Uncertainty = uncertainty is null ? null : new EvaluatedUncertainty(uncertainty, uncertain!),
        };
        new EvaluationTable(streams).Write(report);
        report.Doubts().Write(streams.Error);
        FilesOnDisk.Write(json, writer => EvaluationJson.Write(writer, report));
        FilesOnDisk.Write(table, writer => PredictedStateCsv.Write(writer, report));
        return comparison.Failures.Count == 0 && comparison.States.Count > 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private bool IsOfGroundState => request.Data.Labels.Labels.Any(label => GroundEvaluation.IsOfGroundState(label.Target.Quantity));

    private int EvaluatedGroundState()
    {
        if (request.Predictions is not null)
            throw new UsageException("--predictions: labels of excited states were expected for a table of states, but these are of the ground state.");
        using var json = FilesOnDisk.Opened(request.Json);
        var samples = request.Data.Samples();
        return samples.Count == 0 ? throw new UsageException(Nothing()) : new GroundEvaluation(request, streams, cancellation).Run(samples, write => FilesOnDisk.Write(json, write));
    }

    private int Threads => request.Threads ?? Environment.ProcessorCount;

    private string Nothing()
    {
        if (!request.Data.Choice.IsEverything)
            return $"--where, --part, --new-to, --larger-than: structures were expected to be left of {request.Data.File}, but there are none.";
        return request.Data.Transitions is null
            ? $"--data: structures were expected in {request.Data.File}, but there are none."
            : $"--transitions: transitions of structures in {request.Data.File} were expected in {request.Data.Transitions}, but there are none.";
    }

    private static void RequireFile(string option, string? path)
    {
        if (path is not null && !File.Exists(path))
            throw new UsageException($"{option}: {path} was expected to be a file, but there is none.");
    }

    /// <summary>A trained model, or physics as published.</summary>
    private static StatePredictor Predictor(string model) => FilesOnDisk.Loaded("--model", () => LearnedModelLocation.Find(model) is { } learned
        ? StatePredictor.Of(learned)
        : StatePredictor.Of(ExcitationModel.Load(model)));

    private void RefuseOtherLabels()
    {
        if (IsOfGroundState)
        {
            if (request.Data.Labels.Labels.FirstOrDefault(label => label.Target.Quantity is LabelledQuantity.StateEnergy or LabelledQuantity.StateStrength) is { } state)
                throw new UsageException($"--target: labels of the ground state or of excited states were expected, but {state.Target} stands beside others.");
            return;
        }

        foreach (var target in request.Data.Labels.Labels.Select(label => label.Target))
        {
            if (target.Quantity is not (LabelledQuantity.StateEnergy or LabelledQuantity.StateStrength or LabelledQuantity.StateSuspect
                or LabelledQuantity.StateWeight or LabelledQuantity.SampleWeight or LabelledQuantity.Name or LabelledQuantity.Molecule or LabelledQuantity.Level))
                throw new UsageException($"--target: labels of excited states such as energy_ev or singlet_1_strength were expected, but {target} came; models of excited states don't predict it.");
        }

        if (request.Data.Transitions is null && !request.Data.Labels.Labels.Any(label => label.Target.Quantity == LabelledQuantity.StateEnergy))
            throw new UsageException("--target: the energy of a state such as energy_ev=KEY was expected, but there is none.");
    }
}
