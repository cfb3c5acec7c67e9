namespace Hybrid.Learn.Data;

/// <summary>Which columns of a table of transitions mean what. A column that is null isn't there.</summary>
public sealed record TransitionColumns
{
    /// <summary>The name of the structure that a transition belongs to.</summary>
    public required string Molecule { get; init; }

    /// <summary>2S + 1 of the excited state, 1 or 3.</summary>
    public required string Multiplicity { get; init; }

    /// <summary>The vertical excitation energy; rows where it is empty are left out.</summary>
    public required string Energy { get; init; }

    /// <summary>The unit of the energy as a target names it: <c>ev</c>, <c>eh</c>, <c>cm1</c>, …</summary>
    public string EnergyUnit { get; init; } = "ev";

    /// <summary>The oscillator strength; empty where it isn't known.</summary>
    public string? Strength { get; init; }

    /// <summary>1 for Rydberg states, 0 for others, empty where it isn't known.</summary>
    public string? IsRydberg { get; init; }

    /// <summary>1 for labels that are trusted, 0 for others; empty counts as trusted.</summary>
    public string? IsTrusted { get; init; }

    /// <summary>What a label counts that isn't trusted.</summary>
    public double UntrustedWeight { get; init; }

    /// <summary>1 for rows that are left out, such as genuine double excitations, which single excitations can't give.</summary>
    public string? IsExcluded { get; init; }

    /// <summary>What the reference calls the state.</summary>
    public string? Label { get; init; }
}
