using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hybrid.Benchmarks.Measurement;

/// <summary>A clock that counts seconds from some moment on.</summary>
internal sealed partial class Clock
{
    private readonly Func<double> now;

    private Clock(string name, Func<double> now)
    {
        Name = name;
        this.now = now;
    }

    /// <summary>The clock on the wall.</summary>
    public static Clock Wall { get; } = new("wall time", static () => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    /// <summary>
    /// What the calling thread computed, so that other processes on a busy machine count little (they still share caches and
    /// memory). The wall clock where the system is not Linux.
    /// </summary>
    public static Clock Thread { get; } = OperatingSystem.IsLinux() ? new("CPU time of the thread", ThreadSeconds) : Wall;

    /// <summary>What a table says of its times.</summary>
    public string Name { get; }

    public double Now => now();

    private static double ThreadSeconds()
    {
        const int clockThreadCpuTimeId = 3;
        return ClockGetTime(clockThreadCpuTimeId, out var time) == 0
            ? time.Seconds + (1e-9 * time.Nanoseconds)
            : throw new IOException($"The thread's clock can't be read: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int ClockGetTime(int clock, out TimeSpecification time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
