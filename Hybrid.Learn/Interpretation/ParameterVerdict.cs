namespace Hybrid.Learn.Interpretation;

/// <summary>What data say about a parameter, by the share of its prior standard deviation that they leave.</summary>
public enum ParameterVerdict
{
    /// <summary>Less than half is left whatever all other exposed weights do.</summary>
    Determined,

    /// <summary>Less than half would be left if all other weights were known, but more is since others make up for it: the data fix combinations.</summary>
    OnlyInCombination,

    /// <summary>More than half is left even if all other weights were known.</summary>
    NotDetermined,
}
