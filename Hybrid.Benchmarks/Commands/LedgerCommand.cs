using System.CommandLine;
using Hybrid.Benchmarks.Accuracy;
using Hybrid.Core.IO;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Whether explanations add up.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Structures, such as valid.extxyz of QM8." };
        file.AcceptExistingOnly();
        var model = new Option<string>("--model") { Description = "A trained model of excitations with a Hamiltonian.", DefaultValueFactory = _ => "organic-excitations" };
        var count = new Option<int>("--molecules") { Description = "How many, evenly from the file.", DefaultValueFactory = _ => 200 };
        var states = new Option<int>("--states") { Description = "Excitations of each spin.", DefaultValueFactory = _ => 2 };
        var command = new Command("ledger", "Explains energies, charges, dipoles and excitations: how well the entries add up, and what it costs.") { file, model, count, states };
        command.SetAction((parsed, cancellation) =>
        {
            var all = StructureFile.ReadAll(parsed.GetValue(file)!.FullName);
            var chosen = Math.Min(parsed.GetValue(count), all.Count);
            var structures = Enumerable.Range(0, chosen).Select(k => all[(int)((long)k * all.Count / chosen)]);
            var accuracy = new LedgerAccuracy(parsed.GetValue(model)!, parsed.GetValue(states), cancellation);
            foreach (var structure in structures)
                accuracy.Add(structure);
            accuracy.Write(Console.Out);
            return Task.FromResult(accuracy.Failures == 0 ? ExitCode.Measured : ExitCode.SomeFailed);
        });
        return command;
    }
}
