using System.CommandLine;
using System.Diagnostics;
using Hybrid.Benchmarks.Accuracy;
using Hybrid.Core.IO;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Excitations against CC2.</summary>
internal static class AccuracyCommand
{
    /// <summary>As many as a line needs; what is left of the errors then is not for lack of data.</summary>
    private const int FittedMolecules = 1000;

    private const int PrintedFailures = 5;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The molecules that errors are taken over: a file with the keys of QM8 (extended XYZ)." };
        file.AcceptExistingOnly();
        var train = new Option<FileInfo>("--train") { Description = FormattableString.Invariant($"Another such file: lines are fitted on {FittedMolecules} of its molecules.") };
        train.AcceptExistingOnly();
        var baselines = new Option<FileInfo>("--baselines") { Description = "The data set's baselines.json: errors that it states for the part FILE is named after must come out here too." };
        baselines.AcceptExistingOnly();
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Write the tables to this file; by default they are printed." };
        var threads = new Option<int>("--threads") { Description = "Threads; by default one per core.", DefaultValueFactory = _ => Environment.ProcessorCount };
        threads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--threads: a number of at least one was expected.");
        });
        var blas = SharedOptions.Blas();
        var command = new Command("accuracy", "Energies and strengths of the two lowest singlets against the labels of a QM8 file.") { file, train, baselines, markdown, threads, blas };
        command.SetAction((parsed, cancellation) =>
        {
            var tested = LabelledMolecule.OfFile(parsed.GetValue(file)!.FullName);
            LabelledMolecule[] fitted = parsed.GetValue(train) is { } training ? LabelledMolecule.Evenly(LabelledMolecule.OfFile(training.FullName), FittedMolecules) : [];
            IEnumerable<IExcitationSource> sources = [.. FileColumns.OfQm8, .. PeerTable.All(), .. ModelExcitations.All(SharedOptions.LinearAlgebra(parsed.GetValue(blas)))];
            if (fitted.Length > 0)
                sources = sources.Prepend(new ConstantLabels(fitted));
            var accuracies = Measured(sources, tested, fitted, parsed.GetValue(threads), cancellation);
            var report = new AccuracyReport(tested, fitted.Length, accuracies);
            if (parsed.GetValue(markdown) is { } page)
                AtomicFile.WriteText(page.FullName, report.Write);
            else
                report.Write(Console.Out);
            return Task.FromResult(parsed.GetValue(baselines) is { } stated ? Checked(stated, parsed.GetValue(file)!, accuracies) : ExitCode.Measured);
        });
        return command;
    }

    private static List<SourceAccuracy> Measured(
        IEnumerable<IExcitationSource> sources, LabelledMolecule[] tested, LabelledMolecule[] fitted, int threads, CancellationToken cancellation)
    {
        var accuracies = new List<SourceAccuracy>();
        foreach (var source in sources)
        {
            if (!source.Covers(tested))
            {
                Console.Error.WriteLine($"{source.Name} is left out: it was not run on these molecules.");
                continue;
            }

            var clock = Stopwatch.StartNew();
            var predictions = Predictions.Of(source, tested, threads, cancellation);
            Console.Error.WriteLine(FormattableString.Invariant($"{source.Name}: {clock.Elapsed.TotalSeconds:0.0} s, {predictions.Failures.Count()} failures."));
            foreach (var (index, reason) in predictions.Failures.Take(PrintedFailures))
                Console.Error.WriteLine(FormattableString.Invariant($"  gdb9_index {index}: {reason}"));
            accuracies.Add(new SourceAccuracy(source, predictions, fitted.Length > 0 && source.Covers(fitted) ? Predictions.Of(source, fitted, threads, cancellation) : null));
        }

        return accuracies;
    }

    private static int Checked(FileInfo stated, FileInfo file, List<SourceAccuracy> accuracies)
    {
        var differences = BaselineCheck.Differences(stated.FullName, Path.GetFileNameWithoutExtension(file.Name), accuracies, out var count);
        foreach (var difference in differences)
            Console.Error.WriteLine(difference);
        Console.Error.WriteLine(FormattableString.Invariant($"{count - differences.Count} of {count} stated errors came out."));
        return differences.Count == 0 && count > 0 ? ExitCode.Measured : ExitCode.SomeFailed;
    }
}
