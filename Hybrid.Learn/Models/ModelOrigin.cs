using Hybrid.Learn.Data;

namespace Hybrid.Learn.Models;

/// <summary>Where a trained model comes from, as its folder will tell.</summary>
public sealed record ModelOrigin
{
    /// <summary>What results call the model; null for the name of its folder.</summary>
    public string? Name { get; init; }

    /// <summary>The first paragraph of the card: what the model is for. Null for a sentence made from what it is made of.</summary>
    public string? Summary { get; init; }

    /// <summary>What was trained on, such as "singlet energies".</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>How it was trained; null when not known.</summary>
    public TrainingDescription? Training { get; init; }

    /// <summary>What turns predicted total energies into those of a level of theory, one for each; empty where both have one zero.</summary>
    public IReadOnlyList<ReferenceEnergies> ReferenceEnergies { get; init; } = [];

    /// <summary>Further sections of the card: errors elsewhere, limits, the licence of the data.</summary>
    public IReadOnlyList<CardSection> Sections { get; init; } = [];
}
