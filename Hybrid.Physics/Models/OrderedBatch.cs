namespace Hybrid.Physics.Models;

/// <summary>Maps a sequence on several threads, in order, with a bounded look-ahead.</summary>
internal static class OrderedBatch
{
    /// <summary>Unfinished results per thread: enough that a slow item at the front leaves the others busy.</summary>
    private const int LookAhead = 8;

    public static IEnumerable<TResult> Results<T, TResult>(
        IEnumerable<T> items, Func<T, CancellationToken, TResult> map, int threads, IProgress<int>? progress, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var result in threads == 1 ? Serial(items, map, cancellation) : Parallel(items, map, threads, cancellation))
        {
            progress?.Report(++count);
            yield return result;
        }
    }

    private static IEnumerable<TResult> Serial<T, TResult>(IEnumerable<T> items, Func<T, CancellationToken, TResult> map, CancellationToken cancellation)
    {
        foreach (var item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return map(item, cancellation);
        }
    }

    private static IEnumerable<TResult> Parallel<T, TResult>(IEnumerable<T> items, Func<T, CancellationToken, TResult> map, int threads, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var factory = new TaskFactory(new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);
        var running = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                running.Enqueue(factory.StartNew(() => map(item, stop.Token), stop.Token));
                if (running.Count >= (long)threads * LookAhead)
                    yield return running.Dequeue().GetAwaiter().GetResult();
            }

            while (running.TryDequeue(out var task))
                yield return task.GetAwaiter().GetResult();
        }
        finally
        {
            // Whoever leaves early waits for what runs, so that nothing runs on unobserved.
            stop.Cancel();
            foreach (var task in running)
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
    }
}
