namespace Hybrid.Cli.Inspecting;

/// <summary>What a command line of the verb inspect asks for.</summary>
internal sealed record InspectRequest
{
    public required string Model { get; init; }

    public string? Data { get; init; }

    public string? Uncertainty { get; init; }

    public string? Json { get; init; }

    public string? Html { get; init; }

    public int? Threads { get; init; }
}
