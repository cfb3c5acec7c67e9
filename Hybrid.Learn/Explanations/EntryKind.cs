namespace Hybrid.Learn.Explanations;

/// <summary>Where an entry of an explanation comes from.</summary>
public enum EntryKind
{
    /// <summary>A term of the published physics.</summary>
    Physics,

    /// <summary>What a learned correction changed.</summary>
    Learned,
}
