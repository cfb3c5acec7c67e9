namespace Hybrid.Benchmarks.Commands;

/// <summary>What a shell learns from a benchmark.</summary>
internal static class ExitCode
{
    /// <summary>Everything was measured.</summary>
    public const int Measured = 0;

    /// <summary>Something that was to be measured failed.</summary>
    public const int SomeFailed = 1;

    /// <summary>Wrong usage, or a program that is compared with is absent.</summary>
    public const int WrongUsage = 2;
}
