using System.Globalization;
using System.Text.RegularExpressions;

namespace Hybrid.Benchmarks.Xtb;

/// <summary>What xtb says of itself at the end of its output.</summary>
/// <param name="WallSeconds">The wall time of its block "total:". Printed to the millisecond.</param>
/// <param name="CpuSeconds">The CPU time of the same block.</param>
/// <param name="Energy">The total energy in Eh.</param>
internal sealed partial record XtbTiming(double WallSeconds, double CpuSeconds, double Energy)
{
    /// <exception cref="InvalidDataException">The output has no total time or no energy.</exception>
    public static XtbTiming Parse(string output)
    {
        var times = TotalTimes().Match(output);
        if (!times.Success)
            throw new InvalidDataException("xtb was expected to print \"total:\" and below it \"* wall-time: D d, H h, M min, S sec\" and the same as cpu-time, but did not.");
        var energy = TotalEnergy().Match(output);
        if (!energy.Success)
            throw new InvalidDataException("xtb was expected to print \"TOTAL ENERGY\" in Eh, but did not.");
        return new XtbTiming(Seconds(times, 0), Seconds(times, 1), Number(energy, "e"));
    }

    private static double Seconds(Match times, int line) =>
        (((((Number(times, "d", line) * 24.0) + Number(times, "h", line)) * 60.0) + Number(times, "min", line)) * 60.0) + Number(times, "s", line);

    private static double Number(Match match, string group, int capture = 0) =>
        double.Parse(match.Groups[group].Captures[capture].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*total:\s*(?:\n\s*\*\s*(?:wall|cpu)-time:\s*(?<d>\d+)\s*d,\s*(?<h>\d+)\s*h,\s*(?<min>\d+)\s*min,\s*(?<s>\d*\.\d+)\s*sec\s*){2}", RegexOptions.Multiline)]
    private static partial Regex TotalTimes();

    [GeneratedRegex(@"\|\s*TOTAL ENERGY\s+(?<e>-?\d+\.\d+)\s+Eh")]
    private static partial Regex TotalEnergy();
}
