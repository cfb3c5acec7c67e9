using Hybrid.Physics.Parameters;

namespace Hybrid.Learn.Corrections;

/// <summary>How far a learned parameter is from the published one.</summary>
public static class ParameterDrift
{
    /// <summary>In prior widths: ln(p/p₀)/w of a positive parameter, (p − p₀)/w of another.</summary>
    /// <param name="published">p₀, with its prior width w.</param>
    /// <param name="value">p.</param>
    /// <param name="entry">Which entry of the table.</param>
    public static double Of(ParameterTable published, double value, int entry)
    {
        ArgumentNullException.ThrowIfNull(published);
        var p0 = published.Values[entry];
        return (published.IsPositive ? Math.Log(value / p0) : value - p0) / published.PriorWidth;
    }
}
