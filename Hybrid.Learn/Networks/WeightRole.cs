namespace Hybrid.Learn.Networks;

/// <summary>What a weight is, which decides how it is trained.</summary>
public enum WeightRole
{
    /// <summary>A weight of a network: decays under AdamW.</summary>
    Network,

    /// <summary>A bias, scale or embedding of a network: never decays.</summary>
    Bias,

    /// <summary>The deviation of a physical parameter from its published value in prior widths: the prior is a loss on it.</summary>
    Physics,

    /// <summary>The offset of a level of theory: free.</summary>
    Offset,
}
