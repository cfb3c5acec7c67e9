namespace Hybrid.Cli;

/// <summary>What a command line of the verb calibrate asks for.</summary>
internal sealed record CalibrateRequest
{
    public required string Model { get; init; }

    public required string Configuration { get; init; }

    public int? Samples { get; init; }

    public string? Output { get; init; }

    public int? Threads { get; init; }
}
