namespace Hybrid.Cli;

/// <summary>Turns Ctrl-C into a cancellation, and ends the process when that does not help, as in a blocked read.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly TimeSpan patience;

    /// <param name="patience">How long a cancelled command may take to finish what it does.</param>
    public Interrupt(TimeSpan patience)
    {
        this.patience = patience;
        Console.CancelKeyPress += Cancel;
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Cancel;
        source.Dispose();
    }

    private void Cancel(object? sender, ConsoleCancelEventArgs key)
    {
        key.Cancel = !source.IsCancellationRequested;
        source.Cancel();
        Task.Delay(patience).ContinueWith(_ => Environment.Exit(ExitCode.Interrupted), TaskScheduler.Default);
    }
}
