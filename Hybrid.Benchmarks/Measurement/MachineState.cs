using System.Runtime.InteropServices;

namespace Hybrid.Benchmarks.Measurement;

/// <summary>What a reader must know of the machine to judge a time.</summary>
internal static class MachineState
{
    public static string Description => FormattableString.Invariant($"{Processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>Processes that ran or waited over the last 1, 5 and 15 minutes, as Linux counts them.</summary>
    public static string Load => File.Exists("/proc/loadavg")
        ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3))
        : "unknown";

    /// <summary>The most memory that the process held at one time, 10⁶ bytes.</summary>
    public static double PeakMegabytes => 1e-6 * System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64;

    private static string Processor
    {
        get
        {
            if (!File.Exists("/proc/cpuinfo"))
                return RuntimeInformation.ProcessArchitecture.ToString();
            var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
            return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }
    }
}
