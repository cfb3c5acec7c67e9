using Hybrid.Cli.Reading;

namespace Hybrid.Cli.Inspecting;

/// <summary>What a command line of the verb calibrate asks for.</summary>
internal sealed record CalibrateRequest
{
    public required string Model { get; init; }

    public required string Configuration { get; init; }

    public int? Samples { get; init; }

    /// <summary>What predictions outside of the training domain are calibrated on; null for nothing.</summary>
    public LabelledData? Outside { get; init; }

    /// <summary>Configurations of trainings that left out some of these labels.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    public string? Output { get; init; }

    public int? Threads { get; init; }
}
