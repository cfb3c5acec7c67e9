using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Learn.Losses;

namespace Hybrid.Cli.Explaining;

/// <summary>One run of the verb explain: reads frames, takes their predictions apart, and shows the parts.</summary>
internal sealed class ExplainRun(ExplainRequest request, CommandStreams streams, CancellationToken cancellation)
{
    public int Execute()
    {
        FilesOnDisk.RefuseConflicts(request.Files, ("--json", request.Json), ("--html", request.Html));
        if (request is { State: not null, States: not null })
            throw new UsageException("--state is for one excitation and --states for the lowest ones; one of the two was expected.");
        var models = ExplainModels.Loaded(request.ModelName);
        if (request.IsGated)
            models = models with { Excitations = models.Excitations.Gated() };
        models = models with { Excitations = models.Excitations.WithUncertaintyIfThere() };
        using var file = FilesOnDisk.Opened(request.Json);
        using var html = FilesOnDisk.Opened(request.Html);
        var shown = new List<ExplainedStructure>();
        var writer = file is null ? null : new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        var json = writer is null ? null : new ExplainJson(writer, request, models);
        var (done, failed) = (0, 0);
        using (var progress = streams.ErrorIsTerminal && !streams.OutputIsTerminal ? new ProgressLine(streams.Error) : null)
        {
            foreach (var explained in Results(models))
            {
                progress?.Report(++done);
                failed += explained.Error is null ? 0 : 1;
                json?.Write(explained);
                Show(explained, models);
                if (html is not null && explained.All.Any())
                    shown.Add(explained);
            }
        }

        writer?.Flush();
        file?.Commit();
        if (shown.Count > 0)
            FilesOnDisk.Write(html, writer => ExplanationPageOf.Structures(shown).Write(writer));
        return failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private void Show(ExplainedStructure explained, ExplainModels models)
    {
        if (request.Format == OutputFormat.Json)
        {
            new ExplainJson(streams.Output, request, models).Write(explained);
            return;
        }

        if (explained.All.Any())
            new ExplainTable(streams).Write(explained, models);
        if (explained.Error is { } error)
            streams.Error.WriteLine(error.StartsWith(explained.Frame.Source, StringComparison.Ordinal) ? $"hybrid: {error}" : $"hybrid: {explained.Frame.Place}: {error}");
    }

    /// <summary>In order; with one thread on the caller's.</summary>
    private IEnumerable<ExplainedStructure> Results(ExplainModels models)
    {
        var frames = new FrameSource(request.Files, request.Charge, request.Unpaired, streams).Frames();
        var threads = Math.Min(request.Threads ?? Environment.ProcessorCount, MostThreads);
        return threads == 1
            ? frames.Select(frame => Explained(frame, models))
            : frames.AsParallel().AsOrdered().WithDegreeOfParallelism(threads).WithMergeOptions(ParallelMergeOptions.NotBuffered)
                .WithCancellation(cancellation).Select(frame => Explained(frame, models));
    }

    private ExplainedStructure Explained(InputFrame frame, ExplainModels models)
    {
        cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        if (frame.Content is not { } structure)
            return new ExplainedStructure(frame, [], [], null, [], frame.Error, clock.Elapsed);
        var notes = new List<string>();
        var (ground, error) = Tried(() => models.GroundState(structure, cancellation));
        var (explained, reason) = Tried<ExplainedExcitations>(() => [new(models.Excitations.For(structure), structure, request, cancellation)]);
        var excitations = explained.IsEmpty ? null : explained[0];
        // Open shells have no excitations here; who asked for none isn't told that something failed.
        if (reason is not null && ((request.State ?? request.States) is not null || ground.IsEmpty))
            error ??= reason;
        else if (reason is not null)
            notes.Add($"No excitation is explained: {reason}");
        notes.AddRange(excitations?.Notes ?? []);
        var all = new ExplainedStructure(
            frame, ground, excitations?.Energies ?? [], excitations?.Source, [.. notes], error is null ? null : Sentence.Of(error), clock.Elapsed)
        {
            Moments = excitations?.Moments ?? [],
            States = excitations?.States ?? [],
            Applicability = excitations?.Applicability,
        };
        return all.All.Any() ? all with { Molecule = ExplanationPageOf.Molecule(all, models) } : all;
    }

    internal static (ImmutableArray<T> Found, string? Error) Tried<T>(Func<ImmutableArray<T>> explain)
    {
        try
        {
            return (explain(), null);
        }
        catch (Exception error) when (error is PredictionException or ArgumentException or NotSupportedException or FormatException or OutOfMemoryException or OverflowException)
        {
            return ([], Sentence.Of(error));
        }
    }

    /// <summary>Of a parallel query.</summary>
    private const int MostThreads = 512;
}
