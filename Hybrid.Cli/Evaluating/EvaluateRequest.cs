using Hybrid.Cli.Reading;

namespace Hybrid.Cli.Evaluating;

/// <summary>What a command line of the verb evaluate asks for.</summary>
internal sealed record EvaluateRequest
{
    public required string Model { get; init; }

    /// <summary>What is compared with.</summary>
    public required LabelledData Data { get; init; }

    /// <summary>True for corrections that fade outside of the training domain.</summary>
    public bool IsGated { get; init; }

    /// <summary>True to hold predicted uncertainties against the errors.</summary>
    public bool WithUncertainty { get; init; }

    public string? Json { get; init; }

    public string? Predictions { get; init; }

    public int? Threads { get; init; }
}
