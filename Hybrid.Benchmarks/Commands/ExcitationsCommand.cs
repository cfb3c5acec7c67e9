using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Profile;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Core.LinearAlgebra;
using Hybrid.Core.Units;
using Hybrid.Physics.Models;
using Hybrid.Physics.Response.Selection;

namespace Hybrid.Benchmarks.Commands;

/// <summary>What the ten lowest singlets cost, with selected and with all configurations.</summary>
internal static class ExcitationsCommand
{
    /// <summary>The gradient of one excitation with the energies that it needs, over the energies alone.</summary>
    private const double LargestRatio = 3.0;

    public static Command Create()
    {
        var structures = SharedOptions.Structures("caffeine,c60,gly24,c132h266");
        var runs = SharedOptions.Runs(3);
        var blas = SharedOptions.Blas();
        var withoutFull = new Option<bool>("--selected-only") { Description = "Not the full space and the gradient, which take longest." };
        var command = new Command("excitations", "The ten lowest singlets of sTDA-xTB with strengths, from the structure on: selected to 5 meV, over all configurations, and the gradient of the lowest.")
        {
            structures, runs, blas, withoutFull,
        };
        command.SetAction(parsed =>
        {
            var algebra = SharedOptions.LinearAlgebra(parsed.GetValue(blas));
            Measure(algebra, SharedOptions.StructuresOf(parsed.GetValue(structures)!), parsed.GetValue(runs), !parsed.GetValue(withoutFull));
            return ExitCode.Measured;
        });
        return command;
    }

    private static void Measure(ILinearAlgebra algebra, TestStructure[] structures, int runs, bool withFull)
    {
        Console.WriteLine(MachineState.Description);
        Console.WriteLine($"{algebra.Name}; load {MachineState.Load}; medians of {runs} runs after warm-up.");
        var growth = new List<(int Functions, double Selected, double Full)>();
        foreach (var structure in structures)
        {
            Console.WriteLine();
            var run = new ExcitationRun(structure.Atoms, algebra);
            var states = run.States(ExcitationRun.Selected);
            var functions = states.Orbitals!.Energies.Length;
            Console.WriteLine(FormattableString.Invariant($"{structure.Name} ({structure.Atoms.AtomCount} atoms, {functions} functions, {states.Configurations.All} configurations); load {MachineState.Load}"));
            Stages(structure, algebra, runs);
            var selected = Timed(() => run.States(ExcitationRun.Selected), runs);
            Line("selected, from the structure on", selected);
            Console.WriteLine(FormattableString.Invariant($"  peak memory of the process so far: {MachineState.PeakMegabytes:0} MB"));
            if (withFull)
            {
                var full = Timed(() => run.States(ExcitationRun.Full), runs);
                Line("all configurations, from the structure on", full);
                Deviations(states, run.States(ExcitationRun.Full));
                growth.Add((functions, selected.Processor.Median, full.Processor.Median));
                Gradient(run, runs, 1);
                Gradient(run, runs, 10);
                Console.WriteLine(FormattableString.Invariant($"  peak memory of the process so far: {MachineState.PeakMegabytes:0} MB"));
            }
        }

        for (var k = 1; k < growth.Count; k++)
        {
            var (before, after) = (growth[k - 1], growth[k]);
            var size = Math.Log((double)after.Functions / before.Functions);
            Console.WriteLine(FormattableString.Invariant($"Growth from {before.Functions} to {after.Functions} functions: selected ∝ n^{Math.Log(after.Selected / before.Selected) / size:0.0}, all ∝ n^{Math.Log(after.Full / before.Full) / size:0.0}."));
        }
    }

    private static void Stages(TestStructure structure, ILinearAlgebra algebra, int runs)
    {
        var dense = new Ledger();
        var stages = new Ledger();
        var run = new ExcitationRun(structure.Atoms, new TimedLinearAlgebra(algebra, dense));
        SelectedStates? selected = null;
        Stopclock.WarmUp(Work);
        dense.Clear();
        stages.Clear();
        for (var k = 0; k < runs; k++)
            Work();
        foreach (var (name, seconds, _) in stages.Entries)
            Console.WriteLine($"    {name,-58} {TextTable.Milliseconds(seconds / runs),9} ms CPU");
        Console.WriteLine("    dense linear algebra in all of these:");
        foreach (var (name, seconds, calls) in dense.Entries)
            Console.WriteLine(FormattableString.Invariant($"      {name,-45} {calls / runs,10} {TextTable.Milliseconds(seconds / runs),9} ms CPU"));
        var largest = 0.0;
        foreach (var error in selected!.Errors)
            largest = Math.Max(largest, error);
        Console.WriteLine(FormattableString.Invariant($"    {selected.PrimaryCount} primary configurations, {selected.ProductCount} products, largest reported error {1e3 * largest * Constants.ElectronvoltPerHartree:0.00} meV, {selected.States.Count} states"));

        void Work()
        {
            var start = Ledger.Now;
            selected = run.Stages(name =>
            {
                stages.Add(name, start);
                start = Ledger.Now;
            });
        }
    }

    /// <summary>How far selected states are from those of the full space.</summary>
    private static void Deviations(MolecularExcitations selected, MolecularExcitations full)
    {
        var (energy, lowest, strength) = (0.0, 0.0, 0.0);
        for (var k = 0; k < Math.Min(full.Options.States, Math.Min(selected.States.Length, full.States.Length)); k++)
        {
            energy = Math.Max(energy, selected.States[k].Energy - full.States[k].Energy);
            lowest = Math.Min(lowest, selected.States[k].Energy - full.States[k].Energy);
        }

        for (var k = 0; k < Math.Min(full.Options.States, Math.Min(selected.States.Length, full.States.Length)); k++)
            strength = Math.Max(strength, Math.Abs(selected.States[k].OscillatorStrength - full.States[k].OscillatorStrength));
        Console.WriteLine(FormattableString.Invariant(
            $"    selected minus all: energies from {1e3 * lowest * Constants.ElectronvoltPerHartree:0.00} to {1e3 * energy * Constants.ElectronvoltPerHartree:0.00} meV; strengths by up to {strength:0.0000}"));
    }

    private static void Gradient(ExcitationRun run, int runs, int states)
    {
        var energy = Timed(() => run.Lowest(states, withGradient: false), runs);
        var gradient = Timed(() => run.Lowest(states, withGradient: true), runs);
        var ratio = gradient.Processor.Median / energy.Processor.Median;
        Line(FormattableString.Invariant($"lowest of {states}, all configurations: energy"), energy);
        Line(FormattableString.Invariant($"lowest of {states}, all configurations: energy and gradient"), gradient);
        Console.WriteLine(FormattableString.Invariant($"    ratio {ratio:0.00} (bar {LargestRatio:0}: {(ratio <= LargestRatio ? "met" : "missed")})"));
    }

    private static (Sample Wall, Sample Processor) Timed(Action work, int runs)
    {
        Stopclock.WarmUp(work);
        var (wall, processor) = (new Sample(), new Sample());
        for (var run = 0; run < runs; run++)
        {
            var (wallStart, processorStart) = (Clock.Wall.Now, Clock.Thread.Now);
            work();
            processor.Add(Clock.Thread.Now - processorStart);
            wall.Add(Clock.Wall.Now - wallStart);
        }

        return (wall, processor);
    }

    private static void Line(string what, (Sample Wall, Sample Processor) time) => Console.WriteLine(
        $"  {what,-60} {TextTable.Milliseconds(time.Processor.Median),9} ms CPU [{TextTable.Milliseconds(time.Processor.Smallest)}–{TextTable.Milliseconds(time.Processor.Largest)}], {TextTable.Milliseconds(time.Wall.Median)} ms wall [{TextTable.Milliseconds(time.Wall.Smallest)}–{TextTable.Milliseconds(time.Wall.Largest)}]");
}
