using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Commands;

/// <summary>What an iteration of the self-consistent field takes from the garbage collector's heap.</summary>
internal static class AllocationsCommand
{
    private const int FewIterations = 5;
    private const int MoreIterations = 10;

    /// <summary>So tight that the iterations are used up.</summary>
    private const double Accuracy = 1e-6;

    public static Command Create()
    {
        var structures = SharedOptions.Structures("h2o,caffeine,c60,gly10");
        var methods = SharedOptions.Methods();
        var command = new Command("allocations", "Bytes that an additional iteration of the self-consistent field allocates.") { structures, methods };
        command.SetAction(parsed =>
        {
            Console.WriteLine($"Bytes of the calling thread for an energy stopped after {FewIterations} iterations and after up to {MoreIterations} more, in memory used before.");
            Console.WriteLine();
            var table = new TextTable("structure", "method", "linear algebra", "iterations", "bytes", "iterations", "bytes", "per additional iteration");
            var largest = 0.0;
            foreach (var structure in SharedOptions.StructuresOf(parsed.GetValue(structures)!))
            {
                foreach (var method in SharedOptions.MethodsOf(parsed.GetValue(methods)!))
                {
                    foreach (var algebra in Providers())
                    {
                        foreach (var always in (bool[])[false, true])
                            largest = Math.Max(largest, Row(table, structure, method, algebra, always));
                    }
                }
            }

            Console.WriteLine();
            Console.WriteLine(FormattableString.Invariant($"Bar: no bytes per iteration; largest {largest:0.#}: {(largest == 0.0 ? "met" : "missed")}."));
            return ExitCode.Measured;
        });
        return command;
    }

    private static ILinearAlgebra[] Providers() =>
        DenseLinearAlgebra.Default == DenseLinearAlgebra.Managed ? [DenseLinearAlgebra.Managed] : [DenseLinearAlgebra.Default, DenseLinearAlgebra.Managed];

    private static double Row(TextTable table, TestStructure structure, TightBindingMethod method, ILinearAlgebra algebra, bool alwaysDiagonalise)
    {
        var calculation = new Calculation(method, structure.Atoms, algebra);
        var few = new ScfSettings { Accuracy = Accuracy, MaxIterations = FewIterations, AlwaysDiagonalise = alwaysDiagonalise };
        var many = few with { MaxIterations = FewIterations + MoreIterations };
        Stopclock.WarmUp(() => calculation.Energy(few));
        Stopclock.WarmUp(() => calculation.Energy(many));
        var (k, fewBytes) = Bytes(calculation, few);
        var (n, manyBytes) = Bytes(calculation, many);
        var per = n > k ? (manyBytes - fewBytes) / (double)(n - k) : 0.0;
        table.Row(
            structure.Name, method.Parameters.Method, (algebra == DenseLinearAlgebra.Managed ? "managed" : "native") + (alwaysDiagonalise ? ", diagonal" : ", rotating"),
            FormattableString.Invariant($"{k}"), FormattableString.Invariant($"{fewBytes}"),
            FormattableString.Invariant($"{n}"), FormattableString.Invariant($"{manyBytes}"), FormattableString.Invariant($"{per:0.#}"));
        return per;
    }

    /// <summary>The fewest of some calls: the compiler, working in the background, may allocate on a thread as it swaps methods.</summary>
    private static (int Iterations, long Bytes) Bytes(Calculation calculation, ScfSettings settings)
    {
        var fewest = long.MaxValue;
        var iterations = 0;
        for (var call = 0; call < 5; call++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            iterations = calculation.Energy(settings).Scf.Outcome.Iterations;
            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return (iterations, fewest);
    }
}
