namespace Hybrid.Cli.Ablating;

/// <summary>What a command line of the verb ablate asks for.</summary>
internal sealed record AblateRequest
{
    public required string Configuration { get; init; }

    /// <summary>Null for those of the configuration; an entry that is null for all samples.</summary>
    public IReadOnlyList<int?>? Sizes { get; init; }

    public int? Seeds { get; init; }

    public int? Threads { get; init; }

    public string? Output { get; init; }
}
