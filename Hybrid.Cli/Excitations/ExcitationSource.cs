using Hybrid.Learn.Models;
using Hybrid.Learn.Uncertainty;
using Hybrid.Physics.Models;

namespace Hybrid.Cli.Excitations;

/// <summary>Where the excited states of one structure come from.</summary>
/// <param name="Model">What predicts them.</param>
/// <param name="Learned">The trained model that it is; null for physics as published.</param>
/// <param name="Fallback">Why it is not the default model, one sentence without its full stop; null when it is what was asked for.</param>
internal sealed record ExcitationSource(ExcitationModel Model, LearnedModel? Learned, string? Fallback)
{
    /// <summary>How sure the trained model is; null when not asked for.</summary>
    public ModelUncertainty? Uncertainty { get; init; }

    /// <summary>What knows where the training data end, also when no uncertainty was asked for; null where that isn't known.</summary>
    public ModelUncertainty? TrainingData { get; init; }

    /// <summary>Why where the training data end isn't known although a file should say it, one sentence; else null.</summary>
    public string? TrainingDataProblem { get; init; }

    /// <summary>True when it is physics as published because the structure has an element that the trained model isn't for.</summary>
    public bool IsForOtherElement { get; init; }

    /// <summary>True when corrections fade outside of the training domain.</summary>
    public bool IsGated => Learned?.Model is HybridModel { Gate: not null };

    /// <summary>Such as "sTDA-xTB", or "organic-excitations on sTDA-xTB".</summary>
    public string Method => Learned is null ? Model.Parameters.Name : $"{Learned.Name} on {Model.Parameters.Name}";

    /// <summary>One sentence for people; null when the heading of the states says everything.</summary>
    public string? Remark => Learned is { Description: var description }
        ? $"{description.Name}{(description.Level.Length > 0 ? $", level {description.Level}" : "")}, SHA-256 {description.Sha256[..12]}."
        : Fallback is { } reason ? $"These are the states of untrained physics: {reason}." : null;
}
