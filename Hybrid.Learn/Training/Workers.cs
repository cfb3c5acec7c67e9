using System.Runtime.ExceptionServices;

namespace Hybrid.Learn.Training;

/// <summary>Hands numbered pieces of work to threads, one by one, so that none waits while there is some.</summary>
internal static class Workers
{
    /// <summary>The number of threads that a setting stands for; zero is all cores.</summary>
    public static int Count(int threads) => threads == 0 ? Environment.ProcessorCount : threads;

    /// <summary>Calls <paramref name="piece"/> for 0 … count − 1.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; what had begun is finished.</exception>
    public static void Run(int count, int threads, Action<int> piece, CancellationToken cancellation)
    {
        var next = -1;
        threads = Math.Min(threads, count);
        if (threads <= 1)
        {
            Work();
        }
        else
        {
            try
            {
                Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Work());
            }
            catch (AggregateException exception)
            {
                ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
            }
        }

        cancellation.ThrowIfCancellationRequested();

        void Work()
        {
            while (!cancellation.IsCancellationRequested && Interlocked.Increment(ref next) is var k && k < count)
                piece(k);
        }
    }
}
