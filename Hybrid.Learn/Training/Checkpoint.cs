using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hybrid.Core.IO;

namespace Hybrid.Learn.Training;

/// <summary>A training at the end of a step: what it is and how far it has come.</summary>
public sealed class Checkpoint
{
    private const string Format = "hybrid-checkpoint";
    private const int Version = 2;

    private const string WeightsName = "weights";
    private const string MeanName = "adam.mean";
    private const string SquaredMeanName = "adam.squared_mean";
    private const string AverageName = "average.sum";
    private const string BestName = "best";

    internal Checkpoint(TrainingIdentity identity, TrainingState state) => (Identity, State) = (identity, state);

    /// <summary>How far it has come.</summary>
    public TrainingState State { get; }

    internal TrainingIdentity Identity { get; }

    internal void Write(Stream stream)
    {
        var state = State;
        List<SafetensorsTensor> tensors =
        [
            Tensor(WeightsName, state.Weights),
            Tensor(MeanName, state.Optimiser.Mean),
            Tensor(SquaredMeanName, state.Optimiser.SquaredMean),
            Tensor(AverageName, state.Average.Sum),
        ];
        if (state.BestWeights is { } best)
            tensors.Add(Tensor(BestName, best));
        var position = new CheckpointPosition(
            state.Epoch, state.StepInEpoch, state.Step, state.Optimiser.StepCount, state.Average.Count, state.BestEpoch, state.BestLoss,
            state.BestSkippedCount, state.Elapsed, state.EpochElapsed, state.Totals);
        SafetensorsFile.Write(stream, tensors, new Dictionary<string, string>
        {
            ["format"] = Format,
            ["version"] = Version.ToString(CultureInfo.InvariantCulture),
            ["identity"] = JsonSerializer.Serialize(Identity, TrainingJson.Default.TrainingIdentity),
            ["position"] = JsonSerializer.Serialize(position, TrainingJson.Default.CheckpointPosition),
        });
    }

    /// <exception cref="SafetensorsFormatException">The file is no whole checkpoint.</exception>
    internal static Checkpoint Read(string path)
    {
        var file = SafetensorsFile.Read(path);
        if (Text("format") is var format && format != Format)
            throw new SafetensorsFormatException(path, $"the format {Format} was expected, but it is {format}");
        if (Text("version") is var version && version != Version.ToString(CultureInfo.InvariantCulture))
            throw new SafetensorsFormatException(path, $"version {Version} of checkpoints was expected, but it is version {version}");
        var identity = Parsed(path, "identity", Text("identity"), TrainingJson.Default.TrainingIdentity);
        var position = Parsed(path, "position", Text("position"), TrainingJson.Default.CheckpointPosition);
        var settings = Parsed(path, "settings", identity.Settings, TrainingJson.Default.TrainingSettings);
        var length = file.Tensors.FirstOrDefault(tensor => tensor.Name == WeightsName)?.Values.Length ?? 0;
        var state = new TrainingState(
            Values(WeightsName),
            new AdamW(Values(MeanName), Values(SquaredMeanName), position.OptimiserSteps, settings.Beta1, settings.Beta2, settings.Epsilon),
            new WeightAverage(Values(AverageName), position.AveragedSteps, settings.AverageDecay), position.Totals)
        {
            BestWeights = position.BestEpoch is null ? null : Values(BestName),
            BestEpoch = position.BestEpoch,
            BestLoss = position.BestLoss,
            BestSkippedCount = position.BestSkippedCount,
            Epoch = position.Epoch,
            StepInEpoch = position.StepInEpoch,
            Step = position.Step,
            Elapsed = position.Elapsed,
            EpochElapsed = position.EpochElapsed,
        };
        return new Checkpoint(identity, state);

        string Text(string key) => file.Metadata.TryGetValue(key, out var text)
            ? text
            : throw new SafetensorsFormatException(path, $"metadata called {key} were expected, but there are none: it is no checkpoint");

        double[] Values(string name) => file.Values(name, length).ToArray();
    }

    private static SafetensorsTensor Tensor(string name, ReadOnlyMemory<double> values) => new(name, [values.Length], values);

    private static T Parsed<T>(string path, string name, string json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new SafetensorsFormatException(path, $"the {name} of a training was expected, but it is empty");
        }
        catch (JsonException exception)
        {
            throw new SafetensorsFormatException(path, $"the {name} of a training was expected, but it can't be read", exception);
        }
    }
}
