using System.Text;
using Hybrid.Cli.Excitations;
using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Predicting;

/// <summary>One run of the verb predict: reads frames, lets the model compute them, and writes what came of it.</summary>
internal sealed class PredictRun(PredictRequest request, CommandStreams streams, CancellationToken cancellation)
{
    /// <summary>From this size on the threads of a native BLAS help a single structure.</summary>
    private const int LargeStructure = 100;

    public int Execute()
    {
        Check();
        var ground = GroundModel.Loaded(request.ModelName, request.ExcitationModel, request.Options.Excitations, (request.Properties & Properties.Excitations) != 0, request.IsGated);
        if (request.WithUncertainty)
            ground = ground.WithUncertainty();
        var model = ground.Model;
        using var frames = new FrameSource(request.Files, request.Charge, request.Unpaired, streams).Frames().GetEnumerator();
        var head = Head(frames);
        if (head.Count > 1 && request.Molden is not null)
            throw new UsageException("--molden: a single structure was expected, but there are several.");

        using var output = FilesOnDisk.Opened(request.Output);
        using var matrices = FilesOnDisk.Opened(request.Matrices);
        using var molden = FilesOnDisk.Opened(request.Molden);
        var writer = output is null ? null : new StreamWriter(output.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        using var orbitals = new OrbitalFiles(matrices, molden, isSingle: head.Count == 1);
        var doubts = new DoubtSummary();
        IReport report = request.Format == OutputFormat.Json
            ? new JsonReport(writer ?? streams.Output, request, ground, doubts)
            : new TableReport(writer ?? streams.Output, streams, request, ground, doubts);

        var (total, failed) = Computed(model, head, frames, report, orbitals, doubts);
        writer?.Flush();
        output?.Commit();
        orbitals.Commit();
        if (request.Format == OutputFormat.Table || request.Output is not null)
        {
            if (total > 1)
                streams.Error.WriteLine(failed == 0 ? $"{total} structures." : $"{total} structures, {failed} failed.");
            doubts.Write(streams.Error);
        }

        return failed == 0 ? ExitCode.Success : ExitCode.SomeFailed;
    }

    private (int Total, int Failed) Computed(Model model, List<InputFrame> head, IEnumerator<InputFrame> rest, IReport report, OrbitalFiles orbitals, DoubtSummary doubts)
    {
        var isSingle = head.Count == 1;
        var threads = isSingle ? 1 : request.Threads ?? Environment.ProcessorCount;
        var showsProgress = !isSingle && streams.ErrorIsTerminal && (request.Output is not null || !streams.OutputIsTerminal);
        using var progress = showsProgress ? new ProgressLine(streams.Error) : null;
        using var native = isSingle && !request.IsDifferenced && head[0].Content?.AtomCount >= LargeStructure && request.Threads > 1 ? new NativeThreads(request.Threads.Value) : null;
        int total = 0, failed = 0;
        foreach (var result in model.PredictMany(All(), frame => frame.Structure, request.Computed(model), request.Options, threads, progress, cancellation))
        {
            total++;
            if (result.Prediction is { Certificate.IsConverged: true } prediction)
            {
                doubts.Add(result.Item.Place, prediction.Certificate);
                report.Write(result.Item, prediction);
                orbitals.Write(total, result.Item, prediction);
            }
            else
            {
                failed++;
                doubts.AddFailure(result.Item.Place, result.Prediction is not null);
                report.WriteFailure(result.Item, result.Prediction, Sentence.Of(result.Error ?? result.Prediction!.Certificate.ToString()));
            }
        }

        return (total, failed);

        IEnumerable<InputFrame> All()
        {
            foreach (var frame in head)
                yield return frame;
            while (rest.MoveNext())
                yield return rest.Current;
        }
    }

    private void Check()
    {
        FilesOnDisk.RefuseConflicts(request.Files, ("--output", request.Output), ("--matrices", request.Matrices), ("--molden", request.Molden));
        if (string.Equals(Path.GetExtension(request.Matrices), ".npy", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--matrices: an .npz file, which holds several arrays, was expected, but {request.Matrices} was given.");
    }

    /// <summary>The first two frames at most: what tells a single structure from several.</summary>
    private static List<InputFrame> Head(IEnumerator<InputFrame> frames)
    {
        var head = new List<InputFrame>(2);
        while (head.Count < 2 && frames.MoveNext())
            head.Add(frames.Current);
        return head;
    }

    /// <summary>More threads for the native library, for the time of one run.</summary>
    private sealed class NativeThreads : IDisposable
    {
        private readonly NativeLinearAlgebra? native = DenseLinearAlgebra.Default as NativeLinearAlgebra;

        public NativeThreads(int count) => native?.SetThreads(count);

        public void Dispose() => native?.SetThreads(1);
    }
}
