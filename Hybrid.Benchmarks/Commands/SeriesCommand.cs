using System.CommandLine;
using System.Diagnostics;
using Hybrid.Benchmarks.Series;
using Hybrid.Core.IO;

namespace Hybrid.Benchmarks.Commands;

/// <summary>Chromophores of growing size against the literature.</summary>
internal static class SeriesCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The molecules: docs/accuracy/series.extxyz." };
        file.AcceptExistingOnly();
        var models = new Option<string[]>("--model")
        {
            Description = "A model's name or folder, once for each: physics as published, trained models, learning alone.",
            DefaultValueFactory = _ => ["stda-xtb"],
        };
        var markdown = new Option<FileInfo?>("--markdown") { Description = "Write the tables to this file; by default they are printed." };
        var figure = new Option<FileInfo?>("--figure") { Description = "Draw the series to this file (SVG)." };
        var blas = SharedOptions.Blas();
        var command = new Command("series", "Bright states of polyenes, acenes, cyanines and merocyanines by several models, beside the literature.") { file, models, markdown, figure, blas };
        command.SetAction((parsed, cancellation) =>
        {
            var molecules = SeriesMolecule.OfFile(parsed.GetValue(file)!.FullName);
            var predictions = new List<SeriesPrediction>();
            foreach (var name in parsed.GetValue(models)!)
            {
                var clock = Stopwatch.StartNew();
                predictions.Add(SeriesPrediction.Of(SeriesModels.Named(name, SharedOptions.LinearAlgebra(parsed.GetValue(blas))), molecules, cancellation));
                Console.Error.WriteLine(FormattableString.Invariant($"{name}: {clock.Elapsed.TotalSeconds:0.0} s, {predictions[^1].Failures.Count} failures."));
            }

            var report = new SeriesReport(molecules, predictions);
            if (parsed.GetValue(markdown) is { } page)
                AtomicFile.WriteText(page.FullName, report.Write);
            else
                report.Write(Console.Out);
            if (parsed.GetValue(figure) is { } drawing)
                AtomicFile.WriteText(drawing.FullName, new SeriesFigure(molecules, predictions).Write);
            return Task.FromResult(predictions.All(prediction => prediction.Failures.Count == 0) ? ExitCode.Measured : ExitCode.SomeFailed);
        });
        return command;
    }
}
