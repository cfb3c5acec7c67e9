using System.Collections.Immutable;
using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Profile;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Learn.Data;
using Hybrid.Physics.Models;

using Sample = Hybrid.Learn.Data.Sample;

namespace Hybrid.Benchmarks.Commands;

/// <summary>How many molecules a second a hybrid model learns from.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var data = new Option<FileInfo>("--data") { Description = "The training file of QM8; by default the example that comes with the project." };
        data.AcceptExistingOnly();
        var count = new Option<int>("--count") { Description = "So many molecules, evenly from the whole file.", DefaultValueFactory = _ => 1000 };
        var runs = SharedOptions.Runs(3);
        var cache = new Option<FileInfo>("--cache") { Description = "A file for what precedes the learned parameters; without it, it is made each time." };
        var blas = SharedOptions.Blas();
        var command = new Command("train", "Molecules per second in training: two singlets with strengths, all gradients, network included; one thread and all cores.") { data, count, runs, cache, blas };
        command.SetAction((parsed, cancellation) =>
        {
            var algebra = SharedOptions.LinearAlgebra(parsed.GetValue(blas));
            Measure(Samples(parsed.GetValue(data), parsed.GetValue(count)), algebra, parsed.GetValue(runs), parsed.GetValue(cache), cancellation);
            return Task.FromResult(ExitCode.Measured);
        });
        return command;
    }

    private static void Measure(IReadOnlyList<Sample> samples, ILinearAlgebra algebra, int runs, FileInfo? cache, CancellationToken cancellation)
    {
        Console.WriteLine(MachineState.Description);
        Console.WriteLine(FormattableString.Invariant($"{algebra.Name}; load {MachineState.Load}; {samples.Count} molecules of {samples.Average(sample => sample.Structure.AtomCount):0.0} atoms; warming up."));
        using var geometries = cache is null ? null : GeometryCache.Open(cache.FullName, ExcitationModel.Load(ExcitationModel.DefaultName), algebra);
        var run = new TrainingRun(samples, algebra, geometries);
        run.Epoch(Environment.ProcessorCount, cancellation);
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            for (var k = 0; k < runs; k++)
            {
                var outcome = run.Epoch(threads, cancellation);
                Console.WriteLine(FormattableString.Invariant(
                    $"{threads} thread(s): {outcome.PerSecond:0.0} molecules/s, {1e3 * outcome.ProcessorSeconds / samples.Count:0.00} ms of CPU time each; {outcome.AllocatedPerSample / 1024:0} KiB allocated each, {outcome.Collections} collections; {outcome.Errors.SkippedCount} skipped; loss {outcome.Errors.Loss:0.0000000000}; load {MachineState.Load}"));
            }
        }

        Console.WriteLine(FormattableString.Invariant($"peak memory {MachineState.PeakMegabytes:0} MB"));
        Stages(run, algebra);
    }

    private static void Stages(TrainingRun run, ILinearAlgebra algebra)
    {
        var stages = new TrainingStages(run, algebra);
        foreach (var (title, ledger) in new[] { ("forward", stages.Forward), ("backward", stages.Backward), ("forward once more, without corrections of the Hamiltonian", stages.Physics), ("dense linear algebra in both", stages.Dense) })
        {
            Console.WriteLine(FormattableString.Invariant($"{title}: {1e3 * ledger.Total / run.Samples.Count:0.000} ms of CPU time each"));
            foreach (var (name, seconds, calls) in ledger.Entries)
                Console.WriteLine(FormattableString.Invariant($"    {name,-45} {(double)calls / run.Samples.Count,8:0.0} {1e3 * seconds / run.Samples.Count,9:0.000} ms"));
        }
    }

    private static ImmutableArray<Sample> Samples(FileInfo? file, int count)
    {
        var all = file is null ? Example() : Qm8File.Read(file.FullName);
        return count >= all.Length ? all : [.. Enumerable.Range(0, count).Select(k => all[(int)((long)k * all.Length / count)])];
    }

    private static ImmutableArray<Sample> Example() => new SampleFile(
        Path.Combine(AppContext.BaseDirectory, "train", "train.extxyz"),
        LabelMapping.Of(["singlet_1_energy_ev=E1_eV", "singlet_2_energy_ev=E2_eV", "singlet_1_strength=f1", "singlet_2_strength=f2"])).Read().Samples;
}
