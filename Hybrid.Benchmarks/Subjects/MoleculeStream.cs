using System.Diagnostics;
using Hybrid.Core.Autodiff;
using Hybrid.Core.IO;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Subjects;

/// <summary>The molecules of a file, read as they are needed and shared by some threads with an arena each.</summary>
internal sealed class MoleculeStream
{
    /// <summary>Molecules that settle the compiler before anything is timed.</summary>
    public const int WarmUpCount = 500;

    private readonly Lock gate = new();
    private readonly IEnumerator<Frame> frames;
    private readonly TightBindingMethod method;
    private readonly ILinearAlgebra algebra;
    private readonly int[] perThread;
    private readonly List<string> failures = [];
    private int remaining;
    private long atoms;

    private MoleculeStream(IEnumerator<Frame> frames, TightBindingMethod method, ILinearAlgebra algebra, int threads, int limit)
    {
        this.frames = frames;
        this.method = method;
        this.algebra = algebra;
        perThread = new int[threads];
        remaining = limit;
    }

    /// <summary>GFN energies with the gradients of positions and all parameters.</summary>
    public static Outcome Run(string path, TightBindingMethod method, ILinearAlgebra algebra, int threads, int limit, CancellationToken cancellation)
    {
        using var frames = StructureFile.Frames(path).GetEnumerator();
        var stream = new MoleculeStream(frames, method, algebra, threads, limit);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var collections = GC.CollectionCount(0);
        var processor = Processor();
        var clock = Stopwatch.StartNew();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, k => stream.Work(k, cancellation));
        var seconds = clock.Elapsed.TotalSeconds;
        var done = stream.perThread.Sum();
        return new Outcome(
            done, seconds, Processor() - processor, stream.perThread, stream.failures, (double)stream.atoms / Math.Max(done, 1),
            (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)Math.Max(done, 1), GC.CollectionCount(0) - collections);
    }

    /// <summary>CPU time of all threads, the collector's and the compiler's too.</summary>
    private static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    private void Work(int thread, CancellationToken cancellation)
    {
        var arena = new Arena();
        while (!cancellation.IsCancellationRequested && Next() is { } frame)
        {
            arena.Reset();
            var tape = new Tape(arena, isRecording: true, algebra);
            if (Failure(frame, tape) is { } failure)
            {
                lock (gate)
                    failures.Add(FormattableString.Invariant($"frame {frame.Number}: {failure}"));
            }

            perThread[thread]++;
        }
    }

    private Frame? Next()
    {
        lock (gate)
        {
            if (remaining-- <= 0 || !frames.MoveNext())
            {
                remaining = 0;
                return null;
            }

            atoms += frames.Current.Structure?.AtomCount ?? 0;
            return frames.Current;
        }
    }

    private string? Failure(Frame frame, Tape tape)
    {
        if (!frame.IsGood)
            return frame.Error.Message;
        try
        {
            var ground = method.Solve(tape, frame.Structure, ScfSettings.Default, algebra, static _ => true);
            tape.Backward(ground.Energy);
            return ground.Scf.Outcome.IsConverged ? null : $"the field ended as {ground.Scf.Outcome}";
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }

    /// <summary>What came out of a file.</summary>
    internal sealed record Outcome(
        int Done, double Seconds, double ProcessorSeconds, IReadOnlyList<int> PerThread, IReadOnlyList<string> Failures, double MeanAtoms, double AllocatedPerMolecule, int Collections);
}
