using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Learn.Interpretation;
using Hybrid.Learn.Models;
using Hybrid.Learn.Reports;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Inspecting;

/// <summary>One run of the verb inspect.</summary>
internal sealed class InspectRun(InspectRequest request, CommandStreams streams, CancellationToken cancellation)
{
    public int Execute()
    {
        FilesOnDisk.RefuseConflicts([.. new[] { request.Data, request.Uncertainty }.OfType<string>()], ("--json", request.Json), ("--html", request.Html));
        foreach (var (option, file) in new[] { ("--data", request.Data), ("--uncertainty", request.Uncertainty) })
        {
            if (file is not null && !File.Exists(file))
                throw new UsageException($"{option}: {file} was expected to be a file, but there is none.");
        }

        var model = TrainedModel.Named("MODEL", request.Model);
        var uncertainty = FilesOnDisk.Loaded("--uncertainty", () => Known(model));
        using var json = FilesOnDisk.Opened(request.Json);
        using var html = FilesOnDisk.Opened(request.Html);
        var shifts = request.Data is { } structures
            ? LearnedShifts.Of(model, [.. FilesOnDisk.Loaded("--data", () => StructureFile.Frames(structures).Select(frame => frame.StructureOrThrow()).ToArray())], request.Threads ?? 0, cancellation)
            : null;
        var inspection = new Inspection(model, uncertainty, Parameters(model, uncertainty), shifts, ElementMap.Of(model));
        new InspectionTables(streams).Write(inspection);
        FilesOnDisk.Write(json, writer => InspectionJson.Write(writer, inspection));
        FilesOnDisk.Write(html, writer => new InspectionPage(model)
        {
            Parameters = inspection.Identifiability,
            Uncertainty = uncertainty,
            Shifts = shifts,
            Elements = inspection.Elements,
        }.Write(writer));
        return ExitCode.Success;
    }

    private ModelUncertainty? Known(LearnedModel model)
    {
        try
        {
            return request.Uncertainty is { } path ? UncertaintyFile.Read(path, model) : UncertaintyFile.Beside(model);
        }
        catch (SafetensorsFormatException error)
        {
            throw new UsageException($"--uncertainty: {Sentence.Of(error)}");
        }
    }

    /// <summary>Without data the posterior is the prior.</summary>
    private static Identifiability? Parameters(LearnedModel model, ModelUncertainty? uncertainty)
    {
        if (model.Model is not HybridModel hybrid)
            return null;
        var exposed = ExposedWeights.Of(hybrid.Layout);
        return Identifiability.Of(hybrid, model.Weights, uncertainty?.Calibrated ?? Posterior.Of(new FisherInformation(exposed.Count), exposed.PriorWidths(model.Weights.Span)));
    }
}
