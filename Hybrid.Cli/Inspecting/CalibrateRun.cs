using System.Diagnostics;
using Hybrid.Cli.Configuration;
using Hybrid.Cli.Models;
using Hybrid.Cli.Reading;
using Hybrid.Cli.Writing;
using Hybrid.Core.Elements;
using Hybrid.Learn.Data;
using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;

namespace Hybrid.Cli.Inspecting;

/// <summary>One run of the verb calibrate.</summary>
internal sealed class CalibrateRun(CalibrateRequest request, CommandStreams streams, CancellationToken cancellation)
{
    public int Execute()
    {
        if (!File.Exists(request.Configuration))
            throw new UsageException($"{request.Configuration} was expected to be a configuration, but there is no such file.");
        var model = TrainedModel.Named("MODEL", request.Model);
        var configuration = TrainingConfiguration.Read(request.Configuration, request.Threads, output: null);
        var reader = new SampleReader([.. model.Description.Elements.Select(symbol => Element.TryParse(symbol, out int z) ? z : 0)], configuration.Settings.Seed);
        // A label that an epoch meets several times is still one label.
        var (samples, sets) = reader.Read(configuration.Train.Select(set => set with { Repeat = 1 }));
        var (valid, validSets) = reader.Read(configuration.Valid.Select(set => set with { Repeat = 1 }));
        // Few labels of another level would be lost among many.
        var train = request.Samples is { } count
            ? [.. samples.GroupBy(sample => sample.Level).SelectMany(level => MoleculeSplit.First([.. level], configuration.Settings.Seed, Math.Min(count, level.Count())))]
            : samples;
        var outside = Outside(configuration, reader, samples, sets);
        var path = request.Output ?? Path.Combine(model.Folder!, UncertaintyFile.FileName);
        streams.Output.WriteLine(FormattableString.Invariant(
            $"{train.Count} training and {valid.Count} validation structures, {ExposedWeights.Of(model.Model.Layout).Count} of {model.Model.Layout.Length} weights, into {Sentence.Printable(path)}"));
        var clock = Stopwatch.StartNew();
        var calibration = new UncertaintyCalibration(model, path, request.Threads ?? 0) { Domain = [.. samples.Select(sample => sample.Structure)] };
        if (File.Exists(calibration.PartialPath))
            streams.Error.WriteLine($"hybrid: {Sentence.Printable(calibration.PartialPath)} is of an interrupted run, which goes on.");
        (ModelUncertainty Uncertainty, IReadOnlyList<UncertainState> Valid) result;
        using (var progress = streams.ErrorIsTerminal ? new ProgressLine(streams.Error) : null)
            result = calibration.Run(train, valid, Words(sets, train.Count), outside, progress, cancellation);
        new UncertaintyTables(streams).WriteCalibration(result.Uncertainty, result.Valid, string.Join(", ", validSets.Select(set => set.File)), clock.Elapsed);
        return ExitCode.Success;
    }

    private OutsideData? Outside(TrainingConfiguration configuration, SampleReader reader, IReadOnlyList<Sample> samples, IReadOnlyList<DataDescription> sets)
    {
        if (request.Outside is not { } data)
            return null;
        foreach (var (option, file) in new[] { ("--outside", data.File), ("--transitions", data.Transitions), ("--new-to", data.Choice.NewTo) })
        {
            if (file is not null && !File.Exists(file))
                throw new UsageException($"{option}: {file} was expected to be a file, but there is none.");
        }

        var labels = FilesOnDisk.Loaded("--outside", data.Samples);
        return new OutsideData(labels, data.InWords, data.Labels.Level, data.Transitions is not null, Trained(configuration, samples, sets))
        {
            Siblings = [.. request.LeftOut.Select(path => Sibling(reader, path))],
        };
    }

    /// <summary>The model of a finished training, and what it was trained on.</summary>
    private SiblingModel Sibling(SampleReader reader, string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"--left-out: {path} was expected to be a configuration, but there is no such file.");
        var configuration = TrainingConfiguration.Read(path, request.Threads, output: null);
        var (samples, sets) = reader.Read(configuration.Train.Select(set => set with { Repeat = 1 }));
        return new SiblingModel(TrainedModel.Named("--left-out", configuration.Output), new TrainedSamples(Trained(configuration, samples, sets)));
    }

    /// <summary>An epoch meets the samples of each set as often as the set says.</summary>
    private static IEnumerable<TrainedSample> Trained(TrainingConfiguration configuration, IReadOnlyList<Sample> samples, IReadOnlyList<DataDescription> sets)
    {
        var times = sets.Zip(configuration.Train).SelectMany(pair => Enumerable.Repeat(pair.Second.Repeat, pair.First.Samples));
        return samples.Zip(times, (sample, time) => new TrainedSample(sample, time));
    }

    private string Words(IReadOnlyList<DataDescription> sets, int count) =>
        $"{string.Join(" + ", sets.Select(set => set.Choice is { } choice ? $"{set.File} ({choice})" : set.File))}, {(request.Samples is null ? "" : "of these ")}{count} structures";
}
