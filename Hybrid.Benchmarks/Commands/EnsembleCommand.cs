using System.CommandLine;
using Hybrid.Benchmarks.Accuracy;
using Hybrid.Benchmarks.Subjects;
using Hybrid.Learn.Models;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Error bars of one model beside the spread of several trainings of it.</summary>
internal static class EnsembleCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Labelled molecules to measure on, such as test.extxyz of QM8." };
        file.AcceptExistingOnly();
        var valid = new Option<FileInfo>("--valid") { Description = "Labelled molecules that the spread of the trainings is calibrated on, such as valid.extxyz of QM8.", Required = true };
        valid.AcceptExistingOnly();
        var models = new Option<string[]>("--models")
        {
            Description = "The trainings, at least three; the first has been calibrated ('hybrid calibrate').", Required = true, AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("ensemble", "Holds the error bars of one model against errors, and the spread of several trainings against theirs.") { file, valid, models };
        command.SetAction((parsed, cancellation) =>
        {
            var names = parsed.GetValue(models)!;
            if (names.Length < EnsembleAccuracy.FewestMembers)
                throw new ArgumentException($"At least {EnsembleAccuracy.FewestMembers} trainings were expected, but {names.Length} came.");
            var found = Array.ConvertAll(names, name => LearnedModelLocation.Find(name) ?? throw new ArgumentException($"A trained model was expected, but there is none called {name}."));
            var accuracy = new EnsembleAccuracy(found, Qm8File.Read(parsed.GetValue(valid)!.FullName), Qm8File.Read(parsed.GetValue(file)!.FullName), cancellation);
            accuracy.Write(Console.Out);
            return Task.FromResult(ExitCode.Measured);
        });
        return command;
    }
}
