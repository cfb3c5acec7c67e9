using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Hybrid.Core.Structures;
using Hybrid.Learn.Explanations;
using Hybrid.Learn.Losses;

namespace Hybrid.Cli;

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
        if (request.Html is not null)
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
            FilesOnDisk.Write(html, writer => ExplanationPageOf.Structures(shown, models).Write(writer));
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
        var notes = ImmutableArray.CreateBuilder<string>();
        var (ground, error) = Tried(() => GroundStateExplanation.Of(models.Ground, structure, cancellation: cancellation));
        ExcitationSource? source = null;
        var (excitations, reason) = Tried(() =>
        {
            source = models.Excitations.For(structure);
            return OfStates(source, structure);
        });
        // Open shells have no excitations here; who asked for none isn't told that something failed.
        if (reason is not null && ((request.State ?? request.States) is not null || ground.IsEmpty))
            error ??= reason;
        else if (reason is not null)
            notes.Add($"No excitation is explained: {reason}");
        ImmutableArray<ExplainedState> states = [];
        IReadOnlyList<double>? distances = null;
        if (request.Html is not null && !excitations.IsEmpty)
        {
            distances = Applicability.Of(source!, structure)?.Distances;
            (states, var missing) = Tried(() => request.Multiplicities.SelectMany(multiplicity => ExplainedState.Of(source!, structure, multiplicity, Asked, cancellation)).ToImmutableArray());
            if (missing is not null)
                notes.Add($"Error bars and the atoms that the electron leaves and goes to are missing: {missing}");
        }

        return new ExplainedStructure(frame, ground, excitations, source, notes.ToImmutable(), error is null ? null : Sentence.Of(error), clock.Elapsed)
        {
            States = states,
            DomainDistances = distances,
        };
    }

    /// <summary>The states that are explained, of each spin, from zero.</summary>
    private int[] Asked => request.States is { } count ? [.. Enumerable.Range(0, count)] : [(request.State ?? 1) - 1];

    private ImmutableArray<Explanation> OfStates(ExcitationSource source, Structure structure) =>
        [.. request.Multiplicities.SelectMany(multiplicity => Asked.Select(state => ExplainModels.Explained(source, structure, multiplicity, state, cancellation)))];

    private static (ImmutableArray<T> Found, string? Error) Tried<T>(Func<ImmutableArray<T>> explain)
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
