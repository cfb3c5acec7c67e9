using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Benchmarks.Xtb;
using Hybrid.Core.LinearAlgebra;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Energy and gradient beside Debian's xtb.</summary>
internal static class XtbCommand
{
    /// <summary>Ours over xtb's, from caffeine on.</summary>
    private const double LargestRatio = 0.5;

    public static Command Create()
    {
        var structures = SharedOptions.Structures(TestStructure.OfTheTable);
        var methods = SharedOptions.Methods();
        var runs = SharedOptions.Runs(7);
        var blas = SharedOptions.Blas();
        blas.Description += " Without the option, the managed one is measured beside it.";
        var json = new Option<FileInfo?>("--json") { Description = "Write the measurements to this file too." };
        var cpu = new Option<bool>("--cpu") { Description = "Compare CPU times instead of wall times: for a machine that is busy with other work." };
        var command = new Command("xtb", "Energy and gradient beside the program xtb, in turns, one thread each.") { structures, methods, runs, blas, cpu, json };
        command.SetAction(parsed =>
        {
            if (XtbProgram.Version() is not { } version)
            {
                Console.Error.WriteLine("The program xtb was expected on the path, but there is none; on Debian: apt-get install xtb.");
                return ExitCode.WrongUsage;
            }

            var chosen = SharedOptions.LinearAlgebra(parsed.GetValue(blas));
            ILinearAlgebra[] providers = parsed.GetValue(blas) is null && chosen != DenseLinearAlgebra.Managed ? [chosen, DenseLinearAlgebra.Managed] : [chosen];
            var clock = parsed.GetValue(cpu) ? Clock.Thread : Clock.Wall;
            var comparisons = Table(
                version, clock, providers, SharedOptions.StructuresOf(parsed.GetValue(structures)!), SharedOptions.MethodsOf(parsed.GetValue(methods)!), parsed.GetValue(runs));
            if (parsed.GetValue(json) is { } file)
                XtbReport.Write(file.FullName, version, clock, [.. providers.Select(provider => provider.Name)], comparisons);
            return ExitCode.Measured;
        });
        return command;
    }

    private static List<XtbComparison> Table(
        string version, Clock clock, ILinearAlgebra[] providers, TestStructure[] structures, Physics.Methods.TightBindingMethod[] methods, int runs)
    {
        Console.WriteLine(MachineState.Description);
        Console.WriteLine($"Load at the start: {MachineState.Load}");
        Console.WriteLine($"xtb {version}: the total {(clock == Clock.Wall ? "wall" : "CPU")} time that it prints, in steps of 1 ms. Ours: {clock.Name} in process after warm-up. One thread each.");
        for (var k = 0; k < providers.Length; k++)
            Console.WriteLine($"({(char)('a' + k)}) {providers[k].Name}");
        Console.WriteLine($"Median [min–max] of {runs} runs in turns, ms; ratio = ours / xtb; ΔE = ours − xtb at default accuracies, Eh.");
        Console.WriteLine();
        var letters = Enumerable.Range(0, providers.Length).Select(k => (char)('a' + k)).ToArray();
        var table = new TextTable(["structure", "method", "steps", Wide("xtb"), .. letters.SelectMany(letter => (string[])[Wide($"ours ({letter})"), $"ratio ({letter})"]), "ΔE"]);
        var comparisons = new List<XtbComparison>();
        foreach (var structure in structures)
        {
            foreach (var method in methods)
            {
                var comparison = XtbComparison.Measure(structure, method, providers, clock, runs);
                comparisons.Add(comparison);
                table.Row([
                    FormattableString.Invariant($"{structure.Name} ({comparison.Atoms})"), comparison.Method, FormattableString.Invariant($"{comparison.Iterations}"), Times(comparison.Xtb),
                    .. letters.SelectMany((_, k) => (string[])[Times(comparison.Ours[k]), TextTable.Ratio(comparison.Ratio(k))]),
                    FormattableString.Invariant($"{comparison.EnergyDifference:0.0e+0}")]);
            }
        }

        Console.WriteLine();
        Verdict(comparisons, providers[0]);
        Console.WriteLine($"Load at the end: {MachineState.Load}");
        return comparisons;
    }

    private static void Verdict(List<XtbComparison> comparisons, ILinearAlgebra first)
    {
        foreach (var comparison in comparisons.Where(comparison => !comparison.IsJudged))
            Console.WriteLine($"{comparison.Structure}, {comparison.Method}: xtb needs a few steps of its clock and mostly for its start; this ratio means nothing and is not judged.");
        var judged = comparisons.Where(comparison => comparison.IsJudged).ToArray();
        var missed = judged.Where(comparison => comparison.Ratio(0) > LargestRatio).ToArray();
        if (judged.Length > 0)
            Console.WriteLine(FormattableString.Invariant($"Bar: ratio ≤ {LargestRatio} with {first.Name}: {judged.Length - missed.Length} of {judged.Length} met, largest {judged.Max(comparison => comparison.Ratio(0)):0.00}."));
    }

    private static string Wide(string head) => head.PadLeft(22);

    private static string Times(Sample sample) =>
        $"{TextTable.Milliseconds(sample.Median)} [{TextTable.Milliseconds(sample.Smallest)}–{TextTable.Milliseconds(sample.Largest)}]";
}
