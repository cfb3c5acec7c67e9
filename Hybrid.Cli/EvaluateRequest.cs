using Hybrid.Cli.Configuration;
using Hybrid.Learn.Data;

namespace Hybrid.Cli;

/// <summary>What a command line of the verb evaluate asks for.</summary>
internal sealed record EvaluateRequest
{
    public required string Model { get; init; }

    public required string Data { get; init; }

    public required LabelMapping Labels { get; init; }

    /// <summary>A table of transitions whose lowest valence states are compared; null for labels of the frames.</summary>
    public string? Transitions { get; init; }

    /// <summary>Which of the samples are compared.</summary>
    public required SampleChoice Choice { get; init; }

    /// <summary>True to hold predicted uncertainties against the errors.</summary>
    public bool WithUncertainty { get; init; }

    public string? Json { get; init; }

    public string? Predictions { get; init; }

    public int? Threads { get; init; }
}
