using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Hybrid.Benchmarks.Micro;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Single kernels under BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public static Command Create()
    {
        var filter = new Option<string[]>("--kernel") { Description = "Only these kernels, such as Fock; all by default." };
        var command = new Command("micro", "Single kernels: integrals, γ, Fock matrix, populations, diagonalisation, rotation.") { filter };
        command.SetAction(parsed =>
        {
            // In this process: another one would be restored and built apart from the locked packages.
            var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
            var config = ManualConfig.CreateEmpty().AddJob(job).AddLogger(ConsoleLogger.Unicode).AddColumnProvider(DefaultColumnProviders.Instance)
                .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet.Artifacts"));
            if (parsed.GetValue(filter) is { Length: > 0 } names)
                config.AddFilter(new NameFilter(name => names.Any(wanted => name.Split('.')[^1].Equals(wanted, StringComparison.OrdinalIgnoreCase))));
            var summary = BenchmarkRunner.Run<Kernels>(config);
            return summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success) ? ExitCode.SomeFailed : ExitCode.Measured;
        });
        return command;
    }
}
