namespace Hybrid.Cli.Predicting;

/// <summary>How the members of an ensemble are followed.</summary>
internal enum MemberPropagation
{
    /// <summary>To first order, by the derivatives of the prediction.</summary>
    Linear,

    /// <summary>Also by a calculation for each.</summary>
    Exact,
}
