using System.CommandLine;
using Hybrid.Benchmarks.Accuracy;
using Hybrid.Core.IO;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Whether the first order is enough for error bars, and what they cost.</summary>
internal static class UncertaintyCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Structures, such as valid.extxyz of QM8." };
        file.AcceptExistingOnly();
        var model = new Option<string>("--model") { Description = "A trained and calibrated model of excitations with a Hamiltonian.", DefaultValueFactory = _ => "organic-excitations" };
        var count = new Option<int>("--molecules") { Description = "How many, evenly from the file.", DefaultValueFactory = _ => 100 };
        var states = new Option<int>("--states") { Description = "Excitations of each spin.", DefaultValueFactory = _ => 2 };
        var members = new Option<int>("--members") { Description = "Of the ensemble.", DefaultValueFactory = _ => 32 };
        var command = new Command("uncertainty", "Propagates ensemble members to first order and exactly, and times error bars against derivatives.") { file, model, count, states, members };
        command.SetAction((parsed, cancellation) =>
        {
            var name = parsed.GetValue(model)!;
            var learned = LearnedModelLocation.Find(name) ?? throw new ArgumentException($"A trained model was expected, but there is none called {name}.");
            var uncertainty = UncertaintyFile.Beside(learned) ?? throw new ArgumentException($"{UncertaintyFile.FileName} was expected beside the model {name}, but there is none; 'hybrid calibrate' makes it.");
            var all = StructureFile.ReadAll(parsed.GetValue(file)!.FullName);
            var chosen = Math.Min(parsed.GetValue(count), all.Count);
            var (accuracy, cost) = (new PropagationAccuracy(uncertainty, parsed.GetValue(members), parsed.GetValue(states)), new UncertaintyCost(uncertainty, parsed.GetValue(states)));
            for (var k = 0; k < chosen; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                var structure = all[(int)((long)k * all.Count / chosen)];
                accuracy.Add(structure);
                cost.Add(structure);
            }

            accuracy.Write(Console.Out);
            cost.Write(Console.Out);
            return Task.FromResult(accuracy.Failures == 0 ? ExitCode.Measured : ExitCode.SomeFailed);
        });
        return command;
    }
}
