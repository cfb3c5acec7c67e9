namespace Hybrid.Learn.Reports;

/// <summary>How a state becomes a band.</summary>
public enum LineShape
{
    /// <summary>exp(−4 ln 2 (E − E_N)²/w²), normalised to an area of one; w is the full width at half maximum.</summary>
    Gaussian,

    /// <summary>(w/2π)/((E − E_N)² + w²/4); w is the full width at half maximum.</summary>
    Lorentzian,
}
