using Hybrid.Learn.Training;

namespace Hybrid.Cli.Configuration;

/// <summary>One of the models that an ablation compares.</summary>
/// <param name="Name">In tables, and of its folders.</param>
/// <param name="Kind">"hybrid", "physics" or "direct".</param>
/// <param name="File">A configuration whose sections model and training it has, as a full path; null for those of the ablation's.</param>
/// <param name="MostSteps">The optimiser's steps that a training ends with at the latest, however large its data are; null for no end but that of its epochs.</param>
/// <param name="UpTo">The largest size that it is trained on; null for any.</param>
internal sealed record AblationArm(string Name, string Kind, string? File, int? MostSteps = null, int? UpTo = null)
{
    /// <summary>False for sizes that the arm is not trained on.</summary>
    /// <param name="size">Null for all samples.</param>
    public bool Takes(int? size) => UpTo is not { } largest || size <= largest;

    /// <summary>How often an arm goes through its data: as its configuration says, but no more steps than it may have; at least once.</summary>
    /// <param name="settings">Of the training.</param>
    /// <param name="samples">How many structures it is trained on.</param>
    public int Epochs(TrainingSettings settings, int samples)
    {
        if (MostSteps is not { } most)
            return settings.Epochs;
        var stepsOfEpoch = (samples + settings.BatchSize - 1) / settings.BatchSize;
        return Math.Min(settings.Epochs, Math.Max(1, most / stepsOfEpoch));
    }
}
