using System.Text.Json;
using Hybrid.Learn.Data;
using Hybrid.Learn.Losses;
using Hybrid.Learn.Networks;

namespace Hybrid.Learn.Training;

/// <summary>What a training must share with a checkpoint to continue it bit for bit.</summary>
/// <param name="Model">The model's description.</param>
/// <param name="Weights">A digest of names, shapes and roles of the weights.</param>
/// <param name="Targets">The descriptions of the loss terms.</param>
/// <param name="Train">The training samples.</param>
/// <param name="Valid">The validation samples.</param>
/// <param name="Settings">As JSON, without those that have no influence on the result.</param>
internal sealed record TrainingIdentity(
    string Model, string Weights, IReadOnlyList<string> Targets, SampleIdentity Train, SampleIdentity Valid, string Settings)
{
    public static TrainingIdentity Of(
        ITrainable model, IReadOnlyList<LossTerm> terms, IReadOnlyList<Sample> train, IReadOnlyList<Sample> valid, TrainingSettings settings) => new(
        model.Description, Digest(model.Layout), [.. terms.Select(static term => term.Description)], SampleIdentity.Of(train), SampleIdentity.Of(valid),
        JsonSerializer.Serialize(WithInfluence(settings), TrainingJson.Default.TrainingSettings));

    /// <exception cref="ArgumentException">Something differs; the message says what.</exception>
    public void RequireSame(TrainingIdentity current)
    {
        Require("model", JsonDifference.First(Model, current.Model));
        Require("model", Weights == current.Weights ? null : "the names, shapes or roles of its weights differ");
        Require("targets", Targets.SequenceEqual(current.Targets) ? null : $"it was trained on {string.Join(", ", Targets)}, now on {string.Join(", ", current.Targets)}");
        Require("training samples", Train.Difference(current.Train));
        Require("validation samples", Valid.Difference(current.Valid));
        Require("settings", JsonDifference.First(Settings, current.Settings));
    }

    private static void Require(string what, string? difference)
    {
        if (difference is not null)
            throw new ArgumentException($"A checkpoint of the same {what} was expected, but {difference}.");
    }

    private static TrainingSettings WithInfluence(TrainingSettings settings)
    {
        var none = new TrainingSettings();
        return settings with
        {
            // A training at a constant rate may be prolonged.
            Epochs = settings.Schedule == RateSchedule.Constant ? none.Epochs : settings.Epochs,
            CheckpointEpochs = none.CheckpointEpochs,
            CheckpointSteps = none.CheckpointSteps,
            CheckpointInterval = none.CheckpointInterval,
            Threads = none.Threads,
            Budget = none.Budget,
            NamedFailures = none.NamedFailures,
        };
    }

    private static string Digest(WeightLayout layout)
    {
        using var print = new Fingerprint();
        foreach (var entry in layout.Entries)
            print.Add($"{entry.Name} [{string.Join(',', entry.Shape)}] {entry.Role}");
        return print.Text();
    }
}
