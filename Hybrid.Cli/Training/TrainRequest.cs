namespace Hybrid.Cli.Training;

/// <summary>What a command line of the verb train asks for.</summary>
internal sealed record TrainRequest
{
    public required string Configuration { get; init; }

    public bool Resumes { get; init; }

    public int? Threads { get; init; }

    public string? Output { get; init; }
}
