namespace Hybrid.Physics.Response.Analysis;

/// <summary>What the hole or the particle of an excitation is like. See <see cref="StateCharacter"/> for the rule.</summary>
public enum OrbitalKind
{
    /// <summary>σ bonds, or σ* for a particle; also what is none of the others.</summary>
    Sigma,

    /// <summary>π, or π* for a particle: p functions across the bonds of their atoms.</summary>
    Pi,

    /// <summary>n, a lone pair; holes only.</summary>
    LonePair,

    /// <summary>d functions of transition metals.</summary>
    MetalD,

    /// <summary>Much wider than the hole, or made of diffuse functions; particles only.</summary>
    Rydberg,
}
