using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Physics.Methods;
using Hybrid.Physics.Scf;

namespace Hybrid.Benchmarks.Commands;

/// <summary>What derivatives cost beside the energy alone.</summary>
internal static class GradientsCommand
{
    /// <summary>Energy with the gradients of positions and all parameters, over the energy alone.</summary>
    private const double LargestRatio = 2.5;

    public static Command Create()
    {
        var structures = SharedOptions.Structures(TestStructure.OfTheTable);
        var methods = SharedOptions.Methods();
        var runs = SharedOptions.Runs(7);
        var blas = SharedOptions.Blas();
        var command = new Command("gradients", "The cost of gradients by positions and by all parameters, beside the energy alone.") { structures, methods, runs, blas };
        command.SetAction(parsed =>
        {
            var algebra = SharedOptions.LinearAlgebra(parsed.GetValue(blas));
            Table(algebra, SharedOptions.StructuresOf(parsed.GetValue(structures)!), SharedOptions.MethodsOf(parsed.GetValue(methods)!), parsed.GetValue(runs));
            return ExitCode.Measured;
        });
        return command;
    }

    private static void Table(ILinearAlgebra algebra, TestStructure[] structures, TightBindingMethod[] methods, int runs)
    {
        Console.WriteLine(MachineState.Description);
        Console.WriteLine($"{algebra.Name}; load {MachineState.Load}; medians of {runs} runs in turns, {Clock.Thread.Name} in ms; ratios to the energy alone.");
        Console.WriteLine();
        var table = new TextTable("structure", "method", "energy", "+ positions", "ratio", "+ all parameters", "ratio");
        var largest = 0.0;
        foreach (var structure in structures)
        {
            foreach (var method in methods)
            {
                var calculation = new Calculation(method, structure.Atoms, algebra);
                Action[] works =
                [
                    () => calculation.Energy(ScfSettings.Default),
                    () => calculation.Gradient(ScfSettings.Default),
                    () => calculation.FullGradient(ScfSettings.Default),
                ];
                var times = works.Select(_ => new Sample()).ToArray();
                foreach (var work in works)
                    Stopclock.WarmUp(work);
                for (var run = 0; run < runs; run++)
                {
                    for (var k = 0; k < works.Length; k++)
                        times[k].Add(Stopclock.Seconds(Clock.Thread, works[k]));
                }

                var ratio = times[2].Median / times[0].Median;
                largest = Math.Max(largest, ratio);
                table.Row(
                    FormattableString.Invariant($"{structure.Name} ({structure.Atoms.AtomCount})"), method.Parameters.Method,
                    TextTable.Milliseconds(times[0].Median), TextTable.Milliseconds(times[1].Median), TextTable.Ratio(times[1].Median / times[0].Median),
                    TextTable.Milliseconds(times[2].Median), TextTable.Ratio(ratio));
            }
        }

        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"Bar: ratio ≤ {LargestRatio} with all parameters; largest {largest:0.00}: {(largest <= LargestRatio ? "met" : "missed")}."));
    }
}
