using System.ComponentModel;
using System.Diagnostics;

namespace Hybrid.Benchmarks.Xtb;

/// <summary>The program xtb on this machine, run on one thread in a folder that is thrown away.</summary>
internal static class XtbProgram
{
    /// <summary>The version that the program prints, or null when there is no such program.</summary>
    public static string? Version()
    {
        try
        {
            var line = Output(Path.GetTempPath(), "--version").Split('\n').FirstOrDefault(line => line.Contains("xtb version", StringComparison.Ordinal));
            return line is null ? "of unknown version" : line.Trim(' ', '*').Split(' ', StringSplitOptions.RemoveEmptyEntries)[2];
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Energy and gradient with the program's default accuracy.</summary>
    /// <exception cref="InvalidDataException">The program failed or printed something else.</exception>
    public static XtbTiming Gradient(string structureFile, int gfn)
    {
        var folder = Directory.CreateTempSubdirectory("hybrid-benchmark-");
        try
        {
            return XtbTiming.Parse(Output(folder.FullName, structureFile, "--gfn", gfn == 1 ? "1" : "2", "--grad", "--norestart"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Output(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("xtb", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[variable] = "1";
        start.Environment["OMP_STACKSIZE"] = "1G";
        using var process = Process.Start(start) ?? throw new Win32Exception("xtb did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidDataException(FormattableString.Invariant($"xtb {string.Join(' ', arguments)} ended with exit code {process.ExitCode}: {errors.Result.Trim()}"));
    }
}
