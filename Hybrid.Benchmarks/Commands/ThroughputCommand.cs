using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Parameters;

namespace Hybrid.Benchmarks.Commands;

/// <summary>How many small molecules a second.</summary>
internal static class ThroughputCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A file of many structures, such as the training file of QM8 (extended XYZ)." };
        file.AcceptExistingOnly();
        var threads = new Option<int>("--threads") { Description = "Threads; by default one per core.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var limit = new Option<int>("--limit") { Description = "Stop after this many structures.", DefaultValueFactory = _ => int.MaxValue };
        foreach (var option in (Option<int>[])[threads, limit])
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 1)
                    result.AddError($"{option.Name}: a number of at least one was expected.");
            });
        }

        var blas = SharedOptions.Blas();
        var command = new Command("throughput", "Molecules per second: GFN2 energies with the gradients of positions and all parameters.") { file, threads, limit, blas };
        command.SetAction((parsed, cancellation) =>
        {
            var algebra = SharedOptions.LinearAlgebra(parsed.GetValue(blas));
            var method = TightBindingMethod.Of(ParameterSet.Embedded("gfn2-xtb"));
            var path = parsed.GetValue(file)!.FullName;
            var nThreads = parsed.GetValue(threads);
            Console.WriteLine(MachineState.Description);
            Console.WriteLine($"{algebra.Name}; {nThreads} threads; load {MachineState.Load}; warming up.");
            MoleculeStream.Run(path, method, algebra, nThreads, MoleculeStream.WarmUpCount, cancellation);
            var result = MoleculeStream.Run(path, method, algebra, nThreads, parsed.GetValue(limit), cancellation);
            Console.WriteLine(FormattableString.Invariant($"{result.Done} molecules of {result.MeanAtoms:0.0} atoms in {result.Seconds:0.00} s: {result.Done / result.Seconds:0} molecules/s; {1e3 * result.ProcessorSeconds / result.Done:0.00} ms of CPU time each."));
            Console.WriteLine($"Per thread: {string.Join(", ", result.PerThread.Select(count => FormattableString.Invariant($"{count / result.Seconds:0}")))} molecules/s.");
            Console.WriteLine(FormattableString.Invariant($"Failures: {result.Failures.Count}.   Allocated: {result.AllocatedPerMolecule / 1024.0:0.0} KiB per molecule.   Collections: {result.Collections}."));
            foreach (var failure in result.Failures.Take(5))
                Console.WriteLine($"  {failure}");
            return Task.FromResult(result.Failures.Count == 0 ? ExitCode.Measured : ExitCode.SomeFailed);
        });
        return command;
    }
}
