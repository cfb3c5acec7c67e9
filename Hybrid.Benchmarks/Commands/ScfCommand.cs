using System.CommandLine;
using Hybrid.Benchmarks.Measurement;
using Hybrid.Benchmarks.Profile;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Where the time of one calculation goes.</summary>
internal static class ScfCommand
{
    public static Command Create()
    {
        var structures = SharedOptions.Structures("caffeine,gly10,c66h134");
        var methods = SharedOptions.Methods();
        var runs = SharedOptions.Runs(10);
        var blas = SharedOptions.Blas();
        var parameters = new Option<bool>("--parameters") { Description = "Gradients of all parameters too, not of the positions alone." };
        var command = new Command("scf", "Where the time of an energy and its gradient goes, stage by stage.") { structures, methods, runs, blas, parameters };
        command.SetAction(parsed =>
        {
            var algebra = SharedOptions.LinearAlgebra(parsed.GetValue(blas));
            var nRuns = parsed.GetValue(runs);
            Console.WriteLine(MachineState.Description);
            Console.WriteLine($"{algebra.Name}; load {MachineState.Load}; {Clock.Thread.Name}, means of {nRuns} runs.");
            foreach (var structure in SharedOptions.StructuresOf(parsed.GetValue(structures)!))
            {
                foreach (var method in SharedOptions.MethodsOf(parsed.GetValue(methods)!))
                    Print(structure.Name, method.Parameters.Method, new StageProfile(structure, method, algebra, parsed.GetValue(parameters), nRuns), nRuns);
            }

            return ExitCode.Measured;
        });
        return command;
    }

    private static void Print(string structure, string method, StageProfile profile, int runs)
    {
        var total = profile.EnergySeconds + profile.GradientSeconds;
        var setup = profile.Setup.Total / runs;
        var dense = profile.Dense.Total / runs;
        var iterated = profile.Field.Total / runs * profile.Iterations;
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"{structure}, {method}: {profile.OrbitalCount} orbitals, {profile.Iterations} iterations"));
        var table = new TextTable("stage".PadRight(44), "calls", "ms", "share");
        Section("setup", setup);
        Entries(profile.Setup, 1);
        Section("field: dense linear algebra", dense);
        Entries(profile.Dense, 1);
        Section("field: other work, measured once a run × iterations", iterated);
        Entries(profile.Field, profile.Iterations);
        Section("setup and field: rest", profile.EnergySeconds - setup - dense - iterated);
        Section("gradient", profile.GradientSeconds);
        Entries(profile.Gradient, 1);
        Section("total", total);

        void Section(string name, double seconds) =>
            table.Row(name, "", TextTable.Milliseconds(seconds), FormattableString.Invariant($"{100.0 * seconds / total:0} %"));

        void Entries(Ledger ledger, int times)
        {
            foreach (var (name, sum, calls) in ledger.Entries)
            {
                var seconds = sum / runs * times;
                if (seconds > 0.005 * total)
                    table.Row($"  {name}", FormattableString.Invariant($"{calls / runs * times}"), TextTable.Milliseconds(seconds), FormattableString.Invariant($"{100.0 * seconds / total:0} %"));
            }
        }
    }
}
