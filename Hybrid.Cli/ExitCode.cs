namespace Hybrid.Cli;

/// <summary>What the command returns to the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Some structure failed; the others are answered.</summary>
    public const int SomeFailed = 1;

    /// <summary>The command line is wrong; nothing was computed.</summary>
    public const int WrongUsage = 2;

    /// <summary>Ctrl-C, as shells count it.</summary>
    public const int Interrupted = 130;
}
