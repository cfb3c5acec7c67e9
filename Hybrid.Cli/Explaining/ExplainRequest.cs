using System.Collections.Immutable;
using Hybrid.Cli.Writing;
using Hybrid.Physics.Response.Excitations;

namespace Hybrid.Cli.Explaining;

/// <summary>What a command line of the verb explain asks for.</summary>
internal sealed record ExplainRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Null for the defaults of energy and excitations.</summary>
    public string? ModelName { get; init; }

    /// <summary>Counted from one; null for the lowest where there are excitations at all.</summary>
    public int? State { get; init; }

    /// <summary>So many of the lowest of each spin; null for one state.</summary>
    public int? States { get; init; }

    public required ImmutableArray<Multiplicity> Multiplicities { get; init; }

    /// <summary>True for corrections that fade outside of the training domain.</summary>
    public bool IsGated { get; init; }

    public string? Json { get; init; }

    public string? Html { get; init; }

    public int? Charge { get; init; }

    public int? Unpaired { get; init; }

    public required OutputFormat Format { get; init; }

    public int? Threads { get; init; }
}
