using System.Collections.Immutable;
using System.Diagnostics;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.IO;
using Hybrid.Core.Structures;
using Hybrid.Physics.Models;
using Hybrid.Physics.Optimisation;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Optimising;

/// <summary>One run of the verb optimize: reads a structure, optimises one surface or two, and writes what came of it.</summary>
internal sealed class OptimizeRun(OptimizeRequest request, CommandStreams streams, CancellationToken cancellation)
{
    public int Execute()
    {
        Check();
        var model = FilesOnDisk.Loaded("--model", () => Model.Load(request.Model));
        var excitations = request.State == 0 ? null : ExcitationChoice.Named("--excitations", request.Excitations);
        var frame = OnlyFrame();
        if (frame.Content is not { } structure)
            return Failed(frame.Error!);
        FilesOnDisk.Opened(request.OutputPath)?.Dispose();
        FilesOnDisk.Opened(request.TrajectoryPath)?.Dispose();
        try
        {
            return Optimised(frame, structure, model, excitations?.For(structure));
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return Failed($"{frame.Place}: {Sentence.Of(error)}");
        }
    }

    private int Optimised(InputFrame frame, Structure structure, Model model, ExcitationSource? excitations)
    {
        var clock = Stopwatch.StartNew();
        var names = structure.Properties.Where(property => property.Key is "name" or "comment").ToImmutableSortedDictionary();
        var trajectory = new TrajectoryFile(request.TrajectoryPath, names);
        var stages = new List<OptimisedStage>();
        var surface = excitations is null ? null : new ExcitedStateSurface(model, excitations.Model, request.State, request.Multiplicity, request.Kernel, request.Following, request.Options);
        var vertical = surface?.At(structure, null, cancellation).ExcitationEnergy;
        if (surface is null || !request.SkipsGround)
            stages.Add(Stage("S0", new GroundStateSurface(model, request.Options), structure));
        if (surface is not null && stages.TrueForAll(stage => stage.Result.IsConverged))
            stages.Add(Stage(surface.Label, surface, stages.Count > 0 ? stages[0].Result.Last.Structure : structure));

        trajectory.Save();
        var last = stages[^1];
        var converged = last.Label == request.Label && last.Result.IsConverged;
        if (converged)
            StructureFile.Write(request.OutputPath, TrajectoryFile.Framed(last.Result.Last.Structure, names, last.Label, last.Result.Steps[^1]), StructureFile.FormatOf(request.OutputPath));
        var report = new OptimisationReport(request, frame, stages, model.Parameters.Name, excitations?.Method, vertical, clock.Elapsed);
        if (request.Format == OutputFormat.Json)
            new OptimisationJson(streams.Output).Write(report);
        else if (converged)
            new OptimisationTable(streams).Write(report);
        if (last.Result.Status == OptimisationStatus.Cancelled)
        {
            streams.Error.WriteLine($"hybrid: interrupted. {Way(last)}");
            return ExitCode.Interrupted;
        }

        return converged ? ExitCode.Success : Failed($"{frame.Place}: {last.Label}: {last.Result.Message} {Way(last)}");

        OptimisedStage Stage(string label, EnergySurface surface, Structure from)
        {
            using var progress = streams.ErrorIsTerminal ? new StepLine(streams.Error, label) : null;
            var result = GeometryOptimisation.Run(surface, from, request.Settings, request.Options.LinearAlgebra, new Told(step =>
            {
                trajectory.Add(label, step);
                progress?.Report(step);
            }), cancellation);
            return new OptimisedStage(label, surface.Name, result);
        }

        string Way(OptimisedStage stage) => stages.Count == 1 && stage.Result.Steps.Count == 0
            ? "Nothing was written."
            : $"The steps so far are in {Sentence.Printable(request.TrajectoryPath)}.";
    }

    private void Check()
    {
        if (request.State == 0 && request.Multiplicity == Multiplicity.Triplet)
            throw new UsageException("--multiplicity is that of an excited state (--state 1 and higher); the lowest triplet as a ground state is --unpaired 2.");
        if (request.State == 0 && request.SkipsGround)
            throw new UsageException("--skip-ground belongs to an excited state (--state 1 and higher).");
        if (StructureFile.FormatOf(request.OutputPath) is null)
            throw new UsageException($"--output: a file name that ends in .xyz, .extxyz, .sdf, .mol or .vasp was expected, but {request.OutputPath} was given.");
        var (output, trajectory) = (Path.GetFullPath(request.OutputPath), Path.GetFullPath(request.TrajectoryPath));
        if (output == trajectory)
            throw new UsageException("--output and --trajectory need different files.");
        if (request.File != "-" && Path.GetFullPath(request.File) is var input && (input == output || input == trajectory))
            throw new UsageException($"{request.File} is read and can't be written too.");
    }

    private InputFrame OnlyFrame()
    {
        using var frames = new FrameSource([request.File], request.Charge, request.Unpaired, streams).Frames().GetEnumerator();
        if (!frames.MoveNext())
            throw new UsageException($"{request.File}: a structure was expected, but there is none.");
        var frame = frames.Current;
        return frame.Content is null || !frames.MoveNext()
            ? frame
            : throw new UsageException($"{request.File}: a single structure was expected, but there are several.");
    }

    private int Failed(string sentence)
    {
        streams.Error.WriteLine($"hybrid: {Sentence.Of(sentence)}");
        return ExitCode.SomeFailed;
    }

    /// <summary>Tells at once and on the same thread, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Told(Action<OptimisationStep> tell) : IProgress<OptimisationStep>
    {
        public void Report(OptimisationStep value) => tell(value);
    }
}
